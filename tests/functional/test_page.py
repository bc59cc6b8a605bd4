"""The page and the API of a running server with the bundled model."""

from pathlib import Path

import httpx
from fakes.server_process import running_server


def test_page_and_api_share_a_port(tmp_path: Path) -> None:
    """Each at its own address."""
    with running_server("--runs-dir", str(tmp_path)) as server:
        page = httpx.get(f"{server.address}/", follow_redirects=True, timeout=60)
        assert page.headers["content-type"].startswith("text/html")
        assert httpx.get(f"{server.base_url}/models").json()["data"][0]["id"] == "nano"


def test_the_api_can_do_without_the_page(tmp_path: Path) -> None:
    """Nothing is at the page's address then."""
    with running_server("--runs-dir", str(tmp_path), "--no-page") as server:
        assert httpx.get(f"{server.address}/").status_code == 404
        assert httpx.get(f"{server.base_url}/models").is_success
