"""Finds the clause in which a text commits itself, and reads its verdict on the conclusion.

What is covered: answer sections and boxes first, else the last clause that speaks of necessity,
else a bare yes or no; questions, conditions, reasons, quotations and clauses about other sets or
their members are passed over.
What is not: the words themselves (`phrases`) and what they amount to (`modality`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from setpoint.problems import LogicVerdict, Statement
from setpoint.verify.extract import find_boxes, find_sections
from setpoint.verify.inferences.modality import is_modal, verdict_of
from setpoint.verify.inferences.phrases import AFFIRMED, DENIED, FOREIGN, Phrase, find_phrases
from setpoint.verify.inferences.statements import find_statements, is_same, negation
from setpoint.verify.inferences.words import word_pattern

_MARKUP = re.compile(
    r"\\(?:text|textbf|mathrm|mathbf|mbox|boxed|fbox)\s?\{|__|[*`$#~{}\ue000-\uf8ff]"
)
_SIGNS = {
    "cap": "∩",
    "subseteq": "⊆",
    "subset": "⊂",
    "emptyset": "∅",
    "varnothing": "∅",
    "neq": "≠",
}
_SIGN = re.compile(rf"\\({'|'.join(_SIGNS)})(?![a-zA-Z])")
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+|.)")
_CONTRACTED = re.compile(r"(?<=[a-z])'s(?= )")
_ARTICLE = re.compile(
    r"(?<![A-Za-z])A(?= (?!(?:and|are|but|can|cannot|could|does|has|have|may|might|must|not|that|"
    r"which|who|with)(?![a-z]))[a-z]{3,})"
)
_QUOTE = re.compile('[“"「『‘]([^“”"「」『』‘’\n]{0,80})[”"」』’]')
_INTRODUCES_ANSWER = re.compile(r"(?:\A|[是为:】]|\b(?:is|be))\s*\Z")
_CONCLUDES = (
    "所以|因此|因而|故(?=[结不一必上此])|从而|于是|综上(?:所述)?|总之|"
    "(?<![a-z])(?:therefore|thus|hence|so|consequently)(?![a-z])"
)
_BACKGROUND = (
    "因为|由于|如果|假如|假设|倘若|即使|(?<![倘假])若|(?<![应相适恰])当(?!然)|是否|能否|能不能|是不是|"
    "会不会|除非|题目问|问题是|(?<![a-z])(?:because|since|whether|suppose|assume|assuming|unless|"
    "when|if|although|though|the question)(?![a-z])"
)
_TURNS = (
    "但是?|然而|不过|(?<![因从反然])而(?!且)|也(?!许|是?可能)|那么|"
    "(?<![a-z])(?:but|however|and|then|nor|yet)(?![a-z])"
)
_TURN = re.compile(f"{_CONCLUDES}|{_BACKGROUND}|{_TURNS}")
_IS_BACKGROUND = re.compile(rf"\s*(?:{_BACKGROUND})")
_IS_CONCLUSION = re.compile(rf"\s*(?:{_CONCLUDES})")
_COMMA_AFTER_CONCLUSION = re.compile(rf"({_CONCLUDES})\s*[,，]")
_SENTENCE = re.compile("[^。.;；:!！?？\n]+[?？]?")
_QUESTION = re.compile(r"[?？]|[吗呢么]\s*\Z")
_CLAUSE_END = re.compile("[,，、\r]")
_MEMBERS = re.compile("元素|elements?|members?")


def read_verdict(
    text: str, conclusion: Statement, names: Sequence[str], *, offers_example: bool = False
) -> LogicVerdict | None:
    """Reads what an answer says of the conclusion.

    The last answer section or box that holds a verdict counts, by its first clause of necessity;
    without one, the last such clause of the text counts.

    Args:
        text: The answer, without thought and without the sets of a counterexample.
        conclusion: What was asked; it is told from other statements by its meaning.
        names: The sets of the problem.
        offers_example: The answer gives an example, of which *so no A are C* may be said.

    Returns:
        None if the text does not commit itself.
    """
    sections = [*find_sections(text), *find_boxes(text)]
    for section in sorted(sections, key=lambda span: span.start, reverse=True):
        phrases = _phrases(section.text, conclusion, names, is_section=True)
        if verdict := _first_verdict(phrases):
            return verdict
    phrases = _phrases(text, conclusion, names, is_section=False)[::-1]
    of_example = [each for each in phrases if each.is_denial and offers_example]
    others = [each for each in phrases if each not in of_example]
    return _first_verdict(others) or _first_verdict(of_example)


def _first_verdict(phrases: Sequence[Phrase]) -> LogicVerdict | None:
    """The first verdict in words of necessity, or else the first bare reply."""
    modal = (verdict_of(phrase.codes) for phrase in phrases if is_modal(phrase.codes))
    plain = (verdict_of(phrase.codes) for phrase in phrases if phrase.is_reply)
    return next((each for each in (*modal, *plain) if each), None)


def _phrases(
    text: str, conclusion: Statement, names: Sequence[str], *, is_section: bool
) -> list[Phrase]:
    prepared = _mark_statements(_strip_markup(text), conclusion, names).lower()
    found = []
    for clause in _clauses(_strip_quotes(prepared)):
        if FOREIGN in clause or _IS_BACKGROUND.match(clause) or _MEMBERS.search(clause):
            continue
        concludes = _IS_CONCLUSION.match(clause)
        body = clause[concludes.end() :] if concludes else clause
        found += find_phrases(body, is_conclusion=bool(concludes) or is_section)
    return found


def _strip_markup(text: str) -> str:
    signs = _SIGN.sub(lambda found: _SIGNS[found[1]], unicodedata.normalize("NFKC", text))
    plain = _COMMAND.sub(" ", _MARKUP.sub("", signs))
    plain = _ARTICLE.sub("a", plain)
    return _CONTRACTED.sub(" is", plain.replace("’", "'"))


def _mark_statements(text: str, conclusion: Statement, names: Sequence[str]) -> str:
    """Puts a mark for every statement, and the mark of foreign matter for other set names."""
    pieces = []
    end = 0
    for found in find_statements(text, {name: name for name in names}):
        mark = FOREIGN
        if is_same(found.statement, conclusion):
            mark = AFFIRMED
        elif is_same(found.statement, negation(conclusion)):
            mark = DENIED
        pieces += [text[end : found.start], found.modal, mark]
        end = found.end
    marked = "".join([*pieces, text[end:]])
    return re.sub("|".join(map(word_pattern, names)), FOREIGN, marked)


def _strip_quotes(text: str) -> str:
    """Drops what is only quoted; keeps quoted statements and quoted answers."""

    def kept(quote: re.Match[str]) -> str:
        is_answer = _INTRODUCES_ANSWER.search(text, max(0, quote.start() - 8), quote.start())
        is_statement = AFFIRMED in quote[1] or DENIED in quote[1]
        return quote[1] if is_answer or is_statement else " "

    return _QUOTE.sub(kept, text)


def _clauses(text: str) -> Iterator[str]:
    """Yields the clauses of every sentence that is not a question."""
    for sentence in _SENTENCE.findall(text):
        if not _QUESTION.search(sentence):
            joined = _COMMA_AFTER_CONCLUSION.sub("\\g<1> ", sentence)
            yield from _CLAUSE_END.split(_TURN.sub("\r\\g<0>", joined))
