"""The tab that starts, watches, stops and continues a sweep or a search."""

from dataclasses import dataclass
from functools import partial

import gradio as gr

from setpoint.errors import SetpointError, SettingError
from setpoint.records import Language, PromptStyle
from setpoint.server.page.curve import draw_curve
from setpoint.server.page.folders import find_run, list_runs, new_run
from setpoint.server.page.parts import PageParts
from setpoint.server.page.pieces import refusal, render
from setpoint.server.page.sweeping import SweepState
from setpoint.server.page.words import Words

_SECONDS_BETWEEN = 5
_MOST_RUNS, _MOST_TOKENS = 50, 32_768


def add_sweep(parts: PageParts, words: Words, language: Language) -> None:
    """Builds the tab."""
    sweep = Sweep(parts=parts, words=words, language=language)
    gr.Markdown(words["sweep_intro"])
    with gr.Row():
        suite = gr.Textbox(
            "nano:6", label=words["suite"], info=words["suite_hint"], elem_id="sweep-suite"
        )
        levels = gr.Textbox(
            "0.2:1.2:0.2", label=words["levels"], info=words["levels_hint"], elem_id="sweep-levels"
        )
    with gr.Row():
        runs = gr.Number(2, label=words["runs_each"], precision=0, minimum=1, maximum=_MOST_RUNS)
        most = gr.Number(
            512, label=words["max_tokens"], precision=0, minimum=1, maximum=_MOST_TOKENS
        )
        seed = gr.Number(0, label=words["seed_of_all"], precision=0, minimum=0)
        in_steps = gr.Checkbox(label=words["in_steps"])
    name = gr.Textbox("sweep", label=words["run_name"], elem_id="sweep-name")
    with gr.Row():
        start = gr.Button(words["start"], variant="primary", elem_id="sweep-start")
        find = gr.Button(words["find"], elem_id="sweep-find")
        stop = gr.Button(words["stop"], elem_id="sweep-stop")
    with gr.Row():
        begun = gr.Dropdown([], label=words["resume_which"])
        resume = gr.Button(words["resume"])
    status = gr.HTML(elem_id="sweep-status")
    timer = gr.Timer(_SECONDS_BETWEEN, active=False)

    view = [status, timer, begun]
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    settings = [name, suite, levels, runs, most, seed, in_steps]
    start.click(partial(sweep.start, "sweep"), settings, view, **quiet)
    find.click(partial(sweep.start, "find"), settings, view, **quiet)
    resume.click(sweep.resume, begun, view, **quiet)
    stop.click(sweep.stop, None, view, **quiet)
    timer.tick(sweep.look, None, view, **quiet)
    gr.on(None, sweep.look, None, view, **quiet)  # when the page is opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """The handlers of the tab; each returns status, timer and the runs that can be continued."""

    parts: PageParts
    words: Words
    language: Language

    def start(  # noqa: PLR0913, PLR0917 - one for each field of the form
        self,
        command: str,
        name: str,
        suite: str,
        levels: str,
        runs: float | None,
        most: float | None,
        seed: float | None,
        in_steps: bool,  # noqa: FBT001 - Gradio gives the value of a checkbox by position
    ) -> tuple[object, ...]:
        """Starts a sweep or a search, or continues the one of the same name and settings."""
        words = self.words
        try:
            arguments = [
                f"--model={self.parts.sweep_model}",
                f"--suite={suite}",
                f"--temperatures={levels}",
                f"--runs={_within(runs, _MOST_RUNS, words['runs_each'], words)}",
                f"--max-tokens={_within(most, _MOST_TOKENS, words['max_tokens'], words)}",
                f"--seed={int(seed or 0)}",
                f"--style={PromptStyle.STEPS if in_steps else PromptStyle.PLAIN}",
                f"--language={self.language}",
            ]
            folder = new_run(self.parts.runs_folder, name.strip(), words)
            self.parts.sweeper.start(folder, [command, *arguments], words)
        except SetpointError as error:
            return refusal(words, error), gr.skip(), gr.skip()
        return self.look()

    def resume(self, name: str | None) -> tuple[object, ...]:
        """Continues a sweep that was begun here."""
        try:
            folder = find_run(self.parts.runs_folder, name or "", self.words)
            self.parts.sweeper.resume(folder, self.words)
        except SetpointError as error:
            return refusal(self.words, error), gr.skip(), gr.skip()
        return self.look()

    def stop(self) -> tuple[object, ...]:
        """Stops the sweep; what it has is kept."""
        self.parts.sweeper.stop()
        return self.look()

    def look(self) -> tuple[object, ...]:
        """Shows how the sweep stands; looks again while it runs."""
        status = self.parts.sweeper.status()
        curve = ""
        if status.folder is not None:
            try:
                curve = draw_curve(self.parts.runs.summarize(status.folder), self.words)
            except SetpointError:  # nothing has been written yet
                curve = ""
        name = status.folder.name if status.folder else ""
        headline = self.words[f"sweep_{status.state}"].format(name=name)
        shown = render("sweep.html", self.words, headline=headline, said=status.said, curve=curve)
        is_running = status.state is SweepState.RUNNING
        choices = list_runs(self.parts.runs_folder)
        return shown, gr.Timer(active=is_running), gr.Dropdown(choices=choices)


def _within(value: float | None, most: int, name: str, words: Words) -> int:
    if value is None or not 1 <= value <= most:
        raise SettingError(words["bad_number"].format(name=name, least=1, most=most))
    return int(value)
