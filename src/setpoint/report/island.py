"""Data inside an HTML page: JSON that no text can break out of.

What is covered: escaping for a ``<script type="application/json">`` element, packing for much
text, offsets that JavaScript agrees with, and numbers that JSON has no word for.
"""

import base64
import json
import math
import re
import zlib
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_WIDE = re.compile("[\U00010000-\U0010ffff]")


def embed_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Returns JSON that an HTML parser reads as plain text to its end.

    ``<``, ``>`` and ``&`` are escaped, so that neither a closing tag nor a comment can begin; so
    are the line separators of older JavaScript, and lone surrogates, which UTF-8 cannot write.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def pack_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Returns the same JSON deflated (zlib) and in base64, for a browser's DecompressionStream.

    Raises:
        ValueError: A number is not finite.
    """
    return base64.b64encode(zlib.compress(embed_json(value).encode())).decode()


def finite(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Returns the value, or its name if it is a number that JSON does not have."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Returns the translation of an offset in characters to one in UTF-16 units."""
    wide = [match.start() for match in _WIDE.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)
