"""The local engine behind the generator interface."""

from dataclasses import replace
from math import log
from pathlib import Path

import pytest
from fakes.networks import PLAIN_TEMPLATE, THINKING_TEMPLATE, save_model

from setpoint.backends.local import LocalGenerator
from setpoint.engine.memory import bytes_per_token, plan_slots
from setpoint.errors import SettingError
from setpoint.models.load import Dtype, LoadedModel, load_model
from setpoint.records import (
    Arm,
    Block,
    Completion,
    FinishReason,
    GenerationRequest,
    SampleKey,
    Sampling,
    StepReport,
)


def load(folder: Path, template: str = PLAIN_TEMPLATE) -> LoadedModel:
    """Returns the random model."""
    return load_model("tiny", save_model(folder, template=template), dtype=Dtype.FLOAT32)


def ask(prompt: str = "hello", run: int = 0, cap: int = 8) -> GenerationRequest:
    """Returns a request."""
    return GenerationRequest(
        key=SampleKey(problem_id=prompt[:20], arm="T=1", run=run),
        prompt=prompt,
        sampling=Sampling(temperature=1.0),
        seed=run,
        max_new_tokens=cap,
    )


def answers(generator: LocalGenerator, requests: list[GenerationRequest]) -> list[Completion]:
    """Returns the completions in the order of their keys."""
    made = generator.generate(requests, lambda _: None)
    return sorted(made, key=lambda completion: completion.key)


def test_requests_of_many_prompts_all_come_back(tmp_path: Path) -> None:
    """Mixed prompts are grouped for the engine, and each answer keeps its name."""
    requests = [ask(prompt, run) for run in range(4) for prompt in ("one", "two", "three")]
    completions = answers(LocalGenerator(load(tmp_path)), requests)
    assert [completion.key for completion in completions] == sorted(
        request.key for request in requests
    )
    assert all(1 <= completion.tokens <= 8 for completion in completions)


def test_order_of_requests_changes_nothing(tmp_path: Path) -> None:
    """The same answers forwards and backwards."""
    generator = LocalGenerator(load(tmp_path))
    requests = [ask(prompt, run) for run in range(5) for prompt in ("one", "two", "three")]
    assert answers(generator, requests) == answers(generator, requests[::-1])


def split_plot() -> list[GenerationRequest]:
    """Returns two runs of every temperature of the thought with every one of the answer."""
    settings = [
        Sampling(temperature=answer, blocks=((Block.THINK, think),))
        for answer in (0.2, 0.6, 1.0)
        for think in (0.3, 0.9)
    ]
    return [
        replace(
            ask(run=run, cap=40),
            key=SampleKey(problem_id="hello", arm=Arm(sampling=sampling).name, run=run),
            sampling=sampling,
        )
        for run in range(2)
        for sampling in settings
    ]


def test_a_thought_is_computed_once_for_all_temperatures_of_the_answer(tmp_path: Path) -> None:
    """Two thoughts instead of six, and every answer as if it had been made alone."""
    generator = LocalGenerator(load(tmp_path, THINKING_TEMPLATE))
    reports: list[StepReport] = []
    together = list(generator.generate(split_plot(), reports.append))
    alone = [answer for request in split_plot() for answer in answers(generator, [request])]

    assert reports[-1].tokens_computed <= 0.5 * reports[-1].tokens_emitted
    assert sorted(together, key=lambda answer: answer.key) == sorted(
        alone, key=lambda answer: answer.key
    )


def test_rows_that_share_a_thought_are_neighbours(tmp_path: Path) -> None:
    """Where not all rows of a seed fit into the batch, those that do are worth computing as one."""
    generator = LocalGenerator(load(tmp_path, THINKING_TEMPLATE))
    begins = [row.sampling.temperature for row in generator._build_rows(split_plot())]
    assert begins == [0.3, 0.3, 0.3, 0.9, 0.9, 0.9] * 2


def test_every_answer_says_how_unsure_the_model_was(tmp_path: Path) -> None:
    """As long as sixteen tokens were drawn; in nats, at most the logarithm of the vocabulary."""
    made = answers(LocalGenerator(load(tmp_path)), [ask(run=run, cap=40) for run in range(20)])
    long = [answer.mean_token_entropy for answer in made if answer.tokens >= 16]
    assert long
    assert all(mean is not None and 0 < mean < log(262) for mean in long)


def test_an_open_thought_is_reported(tmp_path: Path) -> None:
    """The verifier must know that the text begins inside it."""
    completions = answers(LocalGenerator(load(tmp_path, THINKING_TEMPLATE)), [ask()])
    assert completions[0].opens_in_thought


def test_the_end_token_is_not_part_of_the_text(tmp_path: Path) -> None:
    """It is counted, though: the model did emit it."""
    model = load(tmp_path)
    completions = answers(LocalGenerator(model), [ask(run=run, cap=200) for run in range(40)])
    ended = [one for one in completions if one.finish_reason is FinishReason.STOP]
    assert ended
    assert not any("<|end|>" in one.text for one in ended)


def test_a_stop_string_ends_the_answer_before_it(tmp_path: Path) -> None:
    """The same answer as without, up to there."""
    generator = LocalGenerator(load(tmp_path))
    (whole,) = answers(generator, [ask(cap=60)])
    stop = whole.text[10:12]
    (ended,) = answers(generator, [replace(ask(cap=60), stop=("never there", stop))])

    assert ended.finish_reason is FinishReason.STOP
    assert ended.text == whole.text[: whole.text.index(stop)]
    assert ended.tokens < whole.tokens


def test_the_context_bounds_an_answer(tmp_path: Path) -> None:
    """A cap beyond the context is cut to it, and the row ends as LENGTH."""
    completions = answers(LocalGenerator(load(tmp_path)), [ask("x" * 490, cap=10_000)])
    assert completions[0].prompt_tokens + completions[0].tokens <= 512


def test_a_prompt_beyond_the_context_is_explained(tmp_path: Path) -> None:
    """Both sizes are named."""
    with pytest.raises(SettingError, match="has 603 tokens, but tiny has a context of 512"):
        answers(LocalGenerator(load(tmp_path)), [ask("x" * 600)])


def test_a_row_that_cannot_fit_is_explained(tmp_path: Path) -> None:
    """The plan is made before the first token, with the sizes in the message."""
    network = load(tmp_path).network
    assert bytes_per_token(network) == 2 * 2 * 2 * 4 * 4
    assert plan_slots(network, capacity=100, rows=5) == 5
    assert plan_slots(network, capacity=100, rows=10**6) == 256
    with pytest.raises(SettingError, match="Lower --max-tokens"):
        plan_slots(network, capacity=10**15, rows=5)


def test_nothing_asked_is_nothing_done(tmp_path: Path) -> None:
    """A finished run asks for no sample."""
    assert answers(LocalGenerator(load(tmp_path)), []) == []
