"""Tests of page and API on one port."""

import json
import re
from base64 import b64encode
from pathlib import Path

import pytest
from fakes.chat import ask, client_of
from fakes.web import RUN, make_run_folder, parts_of
from fastapi import FastAPI
from fastapi.testclient import TestClient

from setpoint.records import Language
from setpoint.server.page.asking import Api
from setpoint.server.page.mount import mount_page, preferred


def client_with_page(folder: Path, *, api_key: str | None = None) -> TestClient:
    """Returns a client of a server with a page."""
    client = client_of(api_key=api_key)
    app = client.app
    assert isinstance(app, FastAPI)
    mount_page(app, parts_of(folder, api=Api(app=app, key=api_key)))
    return client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Returns a client of an open server."""
    folder = tmp_path_factory.mktemp("runs")
    make_run_folder(folder, "a")
    return client_with_page(folder)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        ("fr, EN-us;q=0.8, zh", Language.EN),
        ("ZH", Language.ZH),
        ("fr", Language.EN),
        ("", Language.EN),
        (";,-;", Language.EN),
    ],
)
def test_the_browsers_language_is_chosen(accepted: str, language: Language) -> None:
    """The first of those that the page has."""
    assert preferred(accepted) is language


def test_the_address_leads_to_the_page(client: TestClient) -> None:
    """In the browser's language, by a path that a proxy may put elsewhere."""
    reply = client.get("/", headers={"Accept-Language": "zh"}, follow_redirects=False)
    assert reply.headers["location"] == "zh/"


@pytest.mark.parametrize("language", Language)
def test_the_page_asks_nobody_else(client: TestClient, language: Language) -> None:
    """Neither for scripts nor for styles nor for fonts."""
    reply = client.get(f"/{language}/")
    assert reply.status_code == 200
    fetched = re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"([^\"]+)\"", reply.text)
    assert fetched
    assert not [address for address in fetched if "//" in address]
    config = client.get(f"/{language}/config").json()
    assert config["analytics_enabled"] is False
    assert not config["stylesheets"]
    assert "url(http" not in client.get(f"/{language}/theme.css").text


def test_the_api_stays_as_it_is(client: TestClient) -> None:
    """Its answers and its errors."""
    assert ask(client)["choices"][0]["message"]["content"] == "It is 7."
    for reply, status in ((client.get("/v1/chat/completions"), 405), (client.get("/no"), 404)):
        assert reply.status_code == status
        assert set(reply.json()["error"]) == {"message", "type", "param", "code"}


def test_reports_are_served_below_the_folder_only(client: TestClient) -> None:
    """However the way out is spelled."""
    assert RUN.model in client.get("/runs/a/report.html").text
    for name in ("b", "..", "%2e%2e", "..%2fa", "a%00"):
        assert client.get(f"/runs/{name}/report.html").status_code in {400, 404}


def test_a_key_is_asked_for_everywhere(tmp_path: Path) -> None:
    """As a password; the API has its own way, and health needs none."""
    make_run_folder(tmp_path, "a")
    client = client_with_page(tmp_path, api_key="k\u00e9y")
    paths = ("/", "/en/", "/zh/config", "/en/gradio_api/info", "/runs/a/report.html")
    right = {"Authorization": f"Basic {b64encode('me:kéy'.encode()).decode()}"}
    for path in paths:
        for wrong in ("", "Basic", "Basic !", f"Basic {b64encode(b'me:no').decode()}", "Bearer k"):
            reply = client.get(path, headers={"Authorization": wrong})
            assert reply.status_code == 401
            assert reply.headers["www-authenticate"].startswith("Basic ")
        assert client.get(path, headers=right).status_code in {200, 404}
    assert client.get("/health").status_code == 200
    assert client.get("/v1/models", headers=right).status_code == 401


def test_no_handler_is_a_public_endpoint(client: TestClient) -> None:
    """The API is the way in for programs."""
    info = client.get("/en/gradio_api/info").json()
    assert json.dumps(info["named_endpoints"]) == "{}"
