"""Tests of `setpoint.verify.extract`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.records import Response
from setpoint.verify.extract import find_boxes, find_sections, normalise_width, split_thought


def test_text_without_tags_is_all_answer() -> None:
    """Without a thought, the whole text is judged from offset 0."""
    split = split_thought(Response(text="It is 5."))

    assert (split.thought, split.answer, split.answer_start) == (None, "It is 5.", 0)


def test_answer_follows_the_first_closing_tag() -> None:
    """Later closing tags belong to the answer."""
    text = "<think>a</think>b</think>c"

    split = split_thought(Response(text=text))

    assert (split.thought, split.answer) == ("a", "b</think>c")
    assert text[split.answer_start :] == split.answer


@pytest.mark.parametrize("opens_in_thought", [True, False])
def test_closing_tag_splits_without_an_opening_one(*, opens_in_thought: bool) -> None:
    """The opening tag may have been part of the prompt, told or not."""
    split = split_thought(Response(text="a</think>b", opens_in_thought=opens_in_thought))

    assert (split.thought, split.answer) == ("a", "b")


@pytest.mark.parametrize(
    "response",
    [Response(text=" <think>5"), Response(text="5", opens_in_thought=True)],
)
def test_unclosed_thought_leaves_no_answer(response: Response) -> None:
    """Nothing is graded from inside a thought."""
    split = split_thought(response)

    assert split.answer is None
    assert not split.is_closed
    assert split.thought == "5"


def test_boxes_match_nested_and_escaped_braces() -> None:
    """A box ends at its own brace, whatever braces it holds."""
    boxes = find_boxes(r"a \boxed{\frac{85}{3}} b \boxed{\{1,2\}} c")

    assert [box.text for box in boxes] == [r"\frac{85}{3}", r"\{1,2\}"]


def test_box_spans_cover_the_command() -> None:
    """Start and end enclose the command and its braces."""
    text = r"so \fbox{5}!"

    (box,) = find_boxes(text)

    assert text[box.start : box.end] == r"\fbox{5}"


@pytest.mark.parametrize("tail", [r"\boxed{", r"\boxed{\frac{85}{3", r"\boxed"])
def test_unterminated_box_is_reported_last(tail: str) -> None:
    """An unterminated box is the last of the list, and is marked."""
    boxes = find_boxes(rf"\boxed{{1}} then {tail}")

    assert [box.is_terminated for box in boxes] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("【答案】85/3", "85/3"),
        ("【Answer】85/3\n\nChecked with n = 3.", "85/3"),
        ("【Final Answer】85/3", "85/3"),
        ("【答案】85/3。\n【验证】8×41=328", "85/3。\n"),
        ("答案：**73**", "73**"),
        ("**Answer:** 4.", "4."),
        ("**Final Answer**\n\n5", "5"),
        ("#### 42\nMore talk.", "42\nMore talk."),
        ("Answer: 5\n\nI hope this helps.", "5"),
    ],
)
def test_section_text(text: str, expected: str) -> None:
    """A section runs from its mark to the next heading or blank line."""
    assert find_sections(text)[-1].text == expected


@pytest.mark.parametrize("text", ["【答案】…", "Answer:", "答案：\n", "check our answer: 5"])
def test_placeholder_is_no_section(text: str) -> None:
    """A section without content, or one spoken of in passing, is left out."""
    assert find_sections(text) == []


@given(st.text())
def test_normalising_width_keeps_offsets(text: str) -> None:
    """Every character is mapped to one character."""
    assert len(normalise_width(text)) == len(text)


def test_normalising_width_reads_full_width_digits() -> None:
    """Full-width digits and signs become ASCII; Chinese commas stay."""
    assert normalise_width("８５／３，－１（ａ）") == "85/3，-1(a)"
