"""A server with OpenAI's chat API as a `TextGenerator`.

What is covered: any such server (this project's own, vLLM, SGLang, llama.cpp, Ollama); several
requests at a time; a server that is busy for a while; the thought, wherever the server puts it.
What is not: the promise that a sample can be made again. The seed is sent, but what it decides is
the server's affair; so is what it does with fields that it does not know (``top_k``, ``min_p``,
``temperatures``).
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import httpx

from setpoint.errors import ServerError
from setpoint.records import Completion, FinishReason, GenerationRequest, StepReport

_BUSY = frozenset({429, 503})
_MOST_ATTEMPTS = 8
_LONGEST_WAIT_SECONDS = 30.0
_SEED_BITS = 63
"""Servers read a seed as a signed integer of 64 bits."""

_FINISH_REASONS = {
    "stop": FinishReason.STOP,
    "length": FinishReason.LENGTH,
    "repetition": FinishReason.LOOP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteModel:
    """Where a model is served.

    Attributes:
        base_url: Up to and with ``/v1``.
        name: What the server calls the model.
        api_key: None if the server wants none.
        concurrency: Most requests at a time, at least 1.
        timeout_seconds: Longest silence of the server.
    """

    base_url: str
    name: str
    api_key: str | None = None
    concurrency: int = 16
    timeout_seconds: float = 600.0


class RemoteGenerator:
    """Generates by asking a server.

    Args:
        model: Where to ask.
        transport: For tests; None for the network.
    """

    def __init__(self, model: RemoteModel, transport: httpx.BaseTransport | None = None) -> None:
        self._model = model
        headers = {"Authorization": f"Bearer {model.api_key}"} if model.api_key else {}
        self._client = httpx.Client(
            base_url=model.base_url.rstrip("/"),
            headers=headers,
            timeout=model.timeout_seconds,
            transport=transport,
        )

    def generate(
        self, requests: Sequence[GenerationRequest], on_step: Callable[[StepReport], None]
    ) -> Iterator[Completion]:
        """Yields completions as they arrive; see `protocols.TextGenerator`.

        Raises:
            ServerError: The server cannot be reached, refuses a request, or answers nonsense.
        """
        emitted, left = 0, list(reversed(requests))
        pending: set[Future[Completion]] = set()
        with ThreadPoolExecutor(max_workers=self._model.concurrency) as threads:
            try:
                while left or pending:
                    while left and len(pending) < self._model.concurrency:
                        pending.add(threads.submit(self._complete, left.pop()))
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    for future in done:
                        completion = future.result()
                        emitted += completion.tokens
                        yield completion
                    on_step(
                        StepReport(
                            live_rows=len(pending),
                            waiting_rows=len(left),
                            tokens_emitted=emitted,
                            tokens_computed=emitted,
                        )
                    )
            finally:
                for future in pending:
                    future.cancel()

    def _complete(self, request: GenerationRequest) -> Completion:
        answer = self._post(_body(request, self._model.name))
        try:
            return _read(request, answer)
        except (LookupError, TypeError, AttributeError) as error:
            raise ServerError(
                f"{self._model.base_url} gave an answer that is none of OpenAI's chat API: "
                f"{str(answer)[:200]!r}."
            ) from error

    def _post(self, body: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
        for attempt in range(1, _MOST_ATTEMPTS + 1):
            try:
                reply = self._client.post("/chat/completions", json=body)
            except httpx.HTTPError as error:
                raise ServerError(f"cannot ask {self._model.base_url}: {error}.") from error
            if reply.status_code in _BUSY and attempt < _MOST_ATTEMPTS:
                time.sleep(_seconds_to_wait(reply, attempt))
                continue
            break
        if reply.is_error:
            raise ServerError(
                f"{self._model.base_url} refused a request with status {reply.status_code}: "
                f"{reply.text[:300]}"
            )
        try:
            return reply.json()
        except ValueError as error:
            raise ServerError(f"{self._model.base_url} gave no JSON: {reply.text[:200]}") from error


def list_models(
    base_url: str, *, api_key: str | None, transport: httpx.BaseTransport | None = None
) -> tuple[str, ...]:
    """Returns the names of the models that a server offers.

    Args:
        base_url: Up to and with ``/v1``.
        api_key: None if the server wants none.
        transport: For tests; None for the network.

    Raises:
        ServerError: The server cannot be reached, or answers nonsense.
    """
    headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
    try:
        with httpx.Client(headers=headers, transport=transport) as client:
            reply = client.get(f"{base_url.rstrip('/')}/models").raise_for_status()
        return tuple(model["id"] for model in reply.json()["data"])
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError) as error:
        raise ServerError(
            f"{base_url} does not answer as OpenAI's API does ({error}). Expected an address such "
            "as http://127.0.0.1:7860/v1."
        ) from error


def _body(request: GenerationRequest, model: str) -> dict[str, Any]:
    sampling = request.sampling
    return {
        "model": model,
        "messages": [{"role": "user", "content": request.prompt}],
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": request.seed % 2**_SEED_BITS,
        "max_tokens": request.max_new_tokens,
        **({"top_k": sampling.top_k} if sampling.top_k else {}),
        **({"min_p": sampling.min_p} if sampling.min_p else {}),
        **({"temperatures": dict(sampling.blocks)} if sampling.blocks else {}),
        **({"stop": list(request.stop)} if request.stop else {}),
    }


def _read(request: GenerationRequest, answer: Mapping[str, Any]) -> Completion:
    choice, usage = answer["choices"][0], answer["usage"]
    message = choice["message"]
    thought = message.get("reasoning_content") or message.get("reasoning")
    content = message.get("content") or ""
    reason = _FINISH_REASONS.get(choice["finish_reason"], FinishReason.STOP)
    is_thinking = thought and reason is FinishReason.LENGTH and not content
    closing = "" if is_thinking else "</think>"
    return Completion(
        key=request.key,
        text=f"<think>{thought}{closing}{content}" if thought else content,
        tokens=int(usage["completion_tokens"]),
        prompt_tokens=int(usage["prompt_tokens"]),
        finish_reason=reason,
    )


def _seconds_to_wait(reply: httpx.Response, attempt: int) -> float:
    """Returns what the server asks for, or twice as long each time."""
    asked = reply.headers.get("Retry-After", "")
    seconds = float(asked) if asked.isdecimal() else 0.5 * 2**attempt
    return min(seconds, _LONGEST_WAIT_SECONDS)
