"""Sums in steps that are easy to check: tens first, then units.

What is covered: whole numbers up to a few hundred, and fractions over a common denominator.
What is not: whether the stated result is right; a pen may have slipped.
"""

from fractions import Fraction

_TEN = 10


def write_sum(left: Fraction, sign: str, right: Fraction, total: Fraction) -> str:
    """Writes a sum or a difference with its steps: ``48+28=68+8=76``, ``16+28/3=48/3+28/3=...``.

    Args:
        left: First operand.
        sign: ``+`` or ``-``.
        right: Second operand, at least 0.
        total: The result as it is to be stated.
    """
    common = max(left.denominator, right.denominator)
    if common == 1:
        return f"{left}{sign}{right}{_tens(int(left), sign, int(right), 1)}={total}"
    first, second = int(left * common), int(right * common)
    given = f"{left}{sign}{right}"
    over = f"{first}/{common}{sign}{second}/{common}"
    stated = f"{total * common}/{common}"
    parts = [given, *([over] if over != given else [])]
    parts[-1] += _tens(first, sign, second, common)
    parts.append(stated)
    if stated != str(total):
        parts.append(str(total))
    return "=".join(parts)


def write_product(left: int, right: int, total: int) -> str:
    """Writes a product with its parts if a factor has two digits: ``15×9=90+45=135``."""
    large, small = max(left, right), min(left, right)
    tens, units = large - large % _TEN, large % _TEN
    parts = f"={tens * small}+{units * small}" if tens and units else ""
    return f"{left}×{right}{parts}={total}"


def _tens(left: int, sign: str, right: int, denominator: int) -> str:
    """Moves the tens of the second operand to the first, where both have tens and units."""
    tens, units = right - right % _TEN, right % _TEN
    if not tens or not units or left < _TEN or not left % _TEN:
        return ""
    moved = left + tens if sign == "+" else left - tens
    if denominator == 1:
        return f"={moved}{sign}{units}"
    return f"={moved}/{denominator}{sign}{units}/{denominator}"
