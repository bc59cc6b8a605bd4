"""Tests of `setpoint.verify.degeneration`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.records import FinishReason, Response
from setpoint.verify.degeneration import Degeneration, measure_degeneration

PROSE = (
    "<think>Let the first term be a and the ratio r, so that the sum of three terms is 21."
    "</think>因为首项是 3，公比是 2，所以前三项之和是 3+6+12=21。Answer: 3, 6 and 12."
)


def measure(
    text: str, finish_reason: FinishReason = FinishReason.STOP, *, opens_in_thought: bool = False
) -> Degeneration:
    """The measures of a text."""
    response = Response(text=text, finish_reason=finish_reason, opens_in_thought=opens_in_thought)
    return measure_degeneration(response)


def test_plain_prose_shows_no_sign() -> None:
    """A sound answer in two languages has nothing repeated, odd or missing."""
    found = measure(PROSE)
    assert found.units > 50
    assert found.repeated_ngrams == 0
    assert found.doubled_words == found.control_characters == found.rare_characters == 0
    assert not any((found.is_capped, found.is_looped))
    assert not any((found.lacks_thought_end, found.lacks_answer))


def test_repeated_ngrams_are_a_share_of_all() -> None:
    """Of 13 n-grams of ten units said twice, three were there before."""
    assert measure("a b c d e f g h i j " * 2).repeated_ngrams == pytest.approx(3 / 13)


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("a b c d e f", 0),
        ("a b c a b c", 3),
        ("a b c a b c a b c d e", 6),
        ("等等，让我再想想。" * 3, 18),
        ("no " * 100, 99),
        (" ".join(f"w{i}x" for i in range(65)) * 2, 0),
        ("", 0),
        ("a", 0),
    ],
)
def test_a_circle_counts_from_its_second_round(text: str, longest: int) -> None:
    """It is as long as what repeats; a period of more than 64 units goes unnoticed."""
    assert measure(text).longest_circle == longest


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("the the cat", 1),
        ("The the cat sat sat down", 2),
        ("它的的颜色", 1),
        ("我们我们来看", 1),
        ("11 11, a a, bathe the cat", 0),
        ("看看天天", 0),
    ],
)
def test_doubled_words_are_counted_in_both_languages(text: str, count: int) -> None:
    """Numbers, single letters, parts of words and reduplication are no slips."""
    assert measure(text).doubled_words == count


@pytest.mark.parametrize(
    ("text", "control", "rare"),
    [
        ("tab\tline\r\n", 0, 0),
        ("bell\x07 and \ufffd\ufffd", 3, 0),
        ("zero\u200bwidth \ue000", 2, 0),
        ("α + β ≤ ∑ ℝ é 汉 １２ Ａ √ 𝑥 ₙ", 0, 0),
        ("привет สวัสดี", 0, 10),
        ("㐀𠀀か", 0, 3),
        ("👍🏽 ✓", 0, 0),
    ],
)
def test_characters_that_no_answer_needs_are_counted(text: str, control: int, rare: int) -> None:
    """Signs of mathematics and emoji are usual; other scripts and unread characters are not."""
    found = measure(text)
    assert (found.control_characters, found.rare_characters) == (control, rare)


def test_scripts_are_shares_of_the_letters() -> None:
    """Numbers and signs count for no script."""
    found = measure("ab 汉字汉字汉字 + 12")
    assert (found.han_share, found.latin_share) == (0.75, 0.25)


@pytest.mark.parametrize(
    ("text", "opens_in_thought", "lacks_end", "lacks_answer"),
    [
        ("<think>so", False, True, True),
        ("so", True, True, True),
        ("so</think>\n\n", True, False, True),
        ("so</think>42", True, False, False),
        ("42", False, False, False),
        ("", False, False, True),
    ],
)
def test_missing_parts_are_reported(
    text: str,
    opens_in_thought: bool,  # noqa: FBT001 - a parameter of the test
    lacks_end: bool,  # noqa: FBT001 - as above
    lacks_answer: bool,  # noqa: FBT001 - as above
) -> None:
    """An open thought, and nothing after it."""
    found = measure(text, opens_in_thought=opens_in_thought)
    assert (found.lacks_thought_end, found.lacks_answer) == (lacks_end, lacks_answer)


def test_how_a_text_ended_is_reported() -> None:
    """By the cap, or as a loop."""
    assert measure("so", FinishReason.LENGTH).is_capped
    assert measure("so", FinishReason.LOOP).is_looped


@given(st.text(max_size=300))
def test_any_text_can_be_measured(text: str) -> None:
    """Shares lie between 0 and 1, and a circle is no longer than the text."""
    found = measure(text)
    shares = (found.repeated_ngrams, found.han_share, found.latin_share)
    assert all(0 <= share <= 1 for share in shares)
    assert 0 <= found.longest_circle <= max(0, found.units - 1)
