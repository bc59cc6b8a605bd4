"""The tab that checks an answer which somebody pastes."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from setpoint.errors import SetpointError, SettingError
from setpoint.records import Kind, Response
from setpoint.server.page.judging import describe, find_measure, judge, require_short
from setpoint.server.page.pieces import refusal
from setpoint.server.page.words import Words
from setpoint.suites.catalog import list_suites, load_suite

_AT_A_TIME = 2


def add_check(words: Words) -> None:
    """Builds the tab."""
    gr.Markdown(words["check_intro"])
    measure = add_measure(words)
    answer = gr.Textbox(label=words["answer"], lines=10, max_lines=30, elem_id="check-answer")
    button = gr.Button(words["check"], variant="primary", elem_id="check-run")
    verdict = gr.HTML(elem_id="check-verdict")
    button.click(
        Check(words=words).check,
        [*measure, answer],
        verdict,
        concurrency_limit=_AT_A_TIME,
        concurrency_id="judging",
        api_visibility="private",
    )


def add_measure(words: Words) -> list[Any]:
    """Builds what names a key; in the order in which `find_measure` takes the values."""
    problem = gr.Dropdown(
        [("", ""), *((name, name) for name in _problems())],
        value="",
        label=words["problem"],
        allow_custom_value=True,
    )
    with gr.Row():
        kind = gr.Radio(
            [(words[f"kind_{kind}"], kind.value) for kind in Kind],
            value=Kind.MATH.value,
            label=words["kind"],
        )
        gold = gr.Textbox(
            label=words["gold"], info=words["gold_hint"], scale=2, elem_classes="sp-gold"
        )
    question = gr.Textbox(label=words["question"], lines=1, max_lines=6)
    return [problem, kind, gold, question]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The handler of the tab."""

    words: Words

    def check(
        self, problem: str | None, kind: str | None, gold: str, question: str, answer: str
    ) -> str:
        """Judges the answer; what cannot be judged is said, and why."""
        try:
            require_short(self.words, answer)
            measure = find_measure(problem or "", kind or "", gold, question, self.words)
            if measure is None:
                raise SettingError(self.words["needs_key"])
            return describe(judge(measure, Response(text=answer)), self.words)
        except SetpointError as error:
            return refusal(self.words, error)


def _problems() -> list[str]:
    return [problem.id for suite in list_suites() for problem in load_suite(suite)]
