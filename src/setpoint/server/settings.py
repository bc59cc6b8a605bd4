"""Which sampling settings an answer gets, and where its temperature comes from.

The request comes first, then its preset, the measured profile, the model's own configuration, and
last `_FALLBACK`. Nothing is taken over in silence: the reply names the source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from setpoint.records import Block, Kind, Sampling
from setpoint.server.task_kind import Task, classify
from setpoint.server.task_signs import TaskKind
from setpoint.server.wire import RequestBody

PRESETS: Mapping[str, float] = {
    "deterministic": 0.0,
    "exact": 0.3,
    "reasoning": 0.6,
    "creative": 0.8,
}
"""The same answer every time; sums and facts; problems with several steps; drafts for review.

There is also ``auto``: the measured temperature of the kind of task, as read from the request.
"""

_FALLBACK = 0.6


class TemperatureSource(StrEnum):
    """Where a temperature comes from."""

    REQUEST = "request"
    PRESET = "preset"
    PROFILE = "profile"
    MODEL = "model"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Measured temperatures.

    Attributes:
        temperature: Of tasks of any kind; None if only kinds have one.
        kinds: Of tasks of a kind.
        blocks: Of blocks, unless the request names a temperature.
        cuts: ``top_p``, ``top_k`` and ``min_p`` with which they were measured.
    """

    temperature: float | None = None
    kinds: Mapping[Kind, float] = field(default_factory=dict)
    blocks: Mapping[Block, float] = field(default_factory=dict)
    cuts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is decided for one request.

    Attributes:
        kind: Of the task, as the request says, or as it was read from it; None if nobody knows.
        task: What was read from it, where that was asked for.
    """

    sampling: Sampling
    source: TemperatureSource
    kind: Kind | None = None
    task: Task | None = None


def settle(request: RequestBody, profile: Profile, model_defaults: Mapping[str, float]) -> Settings:
    """Returns the complete settings of a request."""
    task = classify(request.task) if request.preset == "auto" and not request.kind else None
    kind = Kind(request.kind) if request.kind else _KINDS.get(task.kind) if task else None
    temperature, source = _temperature(request, kind, _known(profile, task), model_defaults)
    is_measured = source is TemperatureSource.PROFILE
    blocks = dict(profile.blocks) if is_measured else {}
    blocks |= _blocks(request)
    cuts = {**model_defaults, **(profile.cuts if is_measured else {})}
    sampling = Sampling(
        temperature=temperature,
        top_p=_first(request.top_p, cuts.get("top_p"), 1.0),
        top_k=max(int(_first(request.top_k, cuts.get("top_k"), 0)), 0),
        min_p=_first(request.min_p, cuts.get("min_p"), 0.0),
        blocks=tuple(blocks.items()),
    )
    return Settings(sampling=sampling, source=source, kind=kind, task=task)


def default_temperature(profile: Profile, model_defaults: Mapping[str, float]) -> float:
    """Returns the temperature of a request without wishes."""
    return _first(profile.temperature, model_defaults.get("temperature"), _FALLBACK)


def _known(profile: Profile, task: Task | None) -> Profile:
    """Returns what is known of a task: nothing was measured on those without a right answer."""
    return Profile() if task and task.kind not in _KINDS else profile


def _temperature(
    request: RequestBody,
    kind: Kind | None,
    profile: Profile,
    model_defaults: Mapping[str, float],
) -> tuple[float, TemperatureSource]:
    if request.temperature is not None:
        return request.temperature, TemperatureSource.REQUEST
    if request.preset and request.preset in PRESETS:
        return PRESETS[request.preset], TemperatureSource.PRESET
    measured = profile.kinds.get(kind, profile.temperature) if kind else profile.temperature
    if measured is not None:
        return measured, TemperatureSource.PROFILE
    if "temperature" in model_defaults:
        return model_defaults["temperature"], TemperatureSource.MODEL
    return _FALLBACK, TemperatureSource.FALLBACK


def _blocks(request: RequestBody) -> dict[Block, float]:
    """Returns the temperatures of blocks; a block's own comes before ``post_thinking``."""
    behind = request.post_thinking
    chosen = {} if behind is None else dict.fromkeys(_BEHIND_THOUGHT, behind.temperature)
    own = request.temperatures.model_dump(exclude_none=True) if request.temperatures else {}
    return chosen | {Block(name): temperature for name, temperature in own.items()}


def _first(*values: float | None) -> float:
    return next(value for value in values if value is not None)


_BEHIND_THOUGHT = tuple(block for block in Block if block is not Block.THINK)
_KINDS = {TaskKind.MATH: Kind.MATH, TaskKind.CODE: Kind.CODE, TaskKind.LOGIC: Kind.LOGIC}
