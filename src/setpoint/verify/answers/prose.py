"""Takes the answer out of a sentence: *the ninth term is 85/3*, 所以 a_9=85/3, *72 clips in all*.

In order: the sentence itself, without a leading *therefore*; what follows its last equals sign or
verb of being; the first quantity there; the last quantity of the sentence. An exact value counts
before its approximation. A sentence that denies or hedges (*near 28*, *28左右*) is not read.
Not covered: calculations told in words, and answers over several sentences.
"""

import re
from collections.abc import Iterator, Sequence

from setpoint.verify.answers.cleaning import clean_answer
from setpoint.verify.answers.forms import Collection, Form, Measure, Named, Word
from setpoint.verify.answers.reading import read_form
from setpoint.verify.expressions.parsing import parse
from setpoint.verify.expressions.segments import find_segments
from setpoint.verify.expressions.tokens import Token, TokenKind, tokenise
from setpoint.verify.expressions.unreadable import UnreadableError
from setpoint.verify.expressions.values import evaluate

MAX_LINES = 6
MIN_PARTS = 2
_LEAD = re.compile(
    r"\s*(?:therefore|thus|hence|so|finally|in conclusion|所以|因此|故|综上(?:所述)?|答)[ ,，:：]*",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"=|(?<![A-Za-z])(?:is|are|was|were|be|equals|becomes|gives)(?![A-Za-z])"
    r"|等于|(?<![因认以])为|是(?!否)|共有?|得到?|[:：]"
)
_ESTIMATE = re.compile(
    r"≈|\\approx|(?<![A-Za-z])(?:approximately|about|roughly|around)(?![A-Za-z])|大?约(?!束)"
)
_DENIAL = re.compile(r"\bnot\b|n't\b|\bno\b|\bnever\b|不是|不等于|并非|≠|\\neq?\b|不能|无法")
_DENIED = re.compile(r"\s*(?:(?:it(?: is|'s)|but) )?(?:not\b|不是|并非|≠|\\neq?\b)", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:near(?:ly)?|close to|almost|at (?:least|most))\b|接近|差不多|左右|至少|至多"
)
_ORDINAL = re.compile(r"(?<!\d)\d{1,6}(?:st|[nr]d|th)\b|第\s?\d{1,6}")
_HAS_VALUE = re.compile(r"\d|\\(?:d?frac|sqrt|pi)|[π½⅓¼]")
_ASIDE = re.compile(r"[,，;；]\s?(?:其中|这里|因为|由于|(?:where|with|since|because)(?![A-Za-z]))")
_REMARK = re.compile(r"\([^()\d]*[A-Za-z一-鿿]{2}[^()]*\)")
_SENTENCE_END = re.compile(r"[。！？]|[.!?](?=\s|\Z)")
_CONTINUATION = re.compile(r"\n\s*(?=[=≈])")


def read_prose(text: str) -> Form:
    """Reads the answer that a sentence, or a section of several lines, states.

    Raises:
        UnreadableError: It states none that can be read.
    """
    if _DENIED.match(text):
        raise UnreadableError("the sentence denies something")
    joined = _CONTINUATION.sub(" ", _ASIDE.split(text, maxsplit=1)[0])
    lines = [line for line in joined.splitlines() if line.strip()][:MAX_LINES]
    whole = _try(joined) or _read_lines(lines)
    if whole is not None:
        return whole
    valued = [line for line in lines if _says_value(line)]
    return _read_sentence(*(valued or lines or [""])[:1])


def _read_lines(lines: Sequence[str]) -> Form | None:
    """Several values, one a line, are an answer of several parts."""
    forms = [form for form in map(_try, lines[:2]) if form is not None]
    if len(forms) < MIN_PARTS:
        return None
    return Collection(kind="list", items=tuple(form for form in map(_try, lines) if form))


def _read_sentence(line: str) -> Form:
    if _DENIAL.search(line):
        raise UnreadableError("the sentence denies something")
    if _HEDGE.search(line):
        raise UnreadableError("the sentence does not settle on a value")
    sentences = _SENTENCE_END.split(line)
    spoken = next((one for one in sentences if _says_value(one)), sentences[0])
    body = _without_estimate(_REMARK.sub(" ", _LEAD.sub("", spoken, count=1)))
    rest = _after_copula(body)
    stated = _try(body) or _try(rest) or _first_quantity(rest, is_last=rest == body)
    return stated if stated is not None else read_form(rest)


def _try(text: str) -> Form | None:
    """The form of a text that is an answer and nothing else."""
    try:
        form = read_form(text)
    except UnreadableError:
        return None
    return None if _has_word(form) else form


def _has_word(form: Form) -> bool:
    if isinstance(form, Collection):
        return any(_has_word(item) for item in form.items)
    return _has_word(form.form) if isinstance(form, Named) else isinstance(form, Word)


def _says_value(text: str) -> bool:
    return _HAS_VALUE.search(_ORDINAL.sub("", text)) is not None


def _without_estimate(text: str) -> str:
    """Cuts an approximation off where an exact value precedes it."""
    match = _ESTIMATE.search(text)
    if not match:
        return text
    before = text[: match.start()]
    stated = _after_copula(before)
    is_exact_given = _says_value(stated) and (stated != before or _try(before) is not None)
    return before if is_exact_given else _ESTIMATE.sub(" ", text)


def _after_copula(text: str) -> str:
    """What follows the last copula that a value follows; the text itself if there is none."""
    ends = [match.end() for match in _COPULA.finditer(text)]
    if not _says_value(text):
        return text[ends[-1] :] if ends else text
    return next((text[end:] for end in reversed(ends) if _says_value(text[end:])), text)


def _first_quantity(text: str, *, is_last: bool) -> Form | None:
    """The first quantity of a text, or its last."""
    clauses = _clauses(tokenise(clean_answer(text)))
    runs = [clause[one.start : one.end] for clause in clauses for one in find_segments(clause)]
    for run in reversed(runs) if is_last else runs:
        if any(token.kind in _VALUE_KINDS for token in run):
            return _read_run(run)
    return None


def _read_run(run: Sequence[Token]) -> Form | None:
    try:
        expression = parse(run)
        unit = expression.labels[0] if len(expression.labels) == 1 else ""
        return Measure(value=evaluate(expression.node), unit=unit)
    except UnreadableError:
        return None


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in tokens:
        if token.kind in _ENDS:
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


_VALUE_KINDS = frozenset({TokenKind.NUMBER, TokenKind.FUNCTION})
_ENDS = frozenset({TokenKind.BREAK, TokenKind.LINE_END, TokenKind.RELATION})
