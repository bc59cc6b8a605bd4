"""The curve of right answers over temperature, drawn as SVG with its intervals."""

from collections.abc import Mapping
from typing import Any

from setpoint.server.page.pieces import render
from setpoint.server.page.words import Words

_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 628, 12, 248
_STEP = 7
"""Between series of one temperature, so that their intervals stand side by side."""


def draw_curve(summary: Mapping[str, Any], words: Words) -> str:
    """Returns a picture of the ``by_temperature`` of a report; empty if there is nothing yet."""
    rows = summary["by_temperature"]
    if not rows:
        return ""
    temperatures = sorted({row["temperature"] for row in rows})
    low, high = temperatures[0], temperatures[-1]

    def across(temperature: float) -> float:
        share = (temperature - low) / (high - low) if high > low else 0.5
        return round(_LEFT + 20 + share * (_RIGHT - _LEFT - 40), 1)

    names = list(dict.fromkeys((row["kind"], row["style"]) for row in rows))
    plateau = summary["setpoint"]["plateau"]
    return render(
        "curve.html",
        words,
        series=[
            {
                "name": _name(*name, words),
                "points": [
                    _point(row, across(row["temperature"]) + _STEP * (place - len(names) / 2))
                    for row in rows
                    if (row["kind"], row["style"]) == name
                ],
            }
            for place, name in enumerate(names)
        ],
        ticks=[(across(temperature), temperature) for temperature in temperatures],
        grid=[(_down(share / 100), share) for share in (0, 25, 50, 75, 100)],
        plateau=[across(end) for end in plateau] if plateau else None,
        box={"left": _LEFT, "right": _RIGHT, "top": _TOP, "bottom": _BOTTOM},
    )


def _point(row: Mapping[str, Any], x: float) -> dict[str, object]:
    accuracy = row["accuracy"]
    return {
        "x": round(x, 1),
        "y": _down(accuracy["value"]),
        "top": _down(accuracy["high"]),
        "bottom": _down(accuracy["low"]),
        "temperature": row["temperature"],
        "accuracy": accuracy,
    }


def _down(share: float) -> float:
    return round(_BOTTOM - share * (_BOTTOM - _TOP), 1)


def _name(kind: str, style: str, words: Words) -> str:
    return f"{words[f'kind_{kind}']}, {words[f'style_{style}']}"
