"""What the web page needs, with a scripted model and runs that are made up."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

from fakes.chat import ScriptedChat, client_of
from fakes.runs import make_run

from setpoint.records import Language
from setpoint.report.claims_view import summarize_claims
from setpoint.report.page import render_page
from setpoint.report.run import RunData
from setpoint.report.view import summarize
from setpoint.server.page.asking import Api
from setpoint.server.page.parts import PageParts, RunReader
from setpoint.server.page.sweeping import Sweeper
from setpoint.server.page.words import words_of

EN, ZH = words_of(Language.EN), words_of(Language.ZH)
RUN = make_run(temperatures=(0.2, 0.8), runs=2)
ATTACK = "<img src=x onerror=alert(1)>"

VISITOR = SimpleNamespace(session_hash="1")
"""Whose page it is."""

T = TypeVar("T")


def api_of(model: ScriptedChat | None = None, *, api_key: str | None = None) -> Api:
    """Returns the API of a server with this model."""
    return Api(app=client_of(model, api_key=api_key).app, key=api_key)


def collect(items: AsyncIterator[T]) -> list[T]:
    """Returns all that comes."""

    async def gather() -> list[T]:
        return [item async for item in items]

    return asyncio.run(gather())


def parts_of(folder: Path, *, api: Api | None = None, sweeper: Sweeper | None = None) -> PageParts:
    """Returns the parts of a page that finds `RUN` in every run folder."""
    return PageParts(
        api=api or api_of(),
        model="fake",
        sweep_model="nano",
        runs_folder=folder,
        runs=RunReader(
            summarize=lambda run: summarize(_named(run)),
            judge_claims=lambda run, language: summarize_claims(_named(run), language),
            samples=lambda run: _named(run).samples,
            render=lambda run: render_page(_named(run)),
        ),
        sweeper=sweeper or Sweeper(),
    )


def make_run_folder(folder: Path, name: str) -> Path:
    """Makes what looks like a run folder."""
    (folder / name).mkdir(parents=True)
    (folder / name / "run.sqlite").touch()
    return folder / name


def _named(folder: Path) -> RunData:
    """Returns `RUN` under another name, with an attack as its first answer."""
    first = RUN.samples[0]
    attack = replace(first, completion=replace(first.completion, text=ATTACK))
    return replace(RUN, run_id=folder.name, samples=(attack, *RUN.samples[1:]))
