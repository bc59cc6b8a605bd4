"""The words by which a text names a set.

What is covered: letters, told apart by case, and words in either language; English ones may be
capital, plural or possessive.
What is not: irregular plurals.
"""

import re


def word_pattern(word: str) -> str:
    """A regular expression for a set's word that does not start or end inside another."""
    if not word.isascii():
        return re.escape(word)
    spelling = re.escape(word) if len(word) == 1 else f"(?i:{re.escape(fold(word))})s?"
    return f"(?<![A-Za-z0-9_]){spelling}(?:'s)?(?![A-Za-z0-9_])"


def fold(word: str) -> str:
    """Brings plural and capital forms of a set's word together."""
    if not word.isascii():
        return word
    singular = word.removesuffix("'s")
    return singular if len(singular) == 1 else singular.casefold().removesuffix("s")
