"""All suites by name, and problems by id.

An id is a path such as ``article/math/zh``; the beginning of one, such as ``article`` or
``article/math``, names a group. A generated suite has any number of problems: ``nano:100`` names
the first hundred, and ``nano`` alone the usual number.
"""

import difflib
from collections.abc import Iterator
from itertools import chain
from typing import Protocol

from setpoint.errors import SettingError, SuiteNotFoundError
from setpoint.problems import Problem
from setpoint.records import Language
from setpoint.suites import article
from setpoint.suites.nano import suite as nano
from setpoint.suites.proof import Proof


class Suite(Protocol):
    """What a module of problems offers."""

    SUITE: str

    def problems(self) -> tuple[Problem, ...]:
        """Returns the problems."""
        ...

    def proofs(self) -> tuple[Proof, ...]:
        """Proves the keys."""
        ...

    def refutations(self) -> tuple[Proof, ...]:
        """Refutes wrong keys that are in circulation."""
        ...


class GeneratedSuite(Suite, Protocol):
    """A suite of as many problems as one asks for; the first ones are always the same."""

    MOST: int

    def problems(self, number: int = ...) -> tuple[Problem, ...]:
        """Returns the first problems, so many in each language."""
        ...

    def proofs(self, number: int = ...) -> tuple[Proof, ...]:
        """Proves the keys of the first problems."""
        ...


_GENERATED: dict[str, GeneratedSuite] = {nano.SUITE: nano}

_DIGITS = 9
"""No number of problems has more."""

_SUITES: dict[str, Suite] = {article.SUITE: article, **_GENERATED}


def list_suites() -> tuple[str, ...]:
    """Returns the names of all suites."""
    return tuple(_SUITES)


def load_suite(selector: str, language: Language | None = None) -> tuple[Problem, ...]:
    """Returns the problems that a selector names, in one language or in all.

    Args:
        selector: A suite, a generated suite with a number such as ``nano:100``, or the beginning
            of problem ids in whole parts; ids beyond a suite's usual number must be whole.
        language: None for all.

    Raises:
        SuiteNotFoundError: Nothing has this name; names what is close.
        SettingError: The number is not one of which there are problems.
    """
    found = _select(selector)
    if not found:
        raise _unknown("suite or problem", selector)
    chosen = tuple(p for p in found if language in (None, p.language))
    if not chosen:
        raise SuiteNotFoundError(f"{selector!r} has no problem in the language {language}.")
    return chosen


def find_problem(problem_id: str) -> Problem:
    """Returns one problem; an id without its language means the English one.

    Raises:
        SuiteNotFoundError: No problem, or more than one, has this name.
    """
    wanted = {problem_id, f"{problem_id}/{Language.EN}"}
    for problem in chain(_usual_problems(), _generated_problems()):
        if problem.id in wanted:
            return problem
    group = [problem.id for problem in _usual_problems() if _is_within(problem.id, problem_id)]
    if group:
        raise SuiteNotFoundError(f"{problem_id!r} names several problems: {', '.join(group)}.")
    raise _unknown("problem", problem_id)


def prove_suite(selector: str) -> tuple[Proof, ...]:
    """Proves the keys of a suite, or of the first problems of a generated one.

    Raises:
        SuiteNotFoundError: No suite has this name.
        SettingError: The number is not one of which there are problems.
    """
    if ":" in selector:
        suite, number = _read_number(selector)
        return suite.proofs(number)
    return _suite(selector).proofs()


def refute_wrong_keys(selector: str) -> tuple[Proof, ...]:
    """Refutes the wrong keys that are known of a suite's problems.

    Raises:
        SuiteNotFoundError: No suite has this name.
    """
    return _suite(selector.partition(":")[0]).refutations()


def _select(selector: str) -> list[Problem]:
    if ":" in selector:
        suite, number = _read_number(selector)
        return list(suite.problems(number))
    found = [problem for problem in _usual_problems() if _is_within(problem.id, selector)]
    return found or [p for p in _generated_problems() if _is_within(p.id, selector)]


def _read_number(selector: str) -> tuple[GeneratedSuite, int]:
    """Reads ``nano:100``."""
    name, _, number = selector.partition(":")
    if name not in _GENERATED:
        _suite(name)
        raise SuiteNotFoundError(
            f"{selector!r}: only {', '.join(_GENERATED)} takes a number; write {name!r} alone."
        )
    suite = _GENERATED[name]
    if not number.isdecimal() or len(number) > _DIGITS or not 1 <= int(number) <= suite.MOST:
        raise SettingError(
            f"the number in {selector!r} is not one from 1 to {suite.MOST}; write for example "
            f"{name}:30."
        )
    return suite, int(number)


def _suite(name: str) -> Suite:
    if name not in _SUITES:
        raise _unknown("suite", name)
    return _SUITES[name]


def _generated_problems() -> Iterator[Problem]:
    return (problem for suite in _GENERATED.values() for problem in suite.problems(suite.MOST))


def _usual_problems() -> Iterator[Problem]:
    return (problem for suite in _SUITES.values() for problem in suite.problems())


def _is_within(problem_id: str, selector: str) -> bool:
    return f"{problem_id}/".startswith(f"{selector.strip('/')}/")


def _unknown(what: str, name: str) -> SuiteNotFoundError:
    ids = [problem.id for problem in _usual_problems()]
    names = list(dict.fromkeys([*_SUITES, *(i.rpartition("/")[0] for i in ids), *ids]))
    close = difflib.get_close_matches(name, names, n=3)
    every = f"There are: {', '.join(_SUITES)}. All problems: setpoint suite list."
    hint = f"Did you mean {' or '.join(close)}?" if close else every
    return SuiteNotFoundError(f"no {what} {name!r}. {hint}")
