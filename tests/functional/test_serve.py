"""A running server with the bundled model, asked by OpenAI's own client."""

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress

import httpx
import openai
import pytest
from fakes.server_process import Server, running_server, server_command, start_server
from openai import OpenAI

KEY = "secret"
QUESTION = (
    "Each bag holds 5 red and 2 blue cards. How many cards are in 7 bags? Please reason step by "
    "step, and put your final answer within \\boxed{}."
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Returns the address of a server with room for one answer at a time and a key."""
    with running_server("--api-key", KEY, "--max-num-seqs", "1") as server:
        yield server.address


@pytest.fixture
def client(address: str) -> Iterator[OpenAI]:
    """Returns OpenAI's client, which asks once."""
    with OpenAI(base_url=f"{address}/v1", api_key=KEY, max_retries=0, timeout=60) as client:
        yield client


def ask(client: OpenAI, **fields: object) -> dict[str, object]:
    """Returns the reply with our own fields."""
    completion = client.chat.completions.create(
        model="nano",
        messages=[{"role": "user", "content": QUESTION}],
        seed=1,
        extra_body=fields,
    )
    reply: dict[str, object] = completion.model_dump()
    return reply


def first(reply: dict[str, object]) -> dict[str, str]:
    """Returns the message of the first choice."""
    choices = reply["choices"]
    assert isinstance(choices, list)
    message: dict[str, str] = choices[0]["message"]
    return message


def test_the_same_seed_gives_the_same_answer(client: OpenAI) -> None:
    """At a temperature at which others differ."""
    texts = [first(ask(client, temperature=0.9))["reasoning"] for _ in range(2)]
    assert texts[0] == texts[1]
    assert first(ask(client, temperature=0.9, seed=2))["reasoning"] != texts[0]


def test_a_stream_says_what_a_whole_reply_says(client: OpenAI) -> None:
    """Text, thought, usage and account, through the client's own parser."""
    whole = ask(client, temperature=0.3)
    texts = {"content": "", "reasoning_content": ""}
    chunks = client.chat.completions.create(
        model="nano",
        messages=[{"role": "user", "content": QUESTION}],
        seed=1,
        temperature=0.3,
        stream=True,
        stream_options={"include_usage": True},
    )
    for chunk in chunks:
        for choice in chunk.choices:
            delta = choice.delta.model_dump()
            texts = {name: text + (delta.get(name) or "") for name, text in texts.items()}
    assert texts == {name: first(whole)[name] for name in texts}
    assert texts["content"]
    assert "think>" not in "".join(texts.values())
    assert chunk.model_dump()["setpoint"] == whole["setpoint"]


def test_blocks_are_drawn_at_their_temperatures(client: OpenAI) -> None:
    """A cold thought is the greedy one, whatever comes behind it."""
    cold = ask(client, temperature=0)
    mixed = ask(client, temperature=1.5, temperatures={"think": 0})
    account = mixed["setpoint"]
    assert isinstance(account, dict)
    used = {entry["block"]: entry["temperature"] for entry in account["blocks"]}
    assert first(mixed)["reasoning"] == first(cold)["reasoning"]
    assert used.pop("think") == 0
    assert set(used.values()) == {1.5}


def test_a_stop_string_ends_the_answer(client: OpenAI) -> None:
    """Before it, and in thoughts too."""
    whole = first(ask(client, temperature=0))["reasoning"]
    stop = whole[8:11]
    reply = ask(client, temperature=0, stop=stop)
    assert first(reply)["reasoning"] == whole[: whole.index(stop)]


def test_errors_are_those_that_the_client_knows(client: OpenAI, address: str) -> None:
    """Each in its class."""
    with pytest.raises(openai.BadRequestError) as wrong:
        ask(client, temperature=3)
    assert wrong.value.param == "temperature"
    with pytest.raises(openai.BadRequestError) as long:
        ask(client, messages=[{"role": "user", "content": "word " * 2000}])
    assert long.value.type == "exceed_context_size_error"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("org/other")
    stranger = OpenAI(base_url=f"{address}/v1", api_key="wrong", max_retries=0)
    with stranger, pytest.raises(openai.AuthenticationError):
        stranger.models.list()


def test_a_client_that_goes_away_frees_its_row(client: OpenAI, address: str) -> None:
    """Many that leave at once, streamed or not, and the only slot answers the next in time."""
    headers = {"Authorization": f"Bearer {KEY}"}
    body = {"messages": [{"role": "user", "content": QUESTION}], "temperature": 2, "n": 16}
    for is_streamed in (True, False) * 3:
        with httpx.Client(headers=headers, timeout=0.2) as visitor:
            url = f"{address}/v1/chat/completions"
            request = visitor.build_request("POST", url, json={**body, "stream": is_streamed})
            with suppress(httpx.ReadTimeout):
                visitor.send(request, stream=True).close()
    assert first(ask(client, temperature=0))["reasoning"]


def test_a_full_queue_answers_at_once(address: str) -> None:
    """With 429 and when to come back; those before it are served."""
    headers = {"Authorization": f"Bearer {KEY}"}
    body = {"messages": [{"role": "user", "content": QUESTION}], "n": 16, "stream": True}
    url = f"{address}/v1/chat/completions"
    with httpx.Client(headers=headers, timeout=60) as visitor:
        open_replies = [
            visitor.send(visitor.build_request("POST", url, json=body), stream=True)
            for _ in range(6)
        ]
        statuses = [reply.status_code for reply in open_replies]
        refused = [reply for reply in open_replies if reply.status_code == 429]
        assert statuses[0] == 200
        assert refused
        assert all(int(reply.headers["retry-after"]) >= 1 for reply in refused)
        for reply in open_replies:
            reply.close()


def test_a_text_is_continued(client: OpenAI) -> None:
    """Through the client's own parser."""
    reply = client.completions.create(
        model="nano", prompt="How many cards", max_tokens=5, temperature=0, n=2
    )
    assert reply.object == "text_completion"
    assert reply.choices[0].text == reply.choices[1].text != ""
    assert reply.usage is not None
    assert reply.usage.completion_tokens == 10


def test_metrics_tell_what_has_been_done(client: OpenAI, address: str) -> None:
    """Without a key, and with an end to what runs."""
    ask(client, temperature=0)
    page = httpx.get(f"{address}/metrics").text
    assert 'setpoint_requests_total{status="200"}' in page
    assert 'setpoint_completion_tokens_total{block="think"}' in page
    assert 'setpoint_answers{state="waiting"} 0' in page


def test_a_port_in_use_is_said_in_one_line(address: str) -> None:
    """Before anything is loaded, as wrong use."""
    port = int(address.rpartition(":")[2])
    done = subprocess.run(
        server_command(port), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"setpoint: cannot listen at 127.0.0.1, port {port}: ")
    assert done.stderr.count("\n") == 1


def test_a_stop_lets_a_running_answer_end() -> None:
    """The stream that has begun is finished, then the process ends."""
    server = start_server("--drain-seconds", "60")
    *chunks, end = stream_through_a_stop(server, n=4)
    assert end == "[DONE]"
    assert json.loads(chunks[-1])["setpoint"]["blocks"]
    server.wait()


def test_a_stop_ends_what_takes_too_long() -> None:
    """In order: with a reason that clients know, an account that says why, and the mark."""
    server = start_server("--drain-seconds", "1", "--max-num-seqs", "1")
    *data, end = stream_through_a_stop(server, n=16, temperature=2)
    assert end == "[DONE]"
    chunks = [json.loads(line) for line in data]
    reasons = [choice["finish_reason"] for chunk in chunks for choice in chunk["choices"]]
    assert len([reason for reason in reasons if reason]) == 16
    assert reasons[-1] == "length"
    assert "because the server is stopping" in " ".join(chunks[-1]["setpoint"]["warnings"])
    server.wait()


def stream_through_a_stop(server: Server, **fields: object) -> list[str]:
    """Returns the data of a stream during which the server is told to stop."""
    body = {"messages": [{"role": "user", "content": QUESTION}], "stream": True, **fields}
    with httpx.stream(
        "POST", f"{server.base_url}/chat/completions", json=body, timeout=60
    ) as reply:
        lines = reply.iter_lines()
        next(lines)
        server.process.send_signal(signal.SIGTERM)
        return [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
