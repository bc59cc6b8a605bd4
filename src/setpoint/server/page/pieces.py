"""Pieces of the page that handlers make: templates that escape every value.

A lone surrogate is shown by its number, so that every piece can be sent as UTF-8.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from setpoint.server.page.words import Words


def render(template: str, words: Words, **values: object) -> str:
    """Returns a piece of HTML; the template finds the words as ``w``."""
    piece = _environment().get_template(template).render(w=words, **values)
    return piece.encode(errors="backslashreplace").decode()


def refusal(words: Words, reason: object) -> str:
    """Returns why something was not done."""
    return render("refusal.html", words, reason=str(reason))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("setpoint.server.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
