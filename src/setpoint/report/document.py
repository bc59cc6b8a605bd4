"""One HTML file that needs nothing else, with a policy that allows nothing else.

What is covered: assembling the file.
What is not: what stands on the page (`page`).
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

SCRIPTS = (
    *("d3.min.js", "plot.umd.min.js", "base.js", "marks.js", "charts.js"),
    *("writing.js", "beside.js", "answer.js", "reader.js"),
)
STYLES = ("page.css", "reader.css")

PLOT_STYLE = """\
:where(.plot-d6a7b5) {
  --plot-background: white;
  display: block;
  height: auto;
  height: intrinsic;
  max-width: 100%;
}
:where(.plot-d6a7b5 text),
:where(.plot-d6a7b5 tspan) {
  white-space: pre;
}"""
"""What Observable Plot 0.6.17 writes into the style element of every chart."""


def render_document(template: str, values: Mapping[str, Any]) -> str:
    """Renders a template with all scripts and styles within it.

    The template finds ``styles``, ``scripts`` and ``policy`` beside the given values. It escapes
    every value that it does not call safe. A lone surrogate, as in the name of a folder that is
    not UTF-8, is shown by its number.
    """
    styles = [read_static(name) for name in STYLES]
    scripts = [read_static(name) for name in SCRIPTS]
    environment = Environment(
        loader=PackageLoader("setpoint.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    document = environment.get_template(template).render(
        **values,
        styles=styles,
        scripts=scripts,
        policy=content_policy(scripts=scripts, styles=[*styles, PLOT_STYLE]),
    )
    return document.encode(errors="backslashreplace").decode()


def content_policy(*, scripts: list[str], styles: list[str]) -> str:
    """Returns a content security policy that allows exactly these elements and no request."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


@cache
def read_static(name: str) -> str:
    """Returns the text of a file that the package ships."""
    return files("setpoint.report").joinpath("static", name).read_text(encoding="utf-8")


def _hashes(texts: list[str]) -> str:
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in texts]
    return " ".join(f"'sha256-{digest.decode()}'" for digest in digests)
