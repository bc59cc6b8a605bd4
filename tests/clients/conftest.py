"""One server for all clients."""

from collections.abc import Iterator

import pytest
from fakes.server_process import Server, running_server

KEY = "secret"
QUESTION = (
    "Each bag holds 5 red and 2 blue cards. How many cards are in 7 bags? Please reason step by "
    "step, and put your final answer within \\boxed{}."
)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Returns a server that wants a key."""
    with running_server("--api-key", KEY) as server:
        yield server


@pytest.fixture(scope="session")
def key() -> str:
    """Returns the key that it wants."""
    return KEY


@pytest.fixture(scope="session")
def question() -> str:
    """Returns a question that the bundled model answers rightly when it is cold: 49."""
    return QUESTION
