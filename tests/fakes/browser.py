"""A page in a headless Chromium: of a server, or from a file that must ask for nothing."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

_PATIENCE_MILLISECONDS = 60_000
_NARROW = 500


class Browser:
    """One page; a context manager.

    Args:
        language: As its user prefers it.
        size: Of the window, in CSS pixels.
        is_dark: The user prefers dark pages.

    Attributes:
        complaints: Errors and warnings on the console, and exceptions.
        asked: Addresses of all requests.
    """

    def __init__(
        self, *, language: str = "en", size: tuple[int, int] = (1200, 900), is_dark: bool = False
    ) -> None:
        playwright: Any = pytest.importorskip("playwright.sync_api", reason="needs playwright")
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self._driver = playwright.sync_playwright().start()
        self._browser = self._driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        self._page: Any = self._browser.new_page(
            locale=language,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if is_dark else "light",
            is_mobile=size[0] < _NARROW,
        )
        self._page.set_default_timeout(_PATIENCE_MILLISECONDS)
        self._page.on("console", self._note_message)
        self._page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._page.on("request", lambda request: self.asked.append(request.url))

    def __enter__(self) -> Self:
        """Returns itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the browser."""
        self._browser.close()
        self._driver.stop()

    def open(self, address: str) -> None:
        """Goes to an address and waits until the page has been built."""
        self._page.goto(address)
        self._page.wait_for_selector("button")

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - any JSON value
        """Returns the value of an expression in the page."""
        return self._page.evaluate(script)

    def wait_for(self, script: str) -> None:
        """Waits until an expression in the page is true."""
        self._page.wait_for_function(script)

    def wait_for_text(self, text: str) -> None:
        """Waits until the page shows a text."""
        self.wait_for(f"document.body.innerText.includes({json.dumps(text)})")

    def text(self) -> str:
        """Returns all text that the page shows."""
        return str(self.evaluate("document.body.innerText"))

    def click(self, name: str, *, role: str = "button") -> None:
        """Presses what has this name: a button, a tab, a choice."""
        selector = {"button": "button", "tab": "[role=tab]", "choice": "label"}[role]
        self.wait_for(f"!!{_named(selector, name)}")
        self.evaluate(f"{_named(selector, name)}.click()")

    def fill(self, selector: str, text: str) -> None:
        """Types a text into a field, in place of what it holds."""
        self._page.locator(selector).first.fill(text)

    def press(self, key: str) -> None:
        """Presses a key where the focus is."""
        self._page.keyboard.press(key)

    def screenshot(self, file: Path) -> None:
        """Keeps what the window shows."""
        self._page.screenshot(path=file)

    def _note_message(self, message: Any) -> None:  # noqa: ANN401 - playwright is not always here
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Opens pages and notes everything they complain of or ask for."""

    browser: Any
    folder: Path
    complaints: list[str] = field(default_factory=list)

    def open(self, document: str, fragment: str = "", **settings: Any) -> Any:  # noqa: ANN401
        """Returns the page once its answers are unpacked."""
        file = self.folder / "report.html"
        file.write_text(document, encoding="utf-8")
        page = self.browser.new_page(**{"viewport": {"width": 1200, "height": 900}, **settings})
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self._note_request(request.url))
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector("#answer > *")
        return page

    def _note_request(self, url: str) -> None:
        if not url.startswith(("file:", "data:")):
            self.complaints.append(url)


def _named(selector: str, name: str) -> str:
    return (
        f"[...document.querySelectorAll({json.dumps(selector)})].find(each =>"
        f" each.offsetParent !== null && each.textContent.trim() === {json.dumps(name)})"
    )
