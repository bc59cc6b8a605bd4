"""A headless Chromium that tests drive by its own protocol, through two pipes."""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any, Self

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

_FIRST_FREE = 10
"""Chromium reads from 3 and writes to 4: our own ends must be others."""

_PATIENCE_SECONDS = 60.0
_KEYS = {"Enter": 13, "Tab": 9, "ArrowRight": 39, " ": 32}


class Browser:
    """One page; a context manager.

    Args:
        folder: For the browser's profile.
        language: As its user prefers it.
        size: Of the window, in CSS pixels.
        is_dark: The user prefers dark pages.

    Attributes:
        complaints: Errors and warnings on the console, and exceptions.
        asked: Addresses of all requests.
    """

    def __init__(
        self,
        folder: Path,
        *,
        language: str = "en",
        size: tuple[int, int] = (1200, 900),
        is_dark: bool = False,
    ) -> None:
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self._number = 0
        self._received = b""
        their_input, self._writing = _pipe()
        self._reading, their_output = _pipe()
        command = [
            *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--remote-debugging-pipe", f"--user-data-dir={folder / 'profile'}"),
            "--disable-dev-shm-usage",
        ]
        redirect = f'exec "$@" 3<&{their_input} 4>&{their_output}'
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", redirect, "bash", *command],
            pass_fds=(their_input, their_output),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(their_input)
        os.close(their_output)
        self._session = self._attach()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        width, height = size
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        agent = self.call("Browser.getVersion")["userAgent"]
        self.call("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def __enter__(self) -> Self:
        """Returns itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the browser."""
        self._process.terminate()
        self._process.wait(_PATIENCE_SECONDS)
        os.close(self._writing)
        os.close(self._reading)

    def open(self, address: str) -> None:
        """Goes to an address and waits until the page has been built."""
        self.call("Page.navigate", url=address)
        self.wait_for("document.readyState === 'complete' && !!document.querySelector('button')")

    def call(self, method: str, **parameters: object) -> Any:  # noqa: ANN401 - any JSON
        """Carries out a command of the protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if hasattr(self, "_session"):
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while (answer := self._receive()).get("id") != self._number:
            self._note(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def evaluate(self, script: str) -> Any:  # noqa: ANN401 - any JSON value
        """Returns the value of an expression in the page."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_for(self, script: str) -> None:
        """Waits until an expression in the page is true."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while not self.evaluate(script):
            assert time.monotonic() < until, (script, self.complaints, self.text()[-2000:])
            time.sleep(0.1)

    def wait_for_text(self, text: str) -> None:
        """Waits until the page shows a text."""
        self.wait_for(f"!!document.body && document.body.innerText.includes({json.dumps(text)})")

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
        self.wait_for(f"!!document.querySelector({json.dumps(selector)})")
        self.evaluate(
            f"(() => {{ const field = document.querySelector({json.dumps(selector)});"
            " field.focus(); field.select(); })()"
        )
        self.call("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Presses a key where the focus is."""
        code = {"key": key, "windowsVirtualKeyCode": _KEYS[key]}
        text = {"text": "\r"} if key == "Enter" else {"text": key} if key == " " else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **code)

    def screenshot(self, file: Path) -> None:
        """Keeps what the window shows."""
        picture = self.call("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(picture["data"]))

    def _attach(self) -> str:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return str(session)

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._received:
            ready, _, _ = select.select([self._reading], [], [], _PATIENCE_SECONDS)
            assert ready, "the browser says nothing"
            piece = os.read(self._reading, 2**16)
            assert piece, "the browser has gone"
            self._received += piece
        message, _, self._received = self._received.partition(b"\0")
        received: dict[str, Any] = json.loads(message)
        return received

    def _note(self, event: dict[str, Any]) -> None:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.asked.append(parameters["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(parameters["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in {"error", "warning"}:
            self.complaints.append(json.dumps(parameters["args"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in {"error", "warning"}:
            self.complaints.append(json.dumps(parameters["entry"]))


def _pipe() -> tuple[int, int]:
    """Returns the reading and the writing end of a pipe, out of Chromium's way."""
    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD, _FIRST_FREE) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]


def _named(selector: str, name: str) -> str:
    return (
        f"[...document.querySelectorAll({json.dumps(selector)})].find(each =>"
        f" each.offsetParent !== null && each.textContent.trim() === {json.dumps(name)})"
    )
