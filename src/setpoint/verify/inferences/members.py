"""Members of a set as they are listed between braces, and the model that several sets make.

What is covered: words and numbers, runs of whole numbers with an ellipsis (``1,2,…,1000000``,
``1,2,3,…``), which are never expanded.
What is not: set-builder notation, nested sets, runs with a step other than 1; these are None.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from setpoint.verify.inferences.models import Model

_SEPARATOR = re.compile(r"[,，、;；]|和|与|\band\b")
_ELLIPSIS = re.compile(r"…+|⋯+|\.{3,}|\\(?:ldots|cdots|dots)")
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_WORD = re.compile(r"[^|∣:=<>≤≥∈∉\\{}…⋯]{1,30}")
_ENDLESS = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """What a set contains: single members, and runs of whole numbers."""

    singles: frozenset[int | str] = frozenset()
    runs: tuple[range, ...] = ()

    def __contains__(self, member: int | str) -> bool:
        return member in self.singles or any(member in run for run in self.runs)


def read_members(content: str) -> Members | None:
    """Reads what stands between the braces; None if it is not a plain list."""
    singles: set[int | str] = set()
    numbers: list[int] = []
    runs: list[range] = []
    is_open = False
    for item in _items(content):
        member = _member(item)
        if _ELLIPSIS.fullmatch(item):
            if is_open or not _starts_run(numbers):
                return None
            is_open = True
        elif member is None or (is_open and not _ends_run(numbers, member)):
            return None
        else:
            if is_open and isinstance(member, int):
                runs.append(range(numbers[-1], member + 1))
                is_open = False
            singles.add(member)
            numbers = [*numbers[-1:], member] if isinstance(member, int) else []
    if is_open:
        runs.append(range(numbers[-1], _ENDLESS))
    return Members(singles=frozenset(singles), runs=tuple(runs))


def model_of(sets: Mapping[str, Members], names: Sequence[str]) -> Model:
    """The regions that the sets' members inhabit.

    It is enough to look at the single members and at the numbers where a set begins or ends.
    """
    members: set[int | str] = set()
    for each in sets.values():
        members |= each.singles
        members |= {single + 1 for single in each.singles if isinstance(single, int)}
        members |= {edge for run in each.runs for edge in (run.start, run.stop)}
    model = 0
    for member in members:
        region = sum(1 << i for i, name in enumerate(names) if member in sets[name])
        model |= 1 << region
    return model


def _items(content: str) -> list[str]:
    pieces = _SEPARATOR.split(_ELLIPSIS.sub(",…,", content))
    return [stripped for piece in pieces if (stripped := piece.strip(" \t\n\"'“”‘’"))]


def _member(item: str) -> int | str | None:
    if _NUMBER.fullmatch(item):
        return int(item)
    return item if _WORD.fullmatch(item) else None


def _starts_run(numbers: Sequence[int]) -> bool:
    """True if the last numbers before an ellipsis count upwards one by one."""
    return bool(numbers) and all(b - a == 1 for a, b in pairwise(numbers))


def _ends_run(numbers: Sequence[int], member: int | str) -> bool:
    return isinstance(member, int) and member > numbers[-1]
