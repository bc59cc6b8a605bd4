"""The 256 syllogisms."""

import itertools
from collections.abc import Iterator

from setpoint.problems import Quantifier, Statement


def syllogisms() -> Iterator[tuple[tuple[Statement, Statement], Statement]]:
    """All 256: four figures by four forms for each of three statements."""
    figures = itertools.product(("M P", "P M"), ("S M", "M S"))
    for (major, minor), forms in itertools.product(
        figures, itertools.product(Quantifier, repeat=3)
    ):
        premises = Statement.parse(f"{forms[0]} {major}"), Statement.parse(f"{forms[1]} {minor}")
        yield premises, Statement.parse(f"{forms[2]} S P")
