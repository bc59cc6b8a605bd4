"""A run as a report receives it: right answers fall off as the temperature rises."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp
from pathlib import Path

from fakes.texts import HOSTILE, Answer, code_answer, logic_answer, math_answer

from setpoint.problems import (
    CodeCase,
    CodeKey,
    LogicKey,
    LogicVerdict,
    MathKey,
    Problem,
    Statement,
)
from setpoint.records import (
    Arm,
    Completion,
    FinishReason,
    GradedSample,
    Kind,
    Language,
    Outcome,
    PromptStyle,
    SampleKey,
    Sampling,
    Verdict,
)
from setpoint.report.run import Cost, RunData
from setpoint.store.run_store import RunStore

TWELVE_TEMPERATURES = tuple(step / 10 for step in range(1, 13))
CAP = 2048

_FAILURES = (
    *(Outcome.WRONG, Outcome.WRONG, Outcome.WRONG, Outcome.TRUNCATED),
    *(Outcome.NO_ANSWER, Outcome.UNPARSED, Outcome.LOOP, Outcome.TIMEOUT),
)


def falling_accuracy(temperature: float) -> float:
    """Returns the chance of a right answer: high to 0.7, then falling off."""
    return 0.95 / (1 + exp((temperature - 0.88) / 0.07)) + 0.02


def make_run(
    *,
    temperatures: Sequence[float] = TWELVE_TEMPERATURES,
    runs: int = 5,
    styles: Sequence[PromptStyle] = (PromptStyle.PLAIN,),
    problems: Sequence[Problem] | None = None,
    accuracy: Callable[[float], float] = falling_accuracy,
    seed: int = 0,
) -> RunData:
    """Returns a complete run of the article's problems; some of its texts are hostile."""
    dice = random.Random(seed)
    chosen = tuple(problems or article_problems())
    arms = tuple(
        Arm(sampling=Sampling(temperature=temperature), style=style)
        for style in styles
        for temperature in temperatures
    )
    samples = tuple(
        _sample(problem, arm, run, dice, accuracy(arm.sampling.temperature))
        for problem in chosen
        for arm in arms
        for run in range(runs)
    )
    emitted = sum(sample.completion.tokens for sample in samples)
    return RunData(
        run_id="nano-article-3f9a1c02",
        model="DeepSeek-R1-Distill-Qwen-1.5B",
        suites=("article",),
        arms=arms,
        problems=chosen,
        samples=samples,
        cost=Cost(tokens_emitted=emitted, tokens_computed=emitted * 7 // 10, seconds=1834.2),
        environment={"torch": "2.13.0", "device": "cpu", "dtype": "float32", "threads": 2},
        max_new_tokens=CAP,
        runs=runs,
    )


def run_of(*samples: GradedSample, like: RunData) -> RunData:
    """Returns a run of the same plan that has these samples."""
    return replace(like, samples=samples)


def store_run(run: RunData, folder: Path) -> None:
    """Writes the run as a sweep would."""
    names = ("dtype", "device", "setpoint", "torch", "transformers", "seed", "weights_sha256")
    configuration = {
        **dict.fromkeys(names, "-"),
        "model": run.model,
        "suites": list(run.suites),
        "max_new_tokens": run.max_new_tokens,
        "runs": run.runs,
    }
    with RunStore.start_or_continue(folder, configuration, run.problems, run.arms) as stored:
        for sample in run.samples:
            stored.add(sample)


def article_problems() -> tuple[Problem, ...]:
    """Returns the three problems of the article with their proven keys."""
    return (
        make_problem(
            "article/math/en",
            "The first 3 terms of an arithmetic sequence sum to 15, the first 6 to 60. "
            "Find the 9th term.",
            MathKey(answer="85/3"),
        ),
        make_problem(
            "article/code/en",
            "Write a function that takes a string s and an integer k and returns all substrings "
            "of s of length k, without duplicates, in lexicographic order.",
            CodeKey(
                function=None,
                cases=(
                    CodeCase(arguments=("abac", 2), expected=["ab", "ac", "ba"]),
                    CodeCase(arguments=("", 2), expected=[]),
                ),
            ),
        ),
        make_problem(
            "article/logic/en",
            'If all A are B, and some B are not C, must "some A are not C" hold? Give reasons.',
            LogicKey(
                premises=(Statement.parse("all A B"), Statement.parse("some_not B C")),
                conclusion=Statement.parse("some_not A C"),
                verdict=LogicVerdict.NOT_NECESSARILY,
                existential_import=True,
            ),
        ),
    )


def make_problem(problem_id: str, question: str, key: MathKey | CodeKey | LogicKey) -> Problem:
    """Returns a problem of the key's kind in both prompt styles."""
    kinds = {MathKey: Kind.MATH, CodeKey: Kind.CODE, LogicKey: Kind.LOGIC}
    return Problem(
        id=problem_id,
        kind=kinds[type(key)],
        language=Language.EN,
        prompts={
            PromptStyle.PLAIN: question,
            PromptStyle.STEPS: f"{question}\nNumber your steps: 【Step 1】 … 【Answer】",
        },
        key=key,
    )


def make_sample(
    answer: Answer, *, problem_id: str, arm: Arm, run: int = 0, tokens: int = 100
) -> GradedSample:
    """Returns the answer as a row of a run, begun inside a thought."""
    is_cut = answer.outcome in {Outcome.TRUNCATED, Outcome.LOOP}
    return GradedSample(
        completion=Completion(
            key=SampleKey(problem_id=problem_id, arm=arm.name, run=run),
            text=answer.text,
            tokens=tokens,
            prompt_tokens=61,
            finish_reason=FinishReason.LENGTH if is_cut else FinishReason.STOP,
            opens_in_thought=True,
        ),
        verdict=Verdict(
            outcome=answer.outcome,
            answer=answer.answer,
            reason=answer.reason,
            checks=answer.checks,
            steps=answer.steps,
        ),
    )


def _sample(
    problem: Problem, arm: Arm, run: int, dice: random.Random, chance: float
) -> GradedSample:
    is_right = dice.random() < chance
    outcome = Outcome.CORRECT if is_right else dice.choice(_FAILURES)
    is_orderly = dice.random() < chance
    noise = dice.choice(HOSTILE) + " 😀 " if dice.random() < 0.1 else ""
    if outcome is Outcome.LOOP:
        noise += "所以" * 2_000
    answer = {
        Kind.MATH: lambda: math_answer(outcome, noise, chinese=dice.random() < 0.2),
        Kind.CODE: lambda: code_answer(outcome, noise, is_tidy=is_orderly),
        Kind.LOGIC: lambda: logic_answer(outcome, noise, has_example=is_orderly),
    }[problem.kind]()
    is_capped = outcome in {Outcome.TRUNCATED, Outcome.LOOP}
    tokens = CAP if is_capped else dice.randint(240, 900) + len(answer.text) // 4
    return make_sample(answer, problem_id=problem.id, arm=arm, run=run, tokens=min(tokens, CAP))
