"""The work that every engine is given."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from setpoint.models.chat import render_prompt
from setpoint.models.load import LoadedModel
from setpoint.records import Kind, Language, PromptStyle
from setpoint.suites.catalog import load_suite

TEMPERATURES = tuple(round(step / 10, 1) for step in range(1, 13))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Answers to sample: every prompt at every temperature, several times.

    Attributes:
        prompts: Token ids.
        runs: Answers to each prompt at each temperature.
        new_tokens: Length of an answer, or its cap.
        is_fixed: True if every answer has exactly that length; False if it ends where it ends.
    """

    prompts: tuple[tuple[int, ...], ...]
    temperatures: tuple[float, ...]
    runs: int
    new_tokens: int
    is_fixed: bool

    @property
    def rows(self) -> int:
        """Number of answers."""
        return len(self.prompts) * len(self.temperatures) * self.runs


@dataclass(frozen=True, slots=True)
class Timing:
    """What an engine took for some work.

    Attributes:
        seconds: Wall-clock time.
        emitted: Tokens of all answers.
        computed: Tokens that the network computed for them, prompts excluded.
    """

    seconds: float
    emitted: int
    computed: int

    @property
    def rate(self) -> float:
        """Emitted tokens a second."""
        return self.emitted / self.seconds


def article_prompts(model: LoadedModel, count: int) -> tuple[tuple[int, ...], ...]:
    """Returns the token ids of the first plain English problems of the article, math first."""
    problems = sorted(
        load_suite("article", Language.EN), key=lambda problem: list(Kind).index(problem.kind)
    )
    texts = [problem.prompts[PromptStyle.PLAIN] for problem in problems[:count]]
    return tuple(render_prompt(model.tokenizer, text).token_ids for text in texts)


def time_once(run: Callable[[], tuple[int, int]]) -> Timing:
    """Times a run that returns its numbers of tokens emitted and computed."""
    began = time.perf_counter()
    emitted, computed = run()
    return Timing(time.perf_counter() - began, emitted, computed)


def measure(run: Callable[[], tuple[int, int]], repeats: int) -> Timing:
    """Returns the median of some repeats."""
    timings = [time_once(run) for _ in range(repeats)]
    return sorted(timings, key=lambda timing: timing.seconds)[repeats // 2]
