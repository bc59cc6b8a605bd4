"""A page in a browser, and everything it complains of or asks for."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


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
