"""Tests of `setpoint.engine.blocks`."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.engine.blocks import BlockTracker, TokenBlocks
from setpoint.records import Block

ANSWER = """思考：先求d。
```not code```
</think>

先看$$a_1+d=5$$，再看代码：

````markdown
```python
x = 1
```
````
Then \\(d=10/3\\) and

~~~python
import matplotlib.pyplot as plt
plt.plot([1])
~~~
<think>等等</think>答案 `x`。
"""


def blocks_of(text: str, *, opens_in_thought: bool = False) -> list[tuple[Block, str]]:
    """Returns the text in parts, each with the block that its characters were drawn in."""
    tracker = BlockTracker(opens_in_thought=opens_in_thought)
    drawn = []
    for character in text:
        drawn.append((tracker.block, character))
        tracker.feed(character)
    return [
        (block, "".join(character for _, character in part))
        for block, part in groupby(drawn, key=lambda pair: pair[0])
    ]


def test_every_block_is_found_in_a_mixed_answer() -> None:
    """Thought, nested fences, tildes with a plot, math, and a second thought."""
    assert blocks_of(ANSWER, opens_in_thought=True) == [
        (Block.THINK, "思考：先求d。\n```not code```\n</think>"),
        (Block.PROSE, "\n\n先看$$"),
        (Block.MATH, "a_1+d=5$$"),
        (Block.PROSE, "，再看代码：\n\n```"),
        (Block.CODE, "`markdown\n```python\nx = 1\n```\n````\n"),
        (Block.PROSE, "Then \\("),
        (Block.MATH, "d=10/3\\)"),
        (Block.PROSE, " and\n\n~~~"),
        (Block.CODE, "python\nimport matplotlib"),
        (Block.PLOT, ".pyplot as plt\nplt.plot([1])\n~~~\n"),
        (Block.PROSE, "<think>"),
        (Block.THINK, "等等</think>"),
        (Block.PROSE, "答案 `x`。\n"),
    ]


@given(st.lists(st.integers(0, len(ANSWER)), max_size=40))
def test_marks_may_be_split_anywhere(places: list[int]) -> None:
    """Tokens that end in the middle of a mark lead to the same blocks."""
    whole = BlockTracker(opens_in_thought=True)
    pieces = BlockTracker(opens_in_thought=True)
    start = 0
    for end in [*sorted(places), len(ANSWER)]:
        pieces.feed(ANSWER[start:end])
        for character in ANSWER[start:end]:
            whole.feed(character)
        assert pieces.block is whole.block
        start = end


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", Block.PROSE),
        ("```", Block.CODE),
        ("   ```python\nx", Block.CODE),
        ("    ```python\nx", Block.PROSE),
        ("text ```python\nx", Block.PROSE),
        ("```a ``` b\nx", Block.PROSE),
        ("```\n``\n", Block.CODE),
        ("```\n~~~\n", Block.CODE),
        ("```\n``` x\n", Block.CODE),
        ("```\n````  \n", Block.PROSE),
        ("```\n# <think>\n", Block.CODE),
        ("```\nimport seaborn\n```\n```\n", Block.CODE),
        ("it costs $5 and $6", Block.PROSE),
        ("$$x$$", Block.PROSE),
        ("\\[ x", Block.MATH),
        ("<think", Block.PROSE),
        ("<think>a<think>b</think>", Block.PROSE),
        ("</think>", Block.PROSE),
    ],
)
def test_block_after_a_text(text: str, block: Block) -> None:
    """The rules, one by one."""
    assert BlockTracker(opens_in_thought=False).feed(text) is block


@given(st.text(alphabet="`~<>/think$\\[]()\n ab", max_size=300))
def test_any_text_can_be_followed(text: str) -> None:
    """There is always a block, and the text is kept in bounds."""
    assert BlockTracker(opens_in_thought=False).feed(text) in Block


def test_tokens_are_followed_by_their_pieces() -> None:
    """A mark over three tokens."""
    blocks = TokenBlocks({1: "``", 2: "`py", 3: "\nx"}.__getitem__, opens_in_thought=False)
    seen = []
    for token in (1, 2, 3):
        blocks.add(token)
        seen.append(blocks.block)

    assert seen == [Block.PROSE, Block.CODE, Block.CODE]
