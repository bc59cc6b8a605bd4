"""Reads Prometheus's text format, as far as a page shows it: names, labels, values, help."""

import re
from dataclasses import dataclass

_SAMPLE = re.compile(r"([A-Za-z_:][\w:]*)(\{[^\n]{0,500}\})? ([^ \n]{1,40})(?: -?\d+)?")
_HIDDEN = ("_bucket", "_created")
_FAMILY = re.compile(r"(?:_total|_sum|_count)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One value.

    Attributes:
        name: With its labels.
        meaning: Its help text.
    """

    name: str
    value: float
    meaning: str
    is_counter: bool


def read_metrics(text: str) -> tuple[Metric, ...]:
    """Returns all values but those of histograms' buckets; what is no sample is passed over."""
    meanings: dict[str, str] = {}
    kinds: dict[str, str] = {}
    metrics = []
    for line in text.splitlines():
        words = line.split(maxsplit=3)
        if words[:2] == ["#", "HELP"] and len(words) == 4:  # noqa: PLR2004 - mark, word, name, text
            meanings[words[2]] = words[3]
        elif words[:2] == ["#", "TYPE"] and len(words) == 4:  # noqa: PLR2004 - as above
            kinds[words[2]] = words[3]
        elif (match := _SAMPLE.fullmatch(line)) and not match[1].endswith(_HIDDEN):
            family = _FAMILY.sub("", match[1])
            name = match[1] if match[1] in kinds else family
            metrics.append(
                Metric(
                    name=match[1] + (match[2] or ""),
                    value=_number(match[3]),
                    meaning=meanings.get(name, ""),
                    is_counter=kinds.get(name) == "counter",
                )
            )
    return tuple(metrics)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
