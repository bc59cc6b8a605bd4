"""From a request's body to its running answers."""

import hashlib
import secrets
from dataclasses import replace

from setpoint.errors import SetpointError
from setpoint.protocols import ChatRequest, LiveAnswer
from setpoint.server.account import Tally
from setpoint.server.failures import UnknownModelError
from setpoint.server.replies import CHAT, TEXT, Reply
from setpoint.server.serving import Exchange, Serving
from setpoint.server.settings import settle
from setpoint.server.wire import ChatBody, RequestBody, TextBody, read_request

_MOST_REWINDS = 2


def begin(
    serving: Serving, body: bytes, form: type[ChatBody] | type[TextBody], *, began: float
) -> Exchange:
    """Starts all answers of a request, or none.

    Args:
        serving: What is served.
        body: As it was sent.
        form: Which request it must be.
        began: When it arrived, by the clock of `time.monotonic`.

    Raises:
        SetpointError: It is not taken; see `failures.describe`.
    """
    request = read_request(body, form)
    if request.model not in (None, serving.name):
        raise UnknownModelError(f"no model {request.model!r} is served here, but {serving.name!r}.")
    settings = settle(request, serving.profile, serving.model.default_sampling)
    cap = _lower_cap(request, serving.guard.most_tokens)
    wanted = ChatRequest(
        sampling=settings.sampling,
        seed=_seed(request.seed, serving.seed),
        max_new_tokens=cap or request.most_tokens,
        stop=request.stops,
        most_rewinds=_MOST_REWINDS if _rewinds(request, serving) else 0,
    )
    moment = serving.guard.now()
    return Exchange(
        serving=serving,
        request=request,
        settings=settings,
        seed=wanted.seed,
        tallies=_start(serving, _each(request, wanted), cap),
        reply=Reply(form=CHAT if isinstance(request, ChatBody) else TEXT, model=serving.name),
        began=began,
        moment=moment,
    )


def _lower_cap(request: RequestBody, cap: int | None) -> int | None:
    """Returns the guard's cap of an answer where it is lower than the request's own."""
    asked = request.most_tokens
    return None if cap is None or (asked is not None and asked <= cap) else cap


def _rewinds(request: RequestBody, serving: Serving) -> bool:
    return (request.on_repetition or serving.on_repetition) == "rewind"


def _each(request: RequestBody, wanted: ChatRequest) -> list[ChatRequest]:
    """Returns what is wanted of the model for each choice of the reply, in their order."""
    if isinstance(request, ChatBody):
        messages = tuple(message.as_template_input() for message in request.messages)
        subjects = [replace(wanted, messages=messages)]
    else:
        subjects = [replace(wanted, text=prompt) for prompt in request.prompts]
    choices = [subject for subject in subjects for _ in range(request.answers_each)]
    return [
        replace(choice, seed=_seed_of_choice(wanted.seed, index))
        for index, choice in enumerate(choices)
    ]


def _start(serving: Serving, choices: list[ChatRequest], cap: int | None) -> list[Tally]:
    answers: list[LiveAnswer] = []
    try:
        answers.extend(serving.model.start(choice) for choice in choices)
    except SetpointError:
        for answer in answers:
            answer.cancel()
        raise
    return [Tally(answer=answer, cap=cap) for answer in answers]


def _seed(asked: int | None, default: int | None) -> int:
    """Returns the seed asked for, the server's own, or a fresh one that JSON can carry."""
    chosen = default if asked is None else asked
    return secrets.randbits(53) if chosen is None else chosen % 2**64


def _seed_of_choice(seed: int, index: int) -> int:
    """Returns the seed of one of several answers; the first has the request's own."""
    if index == 0:
        return seed
    digest = hashlib.blake2b(f"{seed}/{index}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
