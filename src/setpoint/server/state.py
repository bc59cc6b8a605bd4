"""The routes for whoever watches the server; they need no key."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from setpoint import __version__
from setpoint.protocols import ServiceState
from setpoint.records import Sampling
from setpoint.server.metrics import CONTENT_TYPE, Gauge, render
from setpoint.server.serving import Serving
from setpoint.server.settings import default_temperature

_SECONDS_BETWEEN_LOOKS = 1.0


def state_router(serving: Serving) -> APIRouter:
    """Returns the routes."""
    router = APIRouter()

    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/ready", responses={503: {"description": "Requests are not taken now."}})
    async def ready() -> Response:
        state = serving.model.state
        if state is ServiceState.READY:
            return JSONResponse({"status": state})
        return JSONResponse({"status": state}, status_code=503, headers={"Retry-After": "1"})

    @router.get("/version")
    async def version() -> dict[str, str]:
        return {"version": __version__}

    @router.get("/metrics", response_class=PlainTextResponse)
    async def metrics() -> Response:
        memory = {("memory", action): count for action, count in serving.guard.counts.items()}
        page = render(serving.metrics, _gauges(serving), memory)
        return PlainTextResponse(page, media_type=CONTENT_TYPE)

    return router


async def watch_memory(serving: Serving) -> None:
    """Lets the guard look at the memory, again and again, while the model serves."""
    while True:
        if serving.model.state is ServiceState.READY:
            serving.guard.look()
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)


def _gauges(serving: Serving) -> list[Gauge]:
    load, guard, model = serving.model.load, serving.guard, serving.model
    default = Sampling(temperature=default_temperature(serving.profile, model.default_sampling))
    return [
        Gauge(
            name="ready",
            text="Whether requests are taken.",
            values={"": float(model.state is ServiceState.READY)},
        ),
        Gauge(
            name="answers",
            text="Answers in the batch, and those that wait for a place in it.",
            values={'state="running"': load.running, 'state="waiting"': load.waiting},
        ),
        Gauge(
            name="kv_tokens",
            text="Tokens of which keys and values are held, and for which there is memory.",
            values={'state="used"': load.tokens_held, 'state="capacity"': load.tokens_room},
        ),
        Gauge(
            name="memory_share",
            text="Share of the memory that is taken, as the memory guard sees it.",
            values={"": guard.share},
        ),
        Gauge(
            name="memory_guard_rung",
            text="The memory guard: 0 calm, 1 cooler, 2 fewer, 3 shorter, 4 emptied.",
            values={"": float(guard.rung)},
        ),
        Gauge(
            name="temperature",
            text="What a request without wishes gets now, the memory guard's cooling included.",
            values={"": default.shifted(-guard.cooling).temperature},
        ),
    ]
