"""Tests of text as it streams."""

from collections.abc import Sequence

from fakes.networks import byte_tokenizer
from hypothesis import given
from hypothesis import strategies as st

from setpoint.backends.streaming import TextStream, ThoughtSplitter, overlap
from setpoint.engine.stops import cut

TOKENIZER = byte_tokenizer()
PIECES = st.lists(
    st.sampled_from(["<think>", "</think>", "<", "</", "think>", "\n", "a", "é", "```", "你", ">"])
)


def decode(tokens: Sequence[int]) -> str:
    """Returns the text of tokens."""
    text: str = TOKENIZER.decode(tokens, skip_special_tokens=False)
    return text


def streamed(text: str, stops: Sequence[str] = ()) -> list[str]:
    """Returns what comes after each byte, and at the end."""
    stream = TextStream(decode, stops)
    tokens = TOKENIZER.encode(text, add_special_tokens=False)
    return [*(stream.add(token) for token in tokens), stream.end()]


def split(pieces: Sequence[str], *, opens_in_thought: bool) -> tuple[str, str]:
    """Returns thought and answer of a text that comes in pieces."""
    splitter = ThoughtSplitter(opens_in_thought=opens_in_thought)
    parts = [part for piece in pieces for part in splitter.feed(piece)]
    parts += splitter.end()
    return "".join(part.reasoning for part in parts), "".join(part.content for part in parts)


@given(st.text(st.sampled_from("ab é你🙂\n"), max_size=20))
def test_a_stream_gives_the_whole_text(text: str) -> None:
    """Whatever its characters; none is ever shown in halves."""
    parts = streamed(text)
    assert "".join(parts) == text
    assert not any("\N{REPLACEMENT CHARACTER}" in part for part in parts)


@given(
    st.text(st.sampled_from("abc你"), max_size=20),
    st.lists(st.text(st.sampled_from("abc你"), min_size=1, max_size=3), max_size=3),
)
def test_a_stream_ends_before_the_first_stop_string(text: str, stops: list[str]) -> None:
    """And never shows the beginning of one that comes."""
    shown = "".join(streamed(text, stops))
    # Of two stop strings the one that is complete first ends a stream; it may begin later.
    ends = {cut(text[:end], stops) for end in range(len(text) + 1) if _stops(text[:end], stops)}
    assert shown in (ends or {text})
    assert not any(stop in shown for stop in stops)


def test_bytes_that_are_no_text_are_not_waited_for() -> None:
    """A model may well emit halves of characters, and more after them."""
    stream = TextStream(decode, ())
    (half, *_) = TOKENIZER.encode("你", add_special_tokens=False)
    shown = "".join(stream.add(half) for _ in range(20))
    assert "\N{REPLACEMENT CHARACTER}" in shown


@given(PIECES, st.booleans())
def test_how_a_text_is_cut_up_changes_nothing(pieces: list[str], opens: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Tags may be split at any place."""
    text = "".join(pieces)
    assert split(pieces, opens_in_thought=opens) == split(list(text), opens_in_thought=opens)
    assert split([text], opens_in_thought=opens) == split(list(text), opens_in_thought=opens)


def test_thought_and_answer_are_parted() -> None:
    """Tags and the newlines behind them belong to neither."""
    assert split(["3+4\n</think>\n\nIt is 7.\n"], opens_in_thought=True) == ("3+4\n", "It is 7.\n")


def test_an_answer_may_think_again() -> None:
    """And does so before an answer that says that it begins in a thought."""
    text = "a</think>b<think>c</think>d"
    assert split([text], opens_in_thought=True) == ("ac", "bd")
    assert split(["<think>x</think>y"], opens_in_thought=False) == ("x", "y")


def test_tags_in_code_are_code() -> None:
    """A program may well print them."""
    text = "```\n<think>\n```\n"
    assert split([text], opens_in_thought=False) == ("", text)


def test_what_only_looks_like_a_tag_is_shown() -> None:
    """At the end at the latest."""
    assert split(["a < b </thin"], opens_in_thought=True) == ("a < b </thin", "")
    assert split(["<thin", "g>"], opens_in_thought=False) == ("", "<thing>")


def test_overlap_is_the_longest() -> None:
    """The beginning of a mark at the end of a text, but not all of it."""
    assert overlap("xaa", "aab") == 2
    assert overlap("aab", "aab") == 0
    assert overlap("", "aab") == 0


def _stops(text: str, stops: Sequence[str]) -> bool:
    return any(stop in text for stop in stops)
