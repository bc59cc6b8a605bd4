"""Two hundred streams at once, a third of whose clients leave: nothing is lost, mixed or leaked."""

import asyncio
import json
import re
from pathlib import Path

import httpx
import pytest
from fakes.server_process import Server, running_server

_STREAMS = 200
_QUESTION = (
    "Each bag holds 5 red and 2 blue cards. How many cards are in 7 bags? Please reason step by "
    "step, and put your final answer within \\boxed{}."
)
_MOST_GROWTH_BYTES = 64 * 2**20


def is_leaving(seed: int) -> bool:
    """Tells which clients go away midway."""
    return seed % 3 == 0


async def ask(client: httpx.AsyncClient, seed: int, *, leaves: bool) -> tuple[str, int]:
    """Returns the text of one stream, and how often it was told to come back later."""
    body = {
        "messages": [{"role": "user", "content": _QUESTION}],
        "temperature": 0.1 + seed % 12 / 10,
        "seed": seed,
        "max_tokens": 48,
        "stream": True,
    }
    refusals = 0
    while True:
        text, pieces = "", 0
        async with client.stream("POST", "/v1/chat/completions", json=body) as reply:
            if reply.status_code == 429:
                refusals += 1
                await asyncio.sleep(float(reply.headers["Retry-After"]))
                continue
            assert reply.status_code == 200
            async for line in reply.aiter_lines():
                if not line.startswith("data: {"):
                    continue
                delta = json.loads(line.removeprefix("data: "))["choices"][0]["delta"]
                text += (delta.get("reasoning") or "") + (delta.get("content") or "")
                pieces += 1
                if leaves and pieces > 5:
                    return text, refusals
        return text, refusals


async def ask_all(server: Server, seeds: range, *, some_leave: bool) -> dict[int, tuple[str, int]]:
    """Asks for all streams at once."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=server.address, timeout=120, limits=limits) as client:
        answers = await asyncio.gather(
            *(ask(client, seed, leaves=some_leave and is_leaving(seed)) for seed in seeds)
        )
    return dict(zip(seeds, answers, strict=True))


def resident_bytes(server: Server) -> int:
    """Returns the memory that the server holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return 1024 * int(found[1])


def metric(server: Server, name: str) -> float:
    """Returns a figure of the metrics page."""
    page = httpx.get(f"{server.address}/metrics").text
    found = re.search(rf"^{re.escape(name)} (\S+)$", page, re.MULTILINE)
    assert found, page
    return float(found[1])


@pytest.mark.slow
def test_a_storm_of_streams_changes_no_answer() -> None:
    """Whoever stays gets the text of an undisturbed run; rows and memory come back."""
    with running_server("--max-num-seqs", "48") as server:
        quiet: dict[int, tuple[str, int]] = {}
        for first in range(0, _STREAMS, 40):
            quiet |= asyncio.run(ask_all(server, range(first, first + 40), some_leave=False))
        before = resident_bytes(server)
        storm = asyncio.run(ask_all(server, range(_STREAMS), some_leave=True))
        staying = [seed for seed in storm if not is_leaving(seed)]
        assert {seed: storm[seed][0] for seed in staying} == {
            seed: quiet[seed][0] for seed in staying
        }
        assert all(text for text, _ in quiet.values())
        assert sum(refusals for _, refusals in storm.values()) > 0
        assert metric(server, 'setpoint_answers{state="running"}') == 0
        assert metric(server, 'setpoint_answers{state="waiting"}') == 0
        assert metric(server, 'setpoint_kv_tokens{state="used"}') == 0
        assert resident_bytes(server) - before < _MOST_GROWTH_BYTES
