"""Data inside a page."""

import base64
import json
import re
import zlib
from math import inf, nan

import pytest
from fakes.pages import Page
from hypothesis import given
from hypothesis import strategies as st

from setpoint.report.island import embed_json, finite, pack_json, utf16_offsets

ANY_TEXT = st.text(st.characters() | st.sampled_from("<>&!-/\u2028\u2029\x00\ud83d\ude00"))
"""With lone surrogates, which `st.text` leaves out."""


def units(text: str) -> bytes:
    """Returns the text as JavaScript holds it."""
    return text.encode("utf-16-le", "surrogatepass")


@given(ANY_TEXT)
def test_any_text_comes_back(text: str) -> None:
    """Through an HTML parser and a JSON parser."""
    (element,) = Page(f"<script>{embed_json([text])}</script><p>").find("script")
    assert units(json.loads(element.text)[0]) == units(text)


@given(ANY_TEXT)
def test_no_text_can_break_out(text: str) -> None:
    """Nothing that begins a tag, an entity or a line of JavaScript; and UTF-8 can write it."""
    island = embed_json({text: text})
    assert not set(island) & set("<>&\u2028\u2029")
    island.encode()


@given(ANY_TEXT)
def test_packed_text_comes_back(text: str) -> None:
    """And the packed form holds letters, digits and three signs, whatever the text."""
    packed = pack_json([text])
    assert re.fullmatch("[A-Za-z0-9+/=]*", packed)
    unpacked = zlib.decompress(base64.b64decode(packed)).decode()
    assert units(json.loads(unpacked)[0]) == units(text)


@pytest.mark.parametrize("number", [inf, -inf, nan])
def test_numbers_that_json_lacks_are_refused(number: float) -> None:
    """They would break the page's script."""
    with pytest.raises(ValueError, match="JSON"):
        embed_json(number)
    assert json.loads(embed_json(finite(number))) == str(number)


@pytest.mark.parametrize("value", [1.5, 2, True, None, "inf"])
def test_other_values_stay(value: object) -> None:
    """Only floats can be infinite."""
    assert finite(value) is value


@given(ANY_TEXT, st.data())
def test_offsets_are_those_of_utf_16(text: str, data: st.DataObject) -> None:
    """Counted by encoding what stands before."""
    offset = data.draw(st.integers(0, len(text)))
    assert utf16_offsets(text)(offset) == len(units(text[:offset])) // 2
