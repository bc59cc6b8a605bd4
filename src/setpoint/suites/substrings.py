"""Oracle for the distinct sorted substrings: a plain reference implementation."""

from collections.abc import Sequence

from setpoint.errors import ProofError
from setpoint.problems import CodeCase, CodeKey
from setpoint.suites.inputs import Arguments, generate_arguments
from setpoint.suites.proof import Proof


def distinct_substrings(text: str, length: int) -> list[str]:
    """The reference of the code problem: slides a window, inserts each new word in its place."""
    window = ""
    words: list[str] = []
    for letter in text:
        window = (window + letter)[-length:]
        if len(window) < length or window in words:
            continue
        place = len([word for word in words if word < window])
        words.insert(place, window)
    return words


def generate_cases(listed: Sequence[Arguments]) -> tuple[CodeCase, ...]:
    """Adds arguments like the listed ones, with the reference's values."""
    return tuple(
        CodeCase(arguments=each, expected=_run(each))
        for each in generate_arguments(listed, "distinct_substrings")
    )


def prove_cases(key: CodeKey) -> Proof:
    """Proves every case of the code problem by running the reference."""
    found = [_run(case.arguments) for case in key.cases]
    return Proof(
        claim=f"the function returns the {len(key.cases)} listed values",
        method="a reference implementation run on every case",
        holds=found == [case.expected for case in key.cases],
        evidence=tuple(
            f"{case.arguments!r} -> {value!r}"
            + ("" if value == case.expected else "  (key differs)")
            for case, value in zip(key.cases, found, strict=True)
        ),
    )


def refute_substrings(text: str, length: int, claimed: list[str]) -> Proof:
    """Shows that a list is not the list of distinct substrings."""
    found = distinct_substrings(text, length)
    foreign = [word for word in claimed if word not in text]
    return Proof(
        claim=f"{claimed!r} is not the value for {text!r}, {length}",
        method="the reference, and a search for each word",
        holds=claimed != found and bool(foreign),
        evidence=(f"the value is {found!r}", *(f"{word!r} is not in {text!r}" for word in foreign)),
    )


def _run(arguments: Arguments) -> list[str]:
    text, length = arguments
    if not isinstance(text, str) or not isinstance(length, int):
        raise ProofError(f"the function takes a string and a number, not {arguments!r}.")
    return distinct_substrings(text, length)
