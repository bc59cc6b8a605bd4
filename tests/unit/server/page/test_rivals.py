"""Tests of answers that begin alike."""

from setpoint.server.page.conversation import Turn
from setpoint.server.page.rivals import Parting, Rival, distinct, partings, shared_by_all


def rival(temperature: float, text: str, *, is_over: bool = False) -> Rival:
    """Returns an answer that has come letter by letter."""
    made = Rival(temperature=temperature)
    for end in range(1, len(text) + 1):
        made.take(Turn(role="assistant", content=text[:end]))
    made.take(Turn(role="assistant", content=text, finish_reason="stop" if is_over else ""))
    return made


def test_answers_part_where_their_pieces_differ() -> None:
    """Each is compared with the one before it."""
    rivals = [rival(0.1, "abcd"), rival(0.5, "abcd"), rival(0.9, "abxy")]
    assert partings(rivals) == [
        Parting(other=None, shared=0, has_parted=False),
        Parting(other=0.1, shared=4, has_parted=False),
        Parting(other=0.5, shared=2, has_parted=True),
    ]
    assert shared_by_all(rivals) == 2
    assert distinct(rivals) == 2


def test_one_that_is_behind_has_not_parted() -> None:
    """It may still say the same; if both are over, it will not."""
    living = [rival(0.1, "abcd"), rival(0.5, "ab")]
    assert [parting.has_parted for parting in partings(living)] == [False, False]
    over = [rival(0.1, "abcd", is_over=True), rival(0.5, "ab", is_over=True)]
    assert [parting.has_parted for parting in partings(over)] == [False, True]
    assert (distinct(living), distinct(over)) == (1, 2)


def test_nothing_is_shared_before_anything_has_come() -> None:
    """By one, and by several."""
    assert shared_by_all([rival(0.1, "")]) == 0
    assert distinct([rival(0.1, ""), rival(0.2, "")]) == 1


def test_thought_and_answer_are_pieces_alike() -> None:
    """A part without text is none."""
    one = Rival(temperature=0.6)
    one.take(Turn(role="assistant", reasoning="a"))
    one.take(Turn(role="assistant", reasoning="a"))
    one.take(Turn(role="assistant", reasoning="a", content="b"))
    assert one.pieces == ["a", "b"]
