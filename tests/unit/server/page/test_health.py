"""Tests of showing the server's state."""

import asyncio

from fakes.web import EN, api_of
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from setpoint.server.page.asking import Api
from setpoint.server.page.health import Health, Sight


def test_a_server_without_metrics_shows_its_memory() -> None:
    """And says that there are none."""
    shown, _ = asyncio.run(Health(api=api_of(), words=EN).look(Sight()))
    assert "MiB" in shown
    assert "ok" in shown


def test_counters_are_shown_by_the_second() -> None:
    """From the second look on; a gauge never."""
    app = FastAPI()
    counts = iter((10, 30))

    @app.get("/metrics")
    async def metrics() -> PlainTextResponse:
        return PlainTextResponse(f"# TYPE t_total counter\nt_total {next(counts)}\nrows 3\n")

    health = Health(api=Api(app=app), words=EN)
    first, sight = asyncio.run(health.look(Sight()))
    earlier = Sight(at_seconds=sight.at_seconds - 1, metrics=sight.metrics)
    second, _ = asyncio.run(health.look(earlier))
    assert "<td>30</td>" in second
    assert "<td>20.0</td>" not in first
    assert "<td>3</td><td></td>" in second
