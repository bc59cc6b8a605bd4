"""The page in one language: a tab for each thing one can do here."""

import gradio as gr

from setpoint.records import Language
from setpoint.server.page.chat import add_chat
from setpoint.server.page.check import add_check
from setpoint.server.page.compare import add_compare
from setpoint.server.page.health import add_health
from setpoint.server.page.parts import PageParts
from setpoint.server.page.results import add_results
from setpoint.server.page.sweep import add_sweep
from setpoint.server.page.words import words_of


def build_page(parts: PageParts, language: Language) -> gr.Blocks:
    """Returns the page."""
    words = words_of(language)
    with gr.Blocks(title="setpoint", analytics_enabled=False) as page:
        with gr.Row(elem_id="head"):
            gr.Markdown(f"# setpoint\n{words['intro'].format(model=parts.model)}")
            gr.HTML(words["switch"], elem_id="switch")
        with gr.Tabs() as tabs:
            with gr.Tab(words["tab_chat"]):
                add_chat(parts.api, words)
            with gr.Tab(words["tab_compare"]):
                add_compare(parts.api, words)
            with gr.Tab(words["tab_check"]):
                add_check(words)
            with gr.Tab(words["tab_sweep"]):
                add_sweep(parts, words, language)
            with gr.Tab(words["tab_results"]) as results:
                add_results(parts, words, language, results)
            with gr.Tab(words["tab_health"]):
                add_health(parts.api, words, tabs)
    return page
