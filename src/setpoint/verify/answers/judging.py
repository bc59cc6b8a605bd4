r"""Judges an answer to a mathematical problem against the key, exactly and by kind.

Covered: see `reading` for what is read and `comparison` for what is equal. A decimal is not the
fraction it rounds, though a fraction is the decimal that a key rounds; a percentage is not the bare
number, a pair not a set, 15 cm not 15 m. An answer that says exactly what the key says is right even
if neither can be read; where one cannot, `oracle` has a second opinion that may only say *equal*.
Not covered: proofs, and the meaning of sentences.
"""

import re
from dataclasses import dataclass

from setpoint.problems import MathKey
from setpoint.records import Truth
from setpoint.verify.answers.cleaning import clean_answer
from setpoint.verify.answers.comparison import compare
from setpoint.verify.answers.finding import FoundAnswer, Rule
from setpoint.verify.answers.forms import Form
from setpoint.verify.answers.oracle import Oracle, second_opinion
from setpoint.verify.answers.prose import read_prose
from setpoint.verify.answers.reading import read_form
from setpoint.verify.answers.wording import compare_wording, respell
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_LENGTH = 4000
MAX_SHOWN = 120
_CHOICE = re.compile(r"[A-H]")
_CHOICES = re.compile(r"A?B?C?D?E?(?<=[A-E]{2})")
_SEVERAL_CHOSEN = re.compile(
    r"[(（]?[A-E][)）]?(?:(?: ?[,，、;] ?| ?and | ?和 ?| )[(（]?[A-E][)）]?){0,4}"
)
_LETTER = re.compile(r"[A-E]")
_CHOSEN = re.compile(
    r"(?:\b(?:option|choice)\s{0,2}|选项?\s{0,2})?[(（]?([A-H])[)）]?(?:[.:、)）]\s?.{0,80})?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerJudgement:
    """What an answer is worth.

    Attributes:
        truth: TRUE if it is the key, FALSE if it is not, UNKNOWN if it cannot be told.
        shown: The answer for people, shortened.
        reason: One sentence.
    """

    truth: Truth
    shown: str
    reason: str


def judge_answer(key: MathKey, found: FoundAnswer, oracle: Oracle | None = None) -> AnswerJudgement:
    """Compares the answer that was found with the key; the oracle is math-verify by default."""
    if len(found.text) > MAX_LENGTH:
        shown = _shorten(found.text)
        return AnswerJudgement(
            truth=Truth.UNKNOWN, shown=shown, reason=f"{found.rule}: {shown} is too long"
        )
    shown = _shorten(clean_answer(found.text) or found.text)
    truth, reason = _decide(key.answer, found, oracle or second_opinion())
    return AnswerJudgement(truth=truth, shown=shown, reason=f"{found.rule}: {shown} {reason}")


def _decide(key: str, found: FoundAnswer, oracle: Oracle) -> tuple[Truth, str]:
    cleaned, wanted = clean_answer(found.text), clean_answer(key)
    if respell(cleaned) == respell(wanted):
        return Truth.TRUE, f"is the key {key}"
    wording = compare_wording(wanted, cleaned)
    if wording is not Truth.UNKNOWN:
        return wording, f"{_VERBS[wording]} the key {key}"
    if _CHOICES.fullmatch(wanted) and _SEVERAL_CHOSEN.fullmatch(cleaned):
        truth = Truth.TRUE if set(_LETTER.findall(cleaned)) == set(wanted) else Truth.FALSE
        return truth, f"{_VERBS[truth]} the key {key}"
    if _CHOICE.fullmatch(key.strip()):
        return _decide_choice(key.strip(), found.text)
    try:
        answer = _read(found)
        truth = compare(read_form(key), answer)
    except UnreadableError as error:
        opinion = oracle.ask(wanted, cleaned)
        if opinion.is_equal:
            return Truth.TRUE, f"equals the key {key} in the opinion of math-verify"
        note = f" ({opinion.note})" if opinion.note else ""
        return Truth.UNKNOWN, f"cannot be compared with the key {key}: {error}{note}"
    return truth, f"{_VERBS[truth]} the key {key}"


def _decide_choice(key: str, text: str) -> tuple[Truth, str]:
    chosen = _CHOSEN.fullmatch(clean_answer(text))
    if not chosen:
        return Truth.UNKNOWN, "is not a choice letter"
    truth = Truth.TRUE if chosen[1] == key else Truth.FALSE
    return truth, f"{_VERBS[truth]} the key {key}"


def _read(found: FoundAnswer) -> Form:
    return read_form(found.text) if found.rule is Rule.BOX else read_prose(found.text)


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


_VERBS = {
    Truth.TRUE: "equals",
    Truth.FALSE: "does not equal",
    Truth.UNKNOWN: "may or may not be",
}
