"""``python -m benchmarks.serving``: what HTTP costs, and how fast others serve.

Everybody answers the same prompt in as many streams at once, each at its own temperature, with the
same weights, dtype and threads, and takes turns: the engine alone in this process, this project's
server, and ``transformers serve``. Shown are medians over rounds of tokens a second and of the time
to the first token, and their ratios. Streams may end early; what is counted is what came.
``--json`` prints one JSON object and nothing else on standard output.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import torch

from benchmarks.machine import describe
from setpoint.backends.chat import LocalChat
from setpoint.models.find import find_model
from setpoint.models.load import Dtype, load_model
from setpoint.protocols import ChatRequest
from setpoint.records import Sampling

_PROMPT = "Explain in a few sentences why the sky is blue, and what colour it has on Mars."
_SECONDS_TO_START = 120
_PORTS = {"setpoint": 7961, "transformers_serve": 7962}
Ask = Callable[[list[float]], "Timing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One round of streams.

    Attributes:
        tokens: Of all answers.
        seconds: Until the last stream had ended.
        first_seconds: Median time to the first token.
    """

    tokens: int
    seconds: float
    first_seconds: float

    @property
    def rate(self) -> float:
        """Tokens a second."""
        return self.tokens / self.seconds


def main() -> None:
    """Measures and prints."""
    options = _parse()
    torch.set_num_threads(options.threads)
    figures = {"model": options.model, "dtype": options.dtype, "machine": describe()}
    with _own_server(options), _peer_server(options):
        askers = {
            "engine": _engine(options),
            "setpoint": lambda levels: asyncio.run(_ask_server("setpoint", levels, options)),
            "transformers_serve": lambda levels: asyncio.run(
                _ask_server("transformers_serve", levels, options)
            ),
        }
        rows = {str(streams): _compare(askers, streams, options) for streams in options.streams}
    if options.json:
        print(json.dumps({**figures, "streams": rows}, indent=2))
    else:
        print("\n".join(f"{name} streams: {row}" for name, row in rows.items()))


def _compare(askers: dict[str, Ask], streams: int, options: argparse.Namespace) -> dict[str, Any]:
    levels = [round(0.1 + 1.1 * place / max(streams - 1, 1), 2) for place in range(streams)]
    timings: dict[str, list[Timing]] = {name: [] for name in askers}
    for number in range(options.rounds):
        for name, ask in askers.items():
            timings[name].append(ask(levels))
            last = timings[name][-1]
            print(f"round {number + 1}, {streams} streams: {name}: {last}", file=sys.stderr)
    own = timings["setpoint"]
    return {
        "tokens_per_second": {n: round(median(t.rate for t in ts), 1) for n, ts in timings.items()},
        "first_token_seconds": {
            name: round(median(t.first_seconds for t in ts), 3) for name, ts in timings.items()
        },
        "vs_engine": _ratio(own, timings["engine"]),
        "vs_transformers_serve": _ratio(own, timings["transformers_serve"]),
    }


def _ratio(own: list[Timing], others: list[Timing]) -> float:
    return round(median(a.rate / b.rate for a, b in zip(own, others, strict=True)), 3)


def _engine(options: argparse.Namespace) -> Ask:
    """Returns the engine in this process, without HTTP."""
    model = load_model(options.model, find_model(options.model), dtype=Dtype(options.dtype))
    chat = LocalChat(model, capacity=1024, rows=max(options.streams), most_waiting=64)

    def ask(levels: list[float]) -> Timing:
        began = time.perf_counter()
        firsts, counts = [0.0] * len(levels), [0] * len(levels)

        def follow(place: int, level: float) -> None:
            request = ChatRequest(
                messages=({"role": "user", "content": _PROMPT},),
                sampling=Sampling(temperature=level),
                seed=place,
                max_new_tokens=options.tokens,
            )
            for part in chat.start(request):
                firsts[place] = firsts[place] or time.perf_counter() - began
                counts[place] += part.block is not None

        threads = [threading.Thread(target=follow, args=pair) for pair in enumerate(levels)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        return Timing(tokens=sum(counts), seconds=seconds, first_seconds=median(firsts))

    return ask


async def _ask_server(name: str, levels: list[float], options: argparse.Namespace) -> Timing:
    address = f"http://127.0.0.1:{_PORTS[name]}/v1/chat/completions"
    model = options.model if name == "setpoint" else str(find_model(options.model))
    async with httpx.AsyncClient(timeout=600, limits=httpx.Limits(max_connections=None)) as client:
        began = time.perf_counter()
        answers = await asyncio.gather(
            *(
                _stream(client, address, _body(name, model, place, level, options))
                for place, level in enumerate(levels)
            )
        )
    seconds = time.perf_counter() - began
    return Timing(
        tokens=sum(count for count, _ in answers),
        seconds=seconds,
        first_seconds=median(first - began for _, first in answers),
    )


def _body(
    name: str, model: str, seed: int, temperature: float, options: argparse.Namespace
) -> dict[str, Any]:
    usage = {"stream_options": {"include_usage": True}} if name == "setpoint" else {}
    return {
        "model": model,
        "messages": [{"role": "user", "content": _PROMPT}],
        "temperature": temperature,
        "seed": seed,
        "max_tokens": options.tokens,
        "stream": True,
        **usage,
    }


async def _stream(client: httpx.AsyncClient, url: str, body: dict[str, Any]) -> tuple[int, float]:
    """Returns the tokens of one stream, and when its first text came."""
    first, pieces, tokens = 0.0, 0, 0
    async with client.stream("POST", url, json=body) as reply:
        reply.raise_for_status()
        async for line in reply.aiter_lines():
            if not line.startswith("data: {"):
                continue
            chunk = json.loads(line.removeprefix("data: "))
            tokens = (chunk.get("usage") or {}).get("completion_tokens", tokens)
            if any(choice["delta"].get("content") for choice in chunk.get("choices", [])):
                first = first or time.perf_counter()
                pieces += 1
    return tokens or pieces, first or time.perf_counter()


@contextmanager
def _own_server(options: argparse.Namespace) -> Iterator[None]:
    command = [sys.executable, "-m", "setpoint", "serve", "--model", options.model]
    settings = ["--dtype", options.dtype, "--threads", str(options.threads)]
    rows = ["--max-num-seqs", str(max(options.streams)), "--max-model-len", "1024"]
    with _server([*command, *settings, *rows], "setpoint", "ready", options):
        yield


@contextmanager
def _peer_server(options: argparse.Namespace) -> Iterator[None]:
    program = Path(sys.executable).with_name("transformers")
    command = [str(program), "serve", str(find_model(options.model)), "--device", "cpu"]
    settings = ["--dtype", options.dtype, "--host", "127.0.0.1"]
    with _server([*command, *settings], "transformers_serve", "health", options):
        yield


@contextmanager
def _server(
    command: list[str], name: str, path: str, options: argparse.Namespace
) -> Iterator[None]:
    port = _PORTS[name]
    environment = {**os.environ, "OMP_NUM_THREADS": str(options.threads)}
    process = subprocess.Popen(  # noqa: S603 - our own program and an installed one
        [*command, "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}/{path}", process)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(10 * _SECONDS_TO_START):
        if process.poll() is not None:
            sys.exit(f"the server of {address} ended with {process.returncode}")
        try:
            if httpx.get(address).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    sys.exit(f"{address} did not answer in {_SECONDS_TO_START} s")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="smollm2-135m")
    parser.add_argument("--dtype", default="bfloat16")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--streams", type=int, nargs="+", default=[1, 32])
    parser.add_argument("--tokens", type=int, default=64, help="cap of an answer")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
