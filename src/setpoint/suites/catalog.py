"""All suites by name, and problems by id.

An id is a path such as ``article/math/zh``; the beginning of one, such as ``article`` or
``article/math``, names a group.
"""

import difflib
from collections.abc import Sequence
from typing import Protocol

from setpoint.errors import SuiteNotFoundError
from setpoint.problems import Problem
from setpoint.records import Language
from setpoint.suites import article
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


_SUITES: dict[str, Suite] = {article.SUITE: article}


def list_suites() -> tuple[str, ...]:
    """Returns the names of all suites."""
    return tuple(_SUITES)


def load_suite(selector: str, language: Language | None = None) -> tuple[Problem, ...]:
    """Returns the problems that a selector names, in one language or in all.

    Args:
        selector: A suite, or the beginning of problem ids in whole parts.
        language: None for all.

    Raises:
        SuiteNotFoundError: Nothing has this name; names what is close.
    """
    found = [problem for problem in _all_problems() if _is_within(problem.id, selector)]
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
    for problem in _all_problems():
        if problem.id in wanted:
            return problem
    group = [problem.id for problem in _all_problems() if _is_within(problem.id, problem_id)]
    if group:
        raise SuiteNotFoundError(f"{problem_id!r} names several problems: {', '.join(group)}.")
    raise _unknown("problem", problem_id)


def prove_suite(suite: str) -> tuple[Proof, ...]:
    """Proves the keys of a suite."""
    return _SUITES[suite].proofs()


def refute_wrong_keys(suite: str) -> tuple[Proof, ...]:
    """Refutes the wrong keys that are known of a suite's problems."""
    return _SUITES[suite].refutations()


def _all_problems() -> Sequence[Problem]:
    return [problem for suite in _SUITES.values() for problem in suite.problems()]


def _is_within(problem_id: str, selector: str) -> bool:
    return f"{problem_id}/".startswith(f"{selector.strip('/')}/")


def _unknown(what: str, name: str) -> SuiteNotFoundError:
    ids = [problem.id for problem in _all_problems()]
    names = list(dict.fromkeys([*_SUITES, *(i.rpartition("/")[0] for i in ids), *ids]))
    close = difflib.get_close_matches(name, names, n=3)
    hint = f"Did you mean {' or '.join(close)}?" if close else f"There are: {', '.join(names)}."
    return SuiteNotFoundError(f"no {what} {name!r}. {hint}")
