"""Requests into rows of the engine, and tokens into text: what sweeps and conversations share."""

from collections.abc import Sequence

from setpoint.engine.blocks import TokenBlocks
from setpoint.engine.schedule import Row
from setpoint.engine.stops import StopWatch
from setpoint.models.chat import RenderedPrompt
from setpoint.models.load import LoadedModel
from setpoint.records import GenerationRequest


class RowBuilder:
    """Builds rows for one model, and reads what they emit."""

    def __init__(self, model: LoadedModel) -> None:
        self._tokenizer = model.tokenizer
        self._stop_ids = model.stop_ids
        self._pieces: dict[int, str] = {}

    def build(
        self,
        request: GenerationRequest,
        prompt: RenderedPrompt,
        *,
        room: int,
        said: Sequence[int] = (),
    ) -> Row:
        """Returns a row.

        Args:
            request: Its prompt is not looked at.
            prompt: The rendered prompt.
            room: Most tokens that the row may emit.
            said: Tokens of the answer that another row has emitted; this one goes on behind them.
        """
        row = Row(
            request=request,
            prompt_ids=(*prompt.token_ids, *said),
            room=room,
            opens_in_thought=prompt.opens_in_thought,
            blocks=self.blocks(prompt) if request.sampling.blocks else None,
            stops=StopWatch(request.stop, self.decode) if request.stop else None,
        )
        for token in said:
            _show(row, token)
        return row

    def blocks(self, prompt: RenderedPrompt) -> TokenBlocks:
        """Returns what follows the blocks of one answer."""
        blocks = TokenBlocks(self._piece, opens_in_thought=prompt.opens_in_thought)
        for token in prompt.token_ids if prompt.is_continued else ():
            blocks.add(token)
        return blocks

    def ends(self, token: int) -> bool:
        """Tells whether a token ends an answer and is no part of its text."""
        return token in self._stop_ids

    def decode(self, token_ids: Sequence[int]) -> str:
        """Returns the text of some tokens."""
        text: str = self._tokenizer.decode(
            token_ids, skip_special_tokens=False, clean_up_tokenization_spaces=False
        )
        return text

    def _piece(self, token: int) -> str:
        """Returns a token's text; marks of blocks are ASCII, which no tokenizer cuts up."""
        if token not in self._pieces:
            self._pieces[token] = self.decode([token])
        return self._pieces[token]


def _show(row: Row, token: int) -> None:
    """Lets a row's watchers see a token that was emitted before it began."""
    row.loops.add(token)
    if row.blocks is not None:
        row.blocks.add(token)
    if row.stops is not None:
        row.stops.add(token)
