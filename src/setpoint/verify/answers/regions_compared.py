"""Compares sets of real numbers, interval by interval.

Covered: `Region`, and a pair in round brackets or an empty set in the place of one. Not covered:
regions that are the same only after their intervals are joined.
"""

from setpoint.records import Truth
from setpoint.verify.answers.forms import Collection, Form, Interval, Measure, Region
from setpoint.verify.answers.truths import all_of, any_of, truth_of
from setpoint.verify.expressions.formulas import Value, compare_values

PAIR = 2


def compare_regions(key: Form, answer: Form) -> Truth:
    """Compares two forms, at least one of them a region."""
    first, second = _as_region(key), _as_region(answer)
    if first is None or second is None:
        return Truth.FALSE
    forth = all_of(any_of(_compare_intervals(one, other) for other in second) for one in first)
    back = all_of(any_of(_compare_intervals(one, other) for other in first) for one in second)
    return all_of((forth, back))


def _compare_intervals(one: Interval, other: Interval) -> Truth:
    if (one.has_low, one.has_high) != (other.has_low, other.has_high):
        return Truth.FALSE
    return all_of((_compare_ends(one.low, other.low), _compare_ends(one.high, other.high)))


def _compare_ends(one: Value | None, other: Value | None) -> Truth:
    if one is None or other is None:
        return truth_of(one is None and other is None)
    return compare_values(one, other)


def _as_region(form: Form) -> tuple[Interval, ...] | None:
    """The intervals of a region, of an open interval written as a pair, or of nothing."""
    if isinstance(form, Region):
        return form.intervals
    if not isinstance(form, Collection):
        return None
    if form.kind == "set" and not form.items:
        return ()
    ends = [item.value for item in form.items if isinstance(item, Measure)]
    if form.kind != "tuple" or len(ends) != len(form.items) or len(ends) != PAIR:
        return None
    return (Interval(low=ends[0], high=ends[1], has_low=False, has_high=False),)
