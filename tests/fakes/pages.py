"""A report's page as a parser sees it."""

import base64
import json
import zlib
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A start tag with its attributes, and the text right below it."""

    tag: str
    attributes: dict[str, str | None]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that stands directly in the element."""
        return "".join(self.texts)


class Page(HTMLParser):
    """The elements of a document in their order; what no element holds is left out."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `html.parser.HTMLParser`."""
        element = Element(tag=tag, attributes=dict(attrs))
        self.elements.append(element)
        if tag not in {"meta", "link", "br", "img"}:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """See `html.parser.HTMLParser`."""
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        """See `html.parser.HTMLParser`."""
        if self._open:
            self._open[-1].texts.append(data)

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """Returns the elements of a tag that have these attributes; ``class_`` means class."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def island(self) -> Any:  # noqa: ANN401 - any JSON value
        """Returns the data that the page's scripts read: the figures and the packed answers."""
        (figures,) = self.find("script", id="figures-data")
        (answers,) = self.find("script", id="answers-data")
        unpacked = zlib.decompress(base64.b64decode(answers.text, validate=True))
        return {**json.loads(figures.text), **json.loads(unpacked)}
