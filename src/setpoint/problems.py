"""Problems and their answer keys, with the keys' text form.

What is covered: the three kinds of key, reading one from text and writing it back.
What is not: where problems come from (`suites`) and how answers are judged (`verify`).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from setpoint.errors import SettingError
from setpoint.records import Kind, Language, PromptStyle

JsonValue: TypeAlias = bool | int | float | str | list[Any] | dict[str, Any] | None


class Quantifier(StrEnum):
    """The four categorical forms, A, E, I and O."""

    ALL = "all"
    NO = "no"
    SOME = "some"
    SOME_NOT = "some_not"

    @classmethod
    def _missing_(cls, value: object) -> "Quantifier | None":
        """Reads *not all* as what it is equivalent to."""
        return cls.SOME_NOT if value in ("notall", "not_all") else None


class LogicVerdict(StrEnum):
    """Does the conclusion follow?"""

    NECESSARILY = "necessarily"
    NECESSARILY_NOT = "necessarily_not"
    NOT_NECESSARILY = "not_necessarily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A categorical statement, e.g. *some B are not C*."""

    quantifier: Quantifier
    subject: str
    predicate: str

    @classmethod
    def parse(cls, text: str) -> "Statement":
        """Reads ``"some_not B C"``."""
        quantifier, subject, predicate = text.split()
        return cls(quantifier=Quantifier(quantifier), subject=subject, predicate=predicate)

    def __str__(self) -> str:
        return f"{self.quantifier} {self.subject} {self.predicate}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MathKey:
    """A value, and what a derivation of it cannot do without.

    Attributes:
        answer: The value in plain notation, e.g. ``85/3``.
        milestones: A complete derivation states at least one equation of each group, e.g.
            ``(("d=10/3",), ("a_1=5/3", "a_2=5"))``. Empty if any derivation will do.
    """

    answer: str
    milestones: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCase:
    """One call and its value."""

    arguments: tuple[JsonValue, ...]
    expected: JsonValue

    @property
    def is_empty_input(self) -> bool:
        """True if an argument is an empty string or collection."""
        return any(argument in ("", [], {}) for argument in self.arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeKey:
    """A function's behaviour by cases.

    Attributes:
        function: The name that was asked for; None if the problem names none.
        cases: At least one case.
        condition: What every result must meet, where several are right; the cases' own values do
            not count then. In it ``out`` is the result, ``a`` the first argument, ``b`` the second:
            ``0 <= out <= 9 and out != a + b``.
        parameters: Other names for the arguments in a condition, in order.
        tolerance: Greatest absolute difference of equal floats, besides rounding; at least 0.
    """

    function: str | None
    cases: tuple[CodeCase, ...]
    condition: str | None = None
    parameters: tuple[str, ...] = ()
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicKey:
    """Premises, a conclusion, and whether it follows.

    Attributes:
        existential_import: True if every named set is known to have a member.
    """

    premises: tuple[Statement, ...]
    conclusion: Statement
    verdict: LogicVerdict
    existential_import: bool = False


AnswerKey: TypeAlias = MathKey | CodeKey | LogicKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A question with a proven key.

    Attributes:
        id: A path, e.g. ``article/math/zh``; a prefix of it names a group.
        prompts: The question in every style.
    """

    id: str
    kind: Kind
    language: Language
    prompts: Mapping[PromptStyle, str]
    key: AnswerKey


def parse_key(kind: Kind, text: str) -> AnswerKey:
    """Reads a key from its text form.

    Math: the bare value, or JSON with ``answer`` and ``milestones``. Code: JSON with ``fn``
    and ``tests`` (pairs of arguments and value), and perhaps ``check``, a condition, ``args``, the
    names of the arguments in it, and ``atol``, how far floats may differ. Logic: JSON with
    ``premises``, ``conclusion``, ``verdict`` and ``existential_import``.

    Raises:
        SettingError: The text is not a key of this kind.
    """
    try:
        return _PARSERS[kind](text.strip())
    except (ValueError, KeyError, TypeError) as error:
        raise SettingError(
            f"not a {kind} key: {text[:200]!r} ({error}). Expected {_FORMS[kind]}."
        ) from error


def format_key(key: AnswerKey) -> str:
    """Writes a key so that `parse_key` reads it back."""
    if isinstance(key, MathKey):
        fields: dict[str, Any] = {"answer": key.answer, "milestones": key.milestones}
    elif isinstance(key, CodeKey):
        tests = [[list(case.arguments), case.expected] for case in key.cases]
        options = {"check": key.condition, "args": key.parameters, "atol": key.tolerance}
        fields = {"fn": key.function, "tests": tests}
        fields |= {name: value for name, value in options.items() if value}
    else:
        fields = {
            "premises": [str(premise) for premise in key.premises],
            "conclusion": str(key.conclusion),
            "verdict": key.verdict,
            "existential_import": key.existential_import,
        }
    return json.dumps(fields, ensure_ascii=False)


def _parse_math(text: str) -> MathKey:
    if not text:
        raise ValueError("it is empty")
    if not text.startswith('{"answer"'):
        return MathKey(answer=text)
    fields = json.loads(text)
    milestones = tuple(tuple(group) for group in fields.get("milestones", ()))
    return MathKey(answer=fields["answer"], milestones=milestones)


def _parse_code(text: str) -> CodeKey:
    fields = json.loads(text)
    cases = tuple(
        CodeCase(arguments=tuple(arguments), expected=expected)
        for arguments, expected in fields["tests"]
    )
    if not cases:
        raise ValueError("it has no tests")
    return CodeKey(
        function=fields["fn"],
        cases=cases,
        condition=_read_condition(fields),
        parameters=_read_parameters(fields),
        tolerance=_read_tolerance(fields),
    )


def _read_condition(fields: dict[str, Any]) -> str | None:
    condition = fields.get("check")
    if condition is None or (isinstance(condition, str) and condition.strip()):
        return condition
    raise ValueError(f"check is {condition!r}, not an expression in a string")


def _read_parameters(fields: dict[str, Any]) -> tuple[str, ...]:
    names = fields.get("args", [])
    if isinstance(names, list) and all(isinstance(n, str) and n.isidentifier() for n in names):
        return tuple(names)
    raise ValueError(f"args is {names!r}, not a list of names")


def _read_tolerance(fields: dict[str, Any]) -> float:
    tolerance = fields.get("atol", 0.0)
    if type(tolerance) in {int, float} and 0 <= tolerance < float("inf"):
        return float(tolerance)
    raise ValueError(f"atol is {tolerance!r}, not a number of at least 0")


def _parse_logic(text: str) -> LogicKey:
    fields = json.loads(text)
    return LogicKey(
        premises=tuple(Statement.parse(premise) for premise in fields["premises"]),
        conclusion=Statement.parse(fields["conclusion"]),
        verdict=LogicVerdict(fields["verdict"]),
        existential_import=bool(fields["existential_import"]),
    )


_PARSERS: dict[Kind, Callable[[str], AnswerKey]] = {
    Kind.MATH: _parse_math,
    Kind.CODE: _parse_code,
    Kind.LOGIC: _parse_logic,
}

_FORMS = {
    Kind.MATH: "a value such as 85/3",
    Kind.CODE: 'JSON such as {"fn": "add", "tests": [[[1, 2], 3]]}',
    Kind.LOGIC: (
        'JSON such as {"premises": ["all A B", "some_not B C"], "conclusion": "some_not A C", '
        '"verdict": "not_necessarily", "existential_import": true}'
    ),
}
