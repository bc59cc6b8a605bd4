"""The tab that answers one question at several temperatures, side by side, from one seed."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial

import gradio as gr

from setpoint.errors import SetpointError, SettingError
from setpoint.records import FinishReason, Response
from setpoint.server.page.asking import Api
from setpoint.server.page.check import add_measure
from setpoint.server.page.conversation import grown, with_steps
from setpoint.server.page.judging import Measure, find_measure, judge
from setpoint.server.page.pieces import refusal, render
from setpoint.server.page.rivals import Rival, distinct, partings, shared_by_all
from setpoint.server.page.words import Words

_LEVELS = [round(0.1 * step, 1) for step in range(13)]
_CHOSEN = [0.1, 0.4, 0.6, 0.8, 1.0, 1.2]
_MOST = 12
_MOST_TOKENS = 512
_SECONDS_BETWEEN = 0.3
_REASONS = {"length": FinishReason.LENGTH, "repetition": FinishReason.LOOP}


def add_compare(api: Api, words: Words) -> None:
    """Builds the tab."""
    gr.Markdown(words["compare_intro"])
    question = gr.Textbox(label=words["ask"], lines=2, max_lines=8, elem_id="compare-question")
    levels = gr.CheckboxGroup(
        [(f"{level:g}", level) for level in _LEVELS], value=_CHOSEN, label=words["temperatures"]
    )
    with gr.Row():
        seed = gr.Number(label=words["seed_of_all"], value=0, precision=0, minimum=0)
        most = gr.Number(label=words["max_tokens"], value=_MOST_TOKENS, precision=0, minimum=1)
        in_steps = gr.Checkbox(label=words["in_steps"])
    with gr.Accordion(words["key_of_answers"], open=False):
        measure = add_measure(words)
    with gr.Row():
        start = gr.Button(words["run"], variant="primary", elem_id="compare-run")
        stop = gr.Button(words["stop"])
    result = gr.HTML(elem_id="compare-result")
    comparison = Comparison(api=api, words=words)
    start.click(
        comparison.compare,
        [question, levels, seed, most, in_steps, *measure],
        result,
        concurrency_limit=None,
        show_progress="hidden",
        api_visibility="private",
    )
    stop.click(comparison.stop, show_progress="hidden", api_visibility="private")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The handler of the tab."""

    api: Api
    words: Words

    async def stop(self, request: gr.Request) -> None:
        """Ends the answers that grow on this page; what there is of them stays."""
        self.api.stop(_owner(request))

    async def compare(
        self,
        request: gr.Request,
        question: str,
        levels: list[float],
        seed: float | None,
        most: float | None,
        in_steps: bool,  # noqa: FBT001 - Gradio gives the value of a checkbox by position
        *named: str | None,
    ) -> AsyncGenerator[str, None]:
        """Lets all answers grow at once until they are over or stopped."""
        try:
            rivals = self._rivals(question, levels)
            problem, kind, gold, asked = (text or "" for text in named)
            measure = find_measure(problem, kind, gold, asked or question, self.words)
        except SetpointError as error:
            yield refusal(self.words, error)
            return
        body = {
            "messages": [
                {"role": "user", "content": with_steps(question) if in_steps else question}
            ],
            "seed": int(seed or 0),
            "max_tokens": int(most or _MOST_TOKENS),
        }
        judging = asyncio.Lock()
        grow = partial(
            _grow, api=self.api, owner=_owner(request), body=body, measure=measure, judging=judging
        )
        tasks = [asyncio.create_task(grow(rival)) for rival in rivals]
        try:
            living = set(tasks)
            while living:
                _, living = await asyncio.wait(living, timeout=_SECONDS_BETWEEN)
                yield self._show(rivals)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    def _rivals(self, question: str, levels: list[float]) -> list[Rival]:
        if not question.strip():
            raise SettingError(self.words["empty_chat"])
        if not 1 <= len(levels) <= _MOST:
            raise SettingError(self.words["too_many"])
        return [Rival(temperature=level) for level in sorted(levels)]

    def _show(self, rivals: list[Rival]) -> str:
        return render(
            "compare.html",
            self.words,
            columns=list(zip(rivals, partings(rivals), strict=True)),
            shared=shared_by_all(rivals),
            distinct=distinct(rivals),
        )


async def _grow(
    rival: Rival,
    *,
    api: Api,
    owner: str,
    body: dict[str, object],
    measure: Measure | None,
    judging: asyncio.Lock,
) -> None:
    """Follows one answer to its end and judges it, one answer at a time."""
    try:
        async with aclosing(
            api.stream({**body, "temperature": rival.temperature}, owner)
        ) as chunks:
            async for chunk in chunks:
                rival.take(grown(rival.turn, chunk))
        if measure is not None and rival.turn.finish_reason:
            async with judging:
                rival.verdict = await asyncio.to_thread(judge, measure, _response(rival))
    except SetpointError as error:
        rival.refusal = str(error)


def _owner(request: gr.Request) -> str:
    return f"compare/{request.session_hash}"


def _response(rival: Rival) -> Response:
    """Returns the answer as the verifiers read a completion: with its thought between tags."""
    thought = f"<think>\n{rival.turn.reasoning}\n</think>\n" if rival.turn.reasoning else ""
    reason = _REASONS.get(rival.turn.finish_reason, FinishReason.STOP)
    return Response(text=thought + rival.turn.content, finish_reason=reason)
