"""The tab that opens finished and unfinished runs: curve, table, claims, answers, report."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import gradio as gr

from setpoint.errors import SetpointError
from setpoint.records import GradedSample, Language, Outcome
from setpoint.server.page.curve import draw_curve
from setpoint.server.page.folders import find_run, list_runs
from setpoint.server.page.parts import PageParts
from setpoint.server.page.pieces import refusal, render
from setpoint.server.page.words import Words

_MOST_SHOWN = 60


def add_results(parts: PageParts, words: Words, language: Language, tab: gr.Tab) -> None:
    """Builds the tab."""
    results = Results(parts=parts, words=words, language=language)
    with gr.Row():
        which = gr.Dropdown([], label=words["which_run"], elem_id="results-run")
        refresh = gr.Button(words["refresh"], min_width=90, scale=0)
    overview = gr.HTML(elem_id="results-overview")
    with gr.Row():
        level = gr.Textbox("", label=words["at_temperature"], max_lines=1)
        outcome = gr.Dropdown(
            [(words["any"], ""), *((words[f"outcome_{each}"], each.value) for each in Outcome)],
            value="",
            label=words["with_outcome"],
        )
    answers = gr.HTML(elem_id="results-answers")

    quiet = {"show_progress": "minimal", "api_visibility": "private"}
    gr.on([tab.select, refresh.click], results.list, None, [which, overview], **quiet)
    which.input(results.open, which, overview, **quiet)
    gr.on(
        [which.input, level.submit, outcome.input],
        results.answers,
        [which, level, outcome],
        answers,
        **quiet,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The handlers of the tab."""

    parts: PageParts
    words: Words
    language: Language

    def list(self) -> tuple[object, object]:
        """Looks for runs."""
        names = list_runs(self.parts.runs_folder)
        none = self.words["no_runs"].format(folder=self.parts.runs_folder)
        return gr.Dropdown(choices=names), gr.skip() if names else refusal(self.words, none)

    def open(self, name: str | None) -> str:
        """Shows a run."""
        try:
            folder = find_run(self.parts.runs_folder, name or "", self.words)
            summary = self.parts.runs.summarize(folder)
            return render(
                "run.html",
                self.words,
                summary=summary,
                claims=self.parts.runs.judge_claims(folder, self.language)["claims"],
                curve=draw_curve(summary, self.words),
                report=f"../runs/{quote(folder.name)}/report.html",
            )
        except SetpointError as error:
            return refusal(self.words, error)

    def answers(self, name: str | None, level: str, outcome: str) -> str:
        """Shows answers, of one temperature and one verdict if these are named."""
        try:
            folder = find_run(self.parts.runs_folder, name or "", self.words)
            chosen = _choose(self.parts.runs.samples(folder), level.strip(), outcome)
            return render(
                "samples.html", self.words, samples=chosen[:_MOST_SHOWN], count=len(chosen)
            )
        except SetpointError as error:
            return refusal(self.words, error)


def _choose(samples: Sequence[GradedSample], level: str, outcome: str) -> Sequence[GradedSample]:
    """Returns the samples of a temperature, which begins an arm's name, and of a verdict."""
    return [
        sample
        for sample in samples
        if (not level or sample.completion.key.arm.split()[0] == f"T={level}")
        and outcome in ("", sample.verdict.outcome)
    ]
