"""Finds the examples that an answer offers, and judges whether they are counterexamples.

What is covered: sets as `notation` reads them, or else things of the world that stand for
the sets (A=猫, *let A be cats*) together with what is stated about them (猫都是动物).
What is not: world knowledge. Things about which nothing is stated leave the question open, and
what is stated of them is taken for a stipulation of the example, true or not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from setpoint.problems import LogicKey, LogicVerdict, Quantifier, Statement
from setpoint.records import Step, Truth
from setpoint.verify.extract import normalise_width
from setpoint.verify.inferences.members import model_of
from setpoint.verify.inferences.models import (
    Claim,
    Models,
    claim_of,
    empty_sets,
    models_of,
    set_names,
    verdict_in,
)
from setpoint.verify.inferences.notation import WrittenSets, find_sets
from setpoint.verify.inferences.statements import find_statements, negation
from setpoint.verify.inferences.words import word_pattern

_STANDS_FOR = (
    r"\s{0,8}(?:=|:|\(|是|为|表示|代表|指|(?:is|are|be|denotes?|represents?|means)(?![a-z]))\s{0,8}"
    r"(?:所有的?|全体|(?:the set of(?: all)?|all)(?![a-z]))?\s{0,8}[\"“]?"
)
_THING = r"(?P<thing>[^\s,，。.;；:、()（）{}=“”\"∈∉\\][^\n,，。.;；:、()（）{}=“”\"∈∉\\]{0,23}?)"
_THING_END = r"(?:的?集合)?[\"”]?\s{0,8}(?=[,，。.;；、):：\n]|\Z| and )"
_ADMITS = re.compile(
    r"结论(?:也|恰好|却|仍|就|是|便)?(?:成立|为真|正确)|\}\s*(?:时|的情况下)?[，,]?\s*(?:结论)?(?:成立|为真)"
    r"|conclusion (?:is true|holds|does hold|is satisfied)"
)
_DENIES = re.compile(r"不成立|为假|不正确|\b(?:false|fails?|not hold|not true)\b")
_SENTENCES = {
    Quantifier.ALL: "all {} are {}",
    Quantifier.NO: "no {} are {}",
    Quantifier.SOME: "some {} are {}",
    Quantifier.SOME_NOT: "some {} are not {}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example that a text offers.

    Attributes:
        models: Every model that fits its description: one if members are listed, none if the
            description contradicts itself or cannot be read.
        is_readable: False if members are listed in a notation that cannot be read.
        start: Offset in the text, in characters.
    """

    models: Models
    is_readable: bool
    start: int


def find_examples(text: str, key: LogicKey) -> list[Example]:
    """Finds the examples that say something of every set of the key."""
    names = set_names((*key.premises, key.conclusion))
    if written := find_sets(text, names):
        examples = [_written_example(each, names) for each in written]
        return _without_illustrations(examples, text, claim_of(key.conclusion, names), len(names))
    return list(_examples_of_things(normalise_width(text), names, key))


def check_example(example: Example, key: LogicKey, offset: int) -> list[Step]:
    """Checks what an example must do: make each premise true and the conclusion false.

    Args:
        example: From `find_examples`.
        key: With existential import, every empty set adds a false step.
        offset: Where the text of the example begins in the response, in characters.

    Returns:
        A step for each claim that the example makes by being offered.
    """
    names = set_names((*key.premises, key.conclusion))
    start = offset + example.start
    steps = [
        _step(claim, example, names, start) for claim in (*key.premises, negation(key.conclusion))
    ]
    if key.existential_import and example.is_readable:
        steps += [
            Step(text=f"{name} has a member", verdict=Truth.FALSE, why="it is empty", start=start)
            for name in empty_sets(example.models, names)
        ]
    return steps


def _without_illustrations(
    examples: Sequence[Example], text: str, conclusion: Claim, names: int
) -> list[Example]:
    """Leaves out what is offered as a case in which the conclusion does hold, beside others."""
    ends = [*(example.start for example in examples[1:]), len(text)]
    offered = [
        example
        for example, end in zip(examples, ends, strict=True)
        if verdict_in(example.models, conclusion, names) is not LogicVerdict.NECESSARILY
        or not _ADMITS.search(text, example.start, end)
        or _DENIES.search(text, example.start, end)
    ]
    return offered or list(examples)


def _step(claim: Statement, example: Example, names: Sequence[str], start: int) -> Step:
    text = _SENTENCES[claim.quantifier].format(claim.subject, claim.predicate)
    truth, why = _truth(claim, example, names)
    return Step(text=text, verdict=truth, why=why, start=start)


def _truth(claim: Statement, example: Example, names: Sequence[str]) -> tuple[Truth, str]:
    if not example.is_readable:
        return Truth.UNKNOWN, "the members are not written as a plain list"
    if not example.models:
        return Truth.FALSE, "the statements about the example contradict each other"
    match verdict_in(example.models, claim_of(claim, names), len(names)):
        case LogicVerdict.NECESSARILY:
            return Truth.TRUE, _cause(claim, is_true=True)
        case LogicVerdict.NECESSARILY_NOT:
            return Truth.FALSE, _cause(claim, is_true=False)
        case LogicVerdict.NOT_NECESSARILY:
            return Truth.UNKNOWN, "the example does not say"


def _cause(claim: Statement, *, is_true: bool) -> str:
    """Says what makes a statement true or false."""
    subject, predicate = claim.subject, claim.predicate
    if claim.quantifier in {Quantifier.SOME, Quantifier.NO}:
        shares = is_true is (claim.quantifier is Quantifier.SOME)
        return f"{subject} and {predicate} share {'a' if shares else 'no'} member"
    if is_true is (claim.quantifier is Quantifier.ALL):
        return f"every member of {subject} is in {predicate}"
    return f"a member of {subject} is not in {predicate}"


def _written_example(written: WrittenSets, names: Sequence[str]) -> Example:
    sets = {name: members for name, members in written.sets.items() if members is not None}
    is_readable = len(sets) == len(names)
    models = 1 << model_of(sets, names) if is_readable else 0
    return Example(models=models, is_readable=is_readable, start=written.start)


def _examples_of_things(text: str, names: Sequence[str], key: LogicKey) -> Iterator[Example]:
    """Yields the example that things make, in all the models of what is stated of them."""
    found = [(match["name"], match) for match in _thing_pattern(tuple(names)).finditer(text)]
    things = {match["thing"].strip(): name for name, match in reversed(found)}
    if set(things.values()) != set(names) or len(things) != len(names):
        return
    stated = [each.statement for each in find_statements(text, things) if not each.modal]
    models = models_of(stated, names, existential_import=key.existential_import)
    yield Example(models=models, is_readable=True, start=found[0][1].start())


@lru_cache(maxsize=256)
def _thing_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds things that stand for a set; a thing is not itself a phrase about the sets."""
    name = "|".join(map(word_pattern, names))
    return re.compile(rf"(?P<name>{name}){_STANDS_FOR}(?!非?空|(?:{name})){_THING}{_THING_END}")
