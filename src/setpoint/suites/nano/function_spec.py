"""What is known of a function that can be asked for.

What is covered: its names, what it does in both languages, its result for the empty case and
bodies that compute it.
What is not: the functions themselves (`text_functions`, `list_functions`).

In bodies and descriptions ``$a`` stands for the first argument and ``$k`` for the second one or
a constant in its place.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionSpec:
    """A function that can be asked for.

    Attributes:
        names: What it may be called; the first says it best.
        on_text: True if the first argument is a string, False for a list of integers.
        result: Its result type as a hint.
        zh: What it does, in Chinese: "returns ...".
        en: What it does, in English: "return ...".
        empty: What it returns for empty input, as an expression.
        bodies: Ways to compute the result, without the guard for empty input.
        counts: Values of the second argument, or of the constant; empty if there is none.
        may_fix_count: True if a constant may take the second argument's place.
        is_size: True if the second argument makes no sense below 1.
    """

    names: tuple[str, ...]
    on_text: bool
    result: str
    zh: str
    en: str
    empty: str
    bodies: tuple[str, ...]
    counts: tuple[int, ...] = ()
    may_fix_count: bool = False
    is_size: bool = False
