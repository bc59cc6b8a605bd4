"""Tests of routes, keys and headers."""

from fakes.chat import ScriptedChat, ask, body, client_of


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
