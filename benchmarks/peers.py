"""`transformers` on the same work, in three ways."""

import torch
from transformers import ContinuousBatchingConfig, GenerationConfig, PreTrainedModel

from benchmarks.work import Work

_PAGE = 16
_ONE_TEMPERATURE = 0.6


def generate_per_temperature(
    network: PreTrainedModel, work: Work, stop_ids: frozenset[int]
) -> tuple[int, int]:
    """One `generate()` a prompt and temperature, all runs of it in one batch."""
    emitted = 0
    for prompt in work.prompts:
        for temperature in work.temperatures:
            config = _config(work, stop_ids, temperature)
            emitted += _generate(network, [prompt] * work.runs, config, stop_ids)
    return emitted, emitted


def generate_batched(
    network: PreTrainedModel, work: Work, stop_ids: frozenset[int]
) -> tuple[int, int]:
    """One `generate()` a prompt with all its rows, at one temperature for want of several."""
    config = _config(work, stop_ids, _ONE_TEMPERATURE)
    rows = len(work.temperatures) * work.runs
    emitted = sum(_generate(network, [prompt] * rows, config, stop_ids) for prompt in work.prompts)
    return emitted, emitted


def continuous_batching(
    network: PreTrainedModel, work: Work, stop_ids: frozenset[int]
) -> tuple[int, int]:
    """Continuous batching of all rows, pages of 16 tokens, at one temperature."""
    pages = work.rows * (-(-(max(map(len, work.prompts)) + work.new_tokens) // _PAGE) + 1)
    settings = ContinuousBatchingConfig(page_size=_PAGE, num_blocks=pages, max_batch_tokens=256)
    config = _config(work, stop_ids, _ONE_TEMPERATURE)
    rows = [list(prompt) for prompt in work.prompts for _ in range(work.rows // len(work.prompts))]
    outputs = network.generate_batch(
        rows, generation_config=config, continuous_batching_config=settings, warmup=False
    )
    emitted = sum(len(output.generated_tokens) for output in outputs.values())
    return emitted, emitted


def _config(work: Work, stop_ids: frozenset[int], temperature: float) -> GenerationConfig:
    return GenerationConfig(
        do_sample=True,
        temperature=temperature,
        top_k=0,
        top_p=1.0,
        max_new_tokens=work.new_tokens,
        min_new_tokens=work.new_tokens if work.is_fixed else None,
        eos_token_id=sorted(stop_ids),
        pad_token_id=min(stop_ids),
    )


@torch.inference_mode()
def _generate(
    network: PreTrainedModel,
    rows: list[tuple[int, ...]],
    config: GenerationConfig,
    stop_ids: frozenset[int],
) -> int:
    """Returns the number of tokens of all answers, padding not counted."""
    inputs = torch.tensor(rows, device=network.device)
    outputs = network.generate(
        inputs, attention_mask=torch.ones_like(inputs), generation_config=config
    )
    answers = outputs[:, inputs.shape[1] :].tolist()
    return sum(_length(answer, stop_ids) for answer in answers)


def _length(answer: list[int], stop_ids: frozenset[int]) -> int:
    ends = (place + 1 for place, token in enumerate(answer) if token in stop_ids)
    return next(ends, len(answer))
