"""The one file, and what it allows."""

import hashlib
import re

import pytest

from setpoint.report.document import SCRIPTS, STYLES, content_policy, read_static

VENDORED = re.findall(
    r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|", read_static("VENDORED.md"), re.MULTILINE
)


def test_vendored_files_are_listed() -> None:
    """Both of them, so that the next test compares something."""
    assert {name for name, _ in VENDORED} == {"d3.min.js", "plot.umd.min.js"}


@pytest.mark.parametrize(("name", "digest"), VENDORED)
def test_vendored_files_are_unchanged(name: str, digest: str) -> None:
    """Their sums are those of the published files."""
    assert hashlib.sha256(read_static(name).encode()).hexdigest() == digest


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_ends_its_element(name: str) -> None:
    """A closing tag or a comment in a script would cut it short."""
    assert not re.search(r"</script|<!--", read_static(name), re.IGNORECASE)


@pytest.mark.parametrize("name", STYLES)
def test_no_style_loads_anything(name: str) -> None:
    """Neither a picture nor a font nor another style."""
    assert not re.search(r"url\(|@import|</style", read_static(name), re.IGNORECASE)


def test_the_policy_allows_nothing_by_default() -> None:
    """And what it allows, it allows by hash."""
    assert content_policy(scripts=["1"], styles=["2"]).split("; ") == [
        "default-src 'none'",
        "script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='",
        "style-src 'sha256-1HNeOiZeFu7gP1lxi5tdAwGcB9i2xR+Q2jpmbuwTqzU='",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
