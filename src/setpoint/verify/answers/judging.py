r"""Judges an answer to a mathematical problem against the key, exactly and by kind.

Covered: see `reading` for what is read and `comparison` for what is equal. A decimal is not the
fraction it rounds, though a fraction is the decimal that a key rounds; a percentage is not the bare
number, a pair not a set, 15 cm not 15 m. An answer that says exactly what the key says is right
even if neither can be read; where one cannot, `oracle` has a second opinion, which counts only if
it is *equal*.
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
from setpoint.verify.expressions.parsing import read_expression
from setpoint.verify.expressions.unreadable import UnreadableError

MAX_LENGTH = 4000
MAX_SHOWN = 120
_CHOICES = re.compile(r"[A-H]|A?B?C?D?E?(?<=[A-E]{2})")
_SEVERAL_CHOSEN = re.compile(
    r"[A-E]{2,5}|[(（]?[A-E][)）]?(?:(?: ?[,，、;] ?| ?and | ?和 ?| )[(（]?[A-E][)）]?){0,4}"
)
_LETTER = re.compile(r"[A-E]")
_CHOSEN = re.compile(
    r"(?:(?:[^\n]{0,40}\b)?(?:answer|option|choice)(?: is)?[: ]\s{0,2}"
    r"|故?应?选(?:项|择)?[是为:：]?\s{0,2}"
    r"|[^\n不非除]{0,12}(?:选项|答案|选)[是为择:：]{0,2}\s{0,2}"
    r"|(?:I|we) (?:choose|pick|select)\s{1,2})?[(（]?([A-H])[)）]?(?:[.:、)）]\s?.{0,80})?",
    re.DOTALL,
)
_SMALL_LETTER = re.compile(r"[(（]?[a-h][)）]?")


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
    if _CHOICES.fullmatch(wanted):
        truth = _compare_choices(wanted, cleaned)
        return truth, f"{_VERBS[truth]} the key {key}"
    try:
        truth = compare(read_form(key), _read(found))
    except UnreadableError as error:
        return _ask(oracle, wanted, cleaned, f"cannot be compared with the key {key}: {error}")
    if truth is Truth.UNKNOWN and _is_same_expression(wanted, cleaned):
        truth = Truth.TRUE
    return truth, f"{_VERBS[truth]} the key {key}"


def _is_same_expression(key: str, answer: str) -> bool:
    """True if both are the same tree, even where its value is too large to compute."""
    try:
        one, other = read_expression(key), read_expression(answer)
    except UnreadableError:
        return False
    return one.node == other.node and one.labels == other.labels


def _ask(oracle: Oracle, key: str, answer: str, trouble: str) -> tuple[Truth, str]:
    opinion = oracle.ask(key, answer)
    if opinion.is_equal:
        return Truth.TRUE, f"equals the key {key} in the opinion of math-verify"
    return Truth.UNKNOWN, f"{trouble} ({opinion.note})" if opinion.note else trouble


def _compare_choices(key: str, answer: str) -> Truth:
    """Compares choice letters; UNKNOWN if the answer is something else."""
    chosen = _CHOSEN.fullmatch(answer.upper() if _SMALL_LETTER.fullmatch(answer) else answer)
    if chosen is None and not _SEVERAL_CHOSEN.fullmatch(answer):
        return Truth.UNKNOWN
    letters = chosen[1] if chosen else _LETTER.findall(answer)
    return Truth.TRUE if set(letters) == set(key) else Truth.FALSE


def _read(found: FoundAnswer) -> Form:
    return read_form(found.text) if found.rule is Rule.BOX else read_prose(found.text)


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


_VERBS = {
    Truth.TRUE: "equals",
    Truth.FALSE: "does not equal",
    Truth.UNKNOWN: "may or may not be",
}
