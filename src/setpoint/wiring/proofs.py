"""Proves every answer key, and refutes the wrong ones that are in circulation."""

from collections.abc import Iterator, Sequence

from setpoint.suites.catalog import list_suites, prove_suite, refute_wrong_keys
from setpoint.suites.proof import Proof


def prove_suites(selectors: Sequence[str] = ()) -> Iterator[tuple[str, Proof]]:
    """Yields each proof with a heading: key by key, then the wrong keys in circulation.

    Args:
        selectors: Suites, or generated suites with a number; empty for all suites.

    Raises:
        SuiteNotFoundError: No suite has one of these names.
        SettingError: A number is not one of which there are problems.
    """
    for suite in selectors or list_suites():
        for proof in prove_suite(suite):
            yield f"{suite}: key", proof
        for proof in refute_wrong_keys(suite):
            yield f"{suite}: wrong key in circulation", proof
