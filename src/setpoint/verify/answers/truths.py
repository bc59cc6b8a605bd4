"""Three-valued logic on the truths of parts.

Covered: *all of* and *any of* where a part may be UNKNOWN. Not covered: deciding the parts.
"""

from collections.abc import Iterable

from setpoint.records import Truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """FALSE if one is, else UNKNOWN if one is."""
    found = set(truths)
    if Truth.FALSE in found:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.TRUE


def any_of(truths: Iterable[Truth]) -> Truth:
    """TRUE if one is, else UNKNOWN if one is."""
    found = set(truths)
    if Truth.TRUE in found:
        return Truth.TRUE
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.FALSE


def truth_of(claim: bool) -> Truth:  # noqa: FBT001 - the claim itself is the argument
    """TRUE or FALSE."""
    return Truth.TRUE if claim else Truth.FALSE


def unknown_if(claim: bool) -> Truth:  # noqa: FBT001 - as above
    """UNKNOWN or FALSE."""
    return Truth.UNKNOWN if claim else Truth.FALSE
