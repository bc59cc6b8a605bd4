"""Data inside an HTML page: JSON that no text can break out of.

What is covered: escaping for a ``<script type="application/json">`` element, offsets that
JavaScript agrees with, and numbers that JSON has no word for.
"""

import json
import math
import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def embed_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Returns JSON that an HTML parser reads as plain text to its end.

    ``<``, ``>`` and ``&`` are escaped, so that neither a closing tag nor a comment can begin; so
    are the line separators of older JavaScript, and lone surrogates, which UTF-8 cannot write.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def finite(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Returns the value, or its name if it is a number that JSON does not have."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Returns the translation of an offset in characters to one in UTF-16 units."""
    wide = [index for index, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(wide, offset)
