"""A model that is still being loaded."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.networks import save_model

from setpoint.backends.chat import LocalChat
from setpoint.errors import ServiceClosedError, ServiceLoadingError
from setpoint.models.load import Dtype, load_model
from setpoint.protocols import ChatRequest, ServiceState
from setpoint.records import Sampling
from setpoint.wiring.late import LateChat

REQUEST = ChatRequest(
    messages=({"role": "user", "content": "hello"},),
    sampling=Sampling(temperature=1.0),
    seed=1,
    max_new_tokens=4,
)


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[LocalChat]:
    """Returns the random model."""
    model = load_model("tiny", save_model(tmp_path), dtype=Dtype.FLOAT32)
    chat = LocalChat(model, capacity=64, rows=1, most_waiting=2)
    yield chat
    chat.close()


def wait_for(late: LateChat) -> None:
    """Returns when the loading is over."""
    for thread in threading.enumerate():
        if thread.name == "loading":
            thread.join(60)
    assert late.state is not ServiceState.LOADING


def paused(chat: LocalChat) -> tuple[Callable[[], LocalChat], threading.Event]:
    """Returns what loads a model once it is told to."""
    told = threading.Event()

    def load() -> LocalChat:
        told.wait(60)
        return chat

    return load, told


def test_requests_are_refused_until_it_is_there(chat: LocalChat) -> None:
    """Then they are answered."""
    load, told = paused(chat)
    late = LateChat(load)
    assert late.state == "loading"
    with pytest.raises(ServiceLoadingError):
        late.start(REQUEST)
    assert late.memory().share == late.load.tokens_room == 0

    told.set()
    wait_for(late)
    assert late.state == "ready"
    assert list(late.start(REQUEST))
    assert late.load.tokens_room == 64
    assert late.memory().share > 0


def test_a_stop_while_loading_closes_what_comes(chat: LocalChat) -> None:
    """It is not waited for."""
    load, told = paused(chat)
    late = LateChat(load)
    late.close()
    assert late.state is ServiceState.STOPPING
    with pytest.raises(ServiceClosedError):
        late.start(REQUEST)
    told.set()
    for thread in threading.enumerate():
        if thread.name == "loading":
            thread.join(60)
    assert chat.state is ServiceState.STOPPING


def test_a_failure_is_kept_for_whoever_serves() -> None:
    """It is theirs to say."""

    def fail() -> LocalChat:
        raise ValueError("broken weights")

    late = LateChat(fail)
    wait_for(late)
    assert late.state is ServiceState.FAILED
    assert str(late.failure) == "broken weights"
    with pytest.raises(ServiceClosedError):
        late.start(REQUEST)
