"""The vocabulary: the data that travels from problem to report.

What is covered: immutable records and enums shared by every stage.
What is not: problems and their answer keys (`problems`), behaviour (`protocols`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

CheckValue: TypeAlias = bool | int | float | str | None
"""A check's finding: None means that it could not be judged or does not apply."""


class Kind(StrEnum):
    """The kinds of task; each has a verifier of its own."""

    MATH = "math"
    CODE = "code"
    LOGIC = "logic"


class Language(StrEnum):
    """The language a problem is put in."""

    EN = "en"
    ZH = "zh"


class PromptStyle(StrEnum):
    """How a problem is put: as it stands, or asking for numbered steps and an answer section."""

    PLAIN = "plain"
    STEPS = "steps"


class FinishReason(StrEnum):
    """Why a completion ended."""

    STOP = "stop"
    """The model ended its answer."""
    LENGTH = "length"
    """The cap on new tokens, or the model's context, was reached."""
    LOOP = "loop"
    """The text had begun to repeat itself, and was stopped."""
    CANCELLED = "cancelled"
    """Whoever asked has gone."""
    NON_FINITE = "non_finite"
    """The model produced logits that are not finite."""


class Outcome(StrEnum):
    """What a verifier found; there is always one, with a reason."""

    CORRECT = "CORRECT"
    WRONG = "WRONG"
    NO_ANSWER = "NO_ANSWER"
    """The text ended without an answer."""
    TRUNCATED = "TRUNCATED"
    """The cap was reached before the answer was finished."""
    UNPARSED = "UNPARSED"
    """There is an answer, but it could not be read."""
    LOOP = "LOOP"
    TIMEOUT = "TIMEOUT"
    UNSAFE = "UNSAFE"
    ERROR = "ERROR"


class Truth(StrEnum):
    """Three-valued judgement of one step."""

    TRUE = "TRUE"
    FALSE = "FALSE"
    UNKNOWN = "UNKNOWN"


class Block(StrEnum):
    """A part of an answer that may have a temperature of its own."""

    THINK = "think"
    CODE = "code"
    PLOT = "plot"
    """Code that draws with a plotting library."""
    MATH = "math"
    PROSE = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """The complete sampling settings of a row: nothing is inherited from a model's own defaults.

    Attributes:
        temperature: 0 is greedy; otherwise the softmax is taken of logits / temperature.
        top_p: Nucleus mass in (0, 1], taken after the temperature; 1 keeps every token.
        top_k: Keep the k largest logits, and those equal to the k-th; 0 keeps every token.
        min_p: Keep tokens whose raw probability (at temperature 1) is at least min_p times
            the largest; 0 keeps every token.
        blocks: Temperatures of blocks that have their own, each block at most once; the others
            have `temperature`.
    """

    temperature: float
    top_p: float = 1.0
    top_k: int = 0
    min_p: float = 0.0
    blocks: tuple[tuple[Block, float], ...] = ()

    def within(self, block: Block) -> "Sampling":
        """Returns the settings for the next token in a block."""
        temperature = dict(self.blocks).get(block, self.temperature)
        return replace(self, temperature=temperature, blocks=())

    def shifted(self, amount: float) -> "Sampling":
        """Returns the settings with every temperature changed, but none driven out of 0.1 to 1."""
        blocks = tuple((block, _shifted(temperature, amount)) for block, temperature in self.blocks)
        return replace(self, temperature=_shifted(self.temperature, amount), blocks=blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One setting under test: how to sample and how to put the problem."""

    sampling: Sampling
    style: PromptStyle = PromptStyle.PLAIN

    @property
    def name(self) -> str:
        """The canonical name, unique for the settings, e.g. ``T=0.6 style=steps``."""
        style = [] if self.style is PromptStyle.PLAIN else [f"style={self.style}"]
        temperature = f"T={_shortest(self.sampling.temperature)}"
        return " ".join([temperature, *self._but_temperature(), *style])

    @property
    def series(self) -> str:
        """What arms have in common that differ in temperature alone, e.g. ``steps top_p=0.9``."""
        return " ".join([self.style, *self._but_temperature()])

    def _but_temperature(self) -> list[str]:
        sampling = self.sampling
        settings: list[tuple[str, float, bool]] = [
            ("top_p", sampling.top_p, sampling.top_p < 1),
            ("top_k", sampling.top_k, sampling.top_k > 0),
            ("min_p", sampling.min_p, sampling.min_p > 0),
            *((block, temperature, True) for block, temperature in sampling.blocks),
        ]
        return [f"{name}={_shortest(value)}" for name, value, is_set in settings if is_set]


def _shortest(value: float) -> str:
    """Returns the shortest text from which the number can be read again: ``1``, ``0.6``."""
    return repr(value).removesuffix(".0")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SampleKey:
    """Names one sample through every stage.

    Attributes:
        problem_id: `Problem.id`.
        arm: `Arm.name`.
        run: Number of the repetition, from 0.
    """

    problem_id: str
    arm: str
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRequest:
    """One completion to be made; its tokens depend on these fields and the model alone.

    Attributes:
        key: The sample's name.
        prompt: The user's message, before the chat template.
        sampling: Complete sampling settings.
        seed: Key of the row's noise, 0 <= seed < 2**64.
        max_new_tokens: Cap on emitted tokens, at least 1.
        stop: Texts at whose first appearance the answer ends, without them; none is empty.
    """

    key: SampleKey
    prompt: str
    sampling: Sampling
    seed: int
    max_new_tokens: int
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What the model answered to one request.

    Attributes:
        key: The request's name.
        text: The emitted text, without the end-of-sentence token.
        tokens: Number of emitted tokens, the end-of-sentence token included.
        prompt_tokens: Number of tokens of the rendered prompt.
        finish_reason: Why it ended.
        opens_in_thought: True if the prompt ended inside ``<think>``, so that the text
            begins inside the thought and holds at most the closing tag.
        rescues: How often its logits were not finite and were computed again in float32.
        mean_token_entropy: Mean entropy, in nats, of the distributions from which its tokens were
            drawn, as far as they were measured, to three digits; None if none was.
    """

    key: SampleKey
    text: str
    tokens: int
    prompt_tokens: int
    finish_reason: FinishReason
    opens_in_thought: bool = False
    rescues: int = 0
    mean_token_entropy: float | None = None

    @property
    def response(self) -> "Response":
        """The answer as it is judged."""
        return Response(
            text=self.text,
            finish_reason=self.finish_reason,
            opens_in_thought=self.opens_in_thought,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport:
    """The state of a generator after one decode step.

    Attributes:
        live_rows: Rows in the batch now.
        waiting_rows: Rows not yet admitted.
        tokens_emitted: Tokens given to rows so far.
        tokens_computed: Tokens the model computed so far, prompts excluded.
        tokens_held: Tokens of prompts and answers in the batch now.
    """

    live_rows: int
    waiting_rows: int
    tokens_emitted: int
    tokens_computed: int
    tokens_held: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A text to be judged: a completion, or an answer that a user brought.

    Attributes:
        text: Hostile input; it is read, never evaluated.
        finish_reason: LENGTH if the text was cut by a cap.
        opens_in_thought: True if the text begins inside a thought whose opening tag was
            in the prompt.
    """

    text: str
    finish_reason: FinishReason = FinishReason.STOP
    opens_in_thought: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One checkable claim of a response, as found in its text.

    Attributes:
        text: The claim, verbatim.
        verdict: Whether it holds.
        why: The computation or the cause that decided it.
        start: Offset of the claim in the response's text, in characters.
        is_traceable: True if every number it uses was given, derived or assumed, False if one comes
            from nowhere; None if that cannot be told or does not apply.
    """

    text: str
    verdict: Truth
    why: str
    start: int
    is_traceable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A verifier's judgement.

    Attributes:
        outcome: The one finding that counts for accuracy.
        answer: The answer as read from the text; None if none was found.
        reason: One sentence that says why.
        checks: Findings by name. Every kind reports ``complete``; math adds ``consistent``,
            ``traceable``, ``traceable_share`` (of the numbers that are used), ``true_steps``,
            ``false_steps``, ``unknown_steps``; code adds ``tests_passed``,
            ``tests_total``, ``pep8``, ``hints``, ``docstring``, ``empty_input``; logic adds
            ``verdict`` and ``counterexample``. Of the text itself every kind reports
            ``no_repetition``, ``no_doubled_words`` and ``no_strange_characters``.
        steps: The claims that were checked, in the order of the text.
    """

    outcome: Outcome
    answer: str | None
    reason: str
    checks: Mapping[str, CheckValue] = field(default_factory=lambda: MappingProxyType({}))
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSample:
    """A completion with its verdict: one row of a run."""

    completion: Completion
    verdict: Verdict


_COOLEST, _HOTTEST = 0.1, 1.0


def _shifted(temperature: float, amount: float) -> float:
    """Returns a changed temperature; one that was out of bounds before may stay where it was."""
    bounded = min(max(temperature + amount, min(temperature, _COOLEST)), max(temperature, _HOTTEST))
    return round(bounded, 10)  # 0.7, not 0.7000000000000001
