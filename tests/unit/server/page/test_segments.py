"""Tests of the blocks of an answer."""

from hypothesis import given
from hypothesis import strategies as st

from setpoint.records import Block
from setpoint.server.page.segments import segments

ACCOUNT = {
    "blocks": [
        {"block": "think", "temperature": 0.6, "tokens": 1},
        {"block": "code", "temperature": 0.5, "tokens": 1},
        {"block": "code", "temperature": 0.4, "tokens": 1},
    ]
}
ANSWER = "See:\n```python\nprint(1)\n```\nSo $$x$$."
TEXTS = st.text("`~\n$ax<think>/mplotib.", max_size=200)


def test_an_answer_is_cut_where_its_block_changes() -> None:
    """With the temperature of each block that the reply names."""
    found = segments("hm", ANSWER, ACCOUNT)
    blocks = [segment.block for segment in found]
    assert blocks == [Block.THINK, Block.PROSE, Block.CODE, Block.PROSE, Block.MATH, Block.PROSE]
    assert found[2].text == "python\nprint(1)\n```\n"
    assert [found[place].temperatures for place in (0, 1, 2)] == [(0.6,), (), (0.5, 0.4)]


@given(TEXTS, TEXTS)
def test_no_letter_is_lost(reasoning: str, content: str) -> None:
    """Whatever the blocks are."""
    found = segments(reasoning, content, {})
    assert "".join(segment.text for segment in found) == reasoning + content
    assert all(segment.text for segment in found)
