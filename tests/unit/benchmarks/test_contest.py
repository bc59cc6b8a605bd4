"""Engines that take turns, and those that are absent."""

from benchmarks.contest import hold
from benchmarks.llama_cpp import NotBuiltError
from benchmarks.work import Timing


def test_ratios_are_medians_of_rounds() -> None:
    """A round in which the machine was slow for everybody does not move the ratio."""
    ours = iter([Timing(1.0, 10, 10), Timing(4.0, 10, 10), Timing(1.0, 10, 10)])
    theirs = iter([Timing(2.0, 10, 10), Timing(8.0, 10, 10), Timing(3.0, 10, 10)])

    contest = hold(lambda: next(ours), {"peer": lambda: next(theirs)}, rounds=3)

    assert contest.ratio("peer") == 2.0
    assert contest.rate("peer") == 3.3


def test_a_peer_that_is_not_installed_has_a_reason() -> None:
    """The others are measured all the same."""

    def missing() -> Timing:
        raise NotBuiltError("not built here")

    contest = hold(
        lambda: Timing(1.0, 10, 10), {"gone": missing, "here": lambda: Timing(2.0, 10, 10)}, 2
    )

    assert contest.absent == {"gone": "not built here"}
    assert contest.ratio("gone") is None
    assert contest.ratio("here") == 2.0
