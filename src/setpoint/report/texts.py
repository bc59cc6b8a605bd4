"""The words of the report, one file a language in ``texts/``.

Both files have the same keys and the same {names} to be filled in.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from setpoint.records import Language


@cache
def load_texts(language: Language) -> dict[str, Any]:
    """Returns the texts of a language as nested tables; not to be changed."""
    file = files("setpoint.report").joinpath("texts", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
