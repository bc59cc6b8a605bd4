"""The chat: answers as they come, edited, made again or stopped, and how each was made."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeAlias

import gradio as gr

from setpoint.records import Block, Kind
from setpoint.server.page.asking import Api, RefusedError
from setpoint.server.page.conversation import (
    AUTO,
    BY_BLOCK,
    Turn,
    grown,
    messages,
    sampling_fields,
    shown,
    turn_of_message,
)
from setpoint.server.page.markdown import FORMULAS, plain
from setpoint.server.page.pieces import refusal, render
from setpoint.server.page.segments import segments
from setpoint.server.page.words import Words
from setpoint.server.settings import PRESETS

_LEVELS = {
    Block.THINK: 0.6,
    Block.CODE: 0.5,
    Block.PLOT: 0.6,
    Block.MATH: 0.5,
    Block.PROSE: 0.7,
}
"""What the field report advises for one answer of several blocks; formulas are as exact as code."""

_SECONDS_BETWEEN = 0.1
_MOST_TOKENS = 2048

View: TypeAlias = tuple[list[dict[str, object]], list[Turn], str]
"""Messages, turns, and how the last answer was made, as HTML."""


def add_chat(api: Api, words: Words) -> None:
    """Builds the tab."""
    chat = Chat(api=api, words=words)
    turns = gr.State([])
    chatbot = gr.Chatbot(
        label=words["conversation"],
        placeholder=words["empty_chat"],
        height="55vh",
        editable="user",
        buttons=["copy"],
        latex_delimiters=FORMULAS,
        sanitize_html=True,
        allow_tags=False,
        elem_id="chat",
    )
    question = gr.Textbox(
        label=words["ask"],
        info=words["ask_hint"],
        lines=1,
        max_lines=10,
        autofocus=True,
        elem_id="question",
    )
    with gr.Row():
        send = gr.Button(words["send"], variant="primary", min_width=90)
        stop = gr.Button(words["stop"], min_width=90)
        clear = gr.Button(words["clear"], min_width=90)
    controls = _add_controls(words)
    account = gr.HTML(elem_id="account")

    view = [chatbot, turns, account]
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    free = {**quiet, "concurrency_limit": None}
    asked = gr.on(
        [question.submit, send.click], chat.ask, [question, turns], [question, *view], **quiet
    )
    edited = chatbot.edit(chat.edit, turns, view, **quiet)
    again = chatbot.retry(chat.drop_answer, turns, view, **quiet)
    for step in (asked, edited, again):
        step.success(chat.answer, [turns, *controls], view, **free)
    stop.click(chat.stop, **quiet)
    clear.click(chat.stop, **quiet).then(chat.settle, gr.State([]), view, **quiet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """The handlers of the tab; turns are what counts, the messages shown are made from them."""

    api: Api
    words: Words

    def ask(self, question: str, turns: list[Turn]) -> tuple[str, *tuple[object, ...]]:
        """Adds a question; an empty one changes nothing."""
        if not question.strip():
            raise gr.Error(self.words["empty_chat"], print_exception=False)
        return "", *self.settle([*turns, Turn(role="user", content=question)])

    def edit(self, turns: list[Turn], data: gr.EditData) -> View:
        """Asks an earlier question in other words; what came after it is gone."""
        number = turn_of_message(turns, data.index)
        question = plain(_text_of(data.value))
        return self.settle([*turns[:number], Turn(role="user", content=question)])

    def drop_answer(self, turns: list[Turn]) -> View:
        """Goes back to the last question."""
        while turns and turns[-1].role != "user":
            turns = turns[:-1]
        return self.settle(turns)

    def settle(self, turns: list[Turn]) -> View:
        """Shows the turns as they are."""
        return shown(turns, self.words), turns, self._account(turns)

    async def stop(self, request: gr.Request) -> None:
        """Ends the answer that grows on this page; what there is of it stays."""
        self.api.stop(_owner(request))

    async def answer(  # noqa: PLR0913, PLR0917 - one for each control
        self,
        request: gr.Request,
        turns: list[Turn],
        choice: str,
        kind: str,
        in_steps: bool,  # noqa: FBT001 - Gradio gives the value of a checkbox by position
        seed: float | None,
        max_tokens: float | None,
        *levels: float,
    ) -> AsyncGenerator[View, None]:
        """Lets an answer grow until it is over or stopped."""
        body = {
            "messages": messages(turns, in_steps=in_steps),
            "max_tokens": int(max_tokens or _MOST_TOKENS),
            **sampling_fields(choice, kind, dict(zip(_LEVELS, levels, strict=True))),
            **({} if seed is None else {"seed": int(seed)}),
        }
        said = turns
        try:
            async with aclosing(_paced(_growth(self.api, body, _owner(request)))) as growth:
                async for turn in growth:
                    said = [*turns, turn]
                    yield shown(said, self.words, is_running=True), said, ""
            yield self.settle(said)
        except RefusedError as error:
            yield shown(said, self.words), said, refusal(self.words, error)

    def _account(self, turns: Sequence[Turn]) -> str:
        last = turns[-1] if turns else Turn(role="user")
        if not last.account:
            return ""
        return render(
            "account.html",
            self.words,
            account=last.account,
            finish_reason=last.finish_reason,
            segments=segments(last.reasoning, last.content, last.account),
        )


def _owner(request: gr.Request) -> str:
    return f"chat/{request.session_hash}"


def _text_of(value: str | list[dict[str, str]]) -> str:
    """Returns what was typed; the browser may send it in pieces."""
    return value if isinstance(value, str) else "".join(piece["text"] for piece in value)


async def _growth(api: Api, body: dict[str, Any], owner: str) -> AsyncGenerator[Turn, None]:
    """Yields the answer with every chunk."""
    turn = Turn(role="assistant")
    async with aclosing(api.stream(body, owner)) as chunks:
        async for chunk in chunks:
            turn = grown(turn, chunk)
            yield turn


async def _paced(turns: AsyncGenerator[Turn, None]) -> AsyncGenerator[Turn, None]:
    """Yields not more often than a page can be redrawn, and always the last."""
    shown_at, turn = 0.0, None
    async with aclosing(turns):
        async for turn in turns:
            if time.monotonic() - shown_at >= _SECONDS_BETWEEN:
                shown_at = time.monotonic()
                yield turn
    if turn is not None:
        yield turn


def _add_controls(words: Words) -> list[Any]:
    """Builds what decides the sampling; in the order in which `Chat.answer` takes the values."""
    choices = [AUTO, *PRESETS, BY_BLOCK]
    preset = gr.Radio(
        [(_label(choice, words), choice) for choice in choices],
        value=AUTO,
        label=words["temperature"],
    )
    when = gr.Markdown(words[f"when_{AUTO}"], elem_id="when")
    preset.change(
        lambda choice: words[f"when_{choice}"], preset, when, queue=False, api_visibility="private"
    )
    with gr.Accordion(words["more"], open=False):
        kind = gr.Radio(_kinds(words), value="", label=words["kind"])
        in_steps = gr.Checkbox(label=words["in_steps"])
        with gr.Row():
            seed = gr.Number(label=words["seed"], value=None, precision=0, minimum=0)
            most = gr.Number(label=words["max_tokens"], value=_MOST_TOKENS, precision=0, minimum=1)
        sliders = [
            gr.Slider(0, 2, value=level, step=0.05, label=f"T: {words[f'block_{block}']}")
            for block, level in _LEVELS.items()
        ]
    return [preset, kind, in_steps, seed, most, *sliders]


def _label(choice: str, words: Words) -> str:
    temperature = f" {PRESETS[choice]:g}" if choice in PRESETS else ""
    return words[f"preset_{choice}"] + temperature


def _kinds(words: Words) -> list[tuple[str, str]]:
    return [(words["kind_none"], ""), *((words[f"kind_{kind}"], kind.value) for kind in Kind)]
