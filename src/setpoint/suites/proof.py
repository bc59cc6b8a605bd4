"""What a proof of an answer key looks like."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was shown of a key.

    Attributes:
        claim: The key in a sentence.
        method: How it was shown.
        holds: False if the key is refuted.
        evidence: What was computed, line by line.
    """

    claim: str
    method: str
    holds: bool
    evidence: tuple[str, ...]
