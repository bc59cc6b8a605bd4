"""The cost of entropies is measured for each dtype."""

from benchmarks.entropy import compare


def test_both_parts_are_timed() -> None:
    """Whatever they take on this machine."""
    found = compare(rows=8, vocabulary=128, rounds=1)
    assert set(found) == {"float32", "bfloat16"}
    assert all(value > 0 for times in found.values() for value in times.values())
