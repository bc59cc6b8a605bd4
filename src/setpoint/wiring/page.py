"""Puts the web page together and on the application of the server."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from setpoint.server.page.parts import RunReader


def add_page(
    app: "FastAPI", *, name: str, api_key: str | None, sweep_model: str, runs_folder: Path
) -> None:
    """Serves the page beside the API; a sweep that it has started ends with the server.

    Args:
        app: With the API's routes.
        name: What clients call the model.
        api_key: What the API asks of clients, and the page of whoever opens it.
        sweep_model: The model, as ``setpoint sweep`` finds it.
        runs_folder: Where runs are shown and kept.
    """
    from setpoint.server.page.asking import Api
    from setpoint.server.page.mount import mount_page
    from setpoint.server.page.parts import PageParts
    from setpoint.server.page.sweeping import Sweeper

    parts = PageParts(
        api=Api(app=app, key=api_key),
        model=name,
        sweep_model=sweep_model,
        runs_folder=runs_folder,
        runs=_run_reader(),
        sweeper=Sweeper(),
    )
    mount_page(app, parts)


def _run_reader() -> "RunReader":
    from setpoint.report.claims_view import summarize_claims
    from setpoint.report.page import render_page
    from setpoint.report.view import summarize
    from setpoint.server.page.parts import RunReader
    from setpoint.wiring.runs import load_run

    return RunReader(
        summarize=lambda folder: summarize(load_run(folder)),
        judge_claims=lambda folder, language: summarize_claims(load_run(folder), language),
        samples=lambda folder: load_run(folder).samples,
        render=lambda folder: render_page(load_run(folder)),
    )
