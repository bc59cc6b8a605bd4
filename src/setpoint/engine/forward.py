"""What runs a network for a batch of rows: a prompt once, then one token for each row.

Two implementations: `native.NativeForward` advances the whole batch in one pass, for the families
whose weights it can fuse; `rows.RowForward` keeps each row's cache as the model itself defines it
and advances rows one by one: slower, right for any architecture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefill:
    """A prompt's memory, as its maker keeps it, and the logits (vocabulary,) that follow."""

    memory: object
    logits: Tensor


class Forward(Protocol):
    """A network with memory for a batch of rows, in slots 0, 1, ... without gaps."""

    def prefill(self, token_ids: Sequence[int]) -> Prefill:
        """Runs a prompt alone, always in the same shape."""
        ...

    def admit(self, slot: int, prefill: Prefill, *, is_shared: bool) -> None:
        """Starts a row after a prompt.

        Args:
            slot: Where; whatever was there is gone.
            prefill: From this object.
            is_shared: True if several rows start after this prompt, so that its memory is worth
                sharing.
        """
        ...

    def copy(self, source: int, target: int) -> None:
        """Makes the target slot hold what the source slot holds."""
        ...

    def rescue(self, slot: int, token_ids: Sequence[int]) -> Tensor:
        """Computes a row's whole text again in float32, and its memory with it.

        Returns:
            Logits (vocabulary,) for what follows.
        """
        ...

    def clear(self, slot: int) -> None:
        """Forgets what a slot holds, so that no number in it can reach a later row."""
        ...

    def decode(self, tokens: Sequence[int]) -> Tensor:
        """Appends tokens[i] to slot i; returns logits (rows, vocabulary) for what follows."""
        ...
