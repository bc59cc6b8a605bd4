"""Tests of routes, keys and headers."""

import pytest
from fakes.chat import ScriptedAnswer, ScriptedChat, ask, body, client_of

from setpoint.protocols import ServiceState


def test_models_are_listed_and_found() -> None:
    """One model, under the name it is served by."""
    client = client_of()
    listed = client.get("/v1/models").json()
    assert [model["id"] for model in listed["data"]] == ["fake"]
    assert client.get("/v1/models/fake").json() == listed["data"][0]


def test_another_model_is_not_found() -> None:
    """Neither by its address nor in a request."""
    client = client_of()
    for reply in (
        client.get("/v1/models/org/other"),
        client.post("/v1/chat/completions", json=body(model="other")),
    ):
        assert reply.status_code == 404
        assert reply.json()["error"]["code"] == "model_not_found"


def test_the_key_is_needed_for_the_api_alone() -> None:
    """Whoever watches the server needs none."""
    client = client_of(api_key="k\u00e9y")
    for path in ("/health", "/ready", "/version"):
        assert client.get(path).status_code == 200
    for key in ("", "Bearer", "Bearer wrong", "k\u00e9y"):
        reply = client.get("/v1/models", headers={b"Authorization": key.encode()})
        assert reply.status_code == 401
        assert reply.json()["error"]["code"] == "invalid_api_key"


def test_the_right_key_opens() -> None:
    """As a bearer token."""
    client = client_of(api_key="key")
    assert client.get("/v1/models", headers={"Authorization": "Bearer key"}).status_code == 200


def test_a_request_id_is_echoed_or_made() -> None:
    """Also on errors; one that could forge log lines is replaced."""
    client = client_of()
    assert client.get("/health", headers={"X-Request-Id": "a-1"}).headers["x-request-id"] == "a-1"
    assert client.get("/no").headers["x-request-id"]
    for hostile in (b"x" * 129, b"a\xe9"):
        made = client.get("/health", headers={b"X-Request-Id": hostile}).headers["x-request-id"]
        assert len(made) == 32


def test_unknown_paths_and_methods_have_openai_errors() -> None:
    """The framework's own form would be another."""
    client = client_of()
    for reply, status in (
        (client.get("/no"), 404),
        (client.get("/v1/chat/completions"), 405),
    ):
        assert reply.status_code == status
        assert set(reply.json()["error"]) == {"message", "type", "param", "code"}


def test_a_stop_closes_the_model() -> None:
    """With the application."""
    model = ScriptedChat()
    with client_of(model) as client:
        ask(client)
        assert not model.is_closed
    assert model.is_closed


@pytest.mark.parametrize("state", list(ServiceState))
def test_readiness_is_what_the_model_says(state: ServiceState) -> None:
    """A server that is not ready is healthy all the same."""
    client = client_of(ScriptedChat(state=state))
    reply = client.get("/ready")
    assert reply.status_code == (200 if state is ServiceState.READY else 503)
    assert reply.json() == {"status": state}
    assert client.get("/health").status_code == 200


def test_other_pages_may_not_ask() -> None:
    """Unless they are named."""
    origin = {"Origin": "https://example.org"}
    assert "access-control-allow-origin" not in client_of().get("/health", headers=origin).headers
    named = client_of(origins=["https://example.org"])
    reply = named.get("/health", headers=origin)
    assert reply.headers["access-control-allow-origin"] == "https://example.org"
    stranger = named.get("/health", headers={"Origin": "https://example.net"})
    assert "access-control-allow-origin" not in stranger.headers


def test_a_browser_may_ask_before_it_has_the_key() -> None:
    """Its question whether it may send one comes without."""
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    client = client_of(api_key="key", origins=["*"])
    reply = client.options("/v1/chat/completions", headers=asked)
    assert reply.status_code == 200
    assert "authorization" in reply.headers["access-control-allow-headers"]


def test_a_failure_has_its_request_s_id() -> None:
    """For whoever looks it up in the log."""
    model = ScriptedChat(answers=[ScriptedAnswer(failure=RuntimeError("broken"))])
    headers = {"X-Request-Id": "a-1"}
    reply = client_of(model).post("/v1/chat/completions", json=body(), headers=headers)
    assert (reply.status_code, reply.headers["x-request-id"]) == (500, "a-1")
