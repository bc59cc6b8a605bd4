"""The correct share over temperature, drawn as SVG.

What is covered: a line a kind with 95 % intervals, readable on light and dark pages.
What is not: interaction; the report of a sweep has that.
"""

from collections.abc import Iterator, Sequence

from setpoint.records import Kind
from tools.nano.measure import Count

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 620, 20, 310

_LOOK = 'font-family="sans-serif" font-size="13" fill="none"'

_COLOURS = {Kind.MATH: "#0072b2", Kind.CODE: "#d55e00", Kind.LOGIC: "#009e73"}
"""Colours of Okabe and Ito, which colour-blind readers can tell apart."""

_SHIFTS = {Kind.MATH: -4, Kind.CODE: 0, Kind.LOGIC: 4}
"""Pixels to the side, so that intervals do not hide each other."""


def draw_curve(counts: Sequence[Count]) -> str:
    """Returns an SVG document.

    Args:
        counts: By temperature and kind; those of all kinds together are left out.
    """
    highest = max(each.temperature for each in counts) or 1.0
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_LOOK}>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        *_axes(sorted({each.temperature for each in counts}), highest),
    ]
    for number, kind in enumerate(Kind):
        mine = [each for each in counts if each.kind is kind]
        lines.extend(_series(mine, kind, highest))
        lines.append(
            f'<text x="{_LEFT + 20 + 70 * number}" y="{_BOTTOM - 12}" fill="{_COLOURS[kind]}" '
            f'font-weight="bold">{kind}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])


def _series(counts: Sequence[Count], kind: Kind, highest: float) -> Iterator[str]:
    colour, shift = _COLOURS[kind], _SHIFTS[kind]
    points = []
    for each in counts:
        x, y = _x(each.temperature, highest) + shift, _y(each.correct / each.samples)
        points.append(f"{x:.1f},{y:.1f}")
        yield (
            f'<path d="M{x:.1f} {_y(each.low):.1f}V{_y(each.high):.1f}" stroke="{colour}" '
            'stroke-width="2" opacity="0.5"/>'
        )
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    yield f'<polyline points="{" ".join(points)}" stroke="{colour}" stroke-width="1.5"/>'


def _axes(temperatures: Sequence[float], highest: float) -> Iterator[str]:
    for percent in range(0, 101, 25):
        y = _y(percent / 100)
        yield f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="#dddddd"/>'
        yield (
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="black">{percent} %'
            "</text>"
        )
    for temperature in temperatures:
        x = _x(temperature, highest)
        yield (
            f'<text x="{x:.1f}" y="{_BOTTOM + 20}" text-anchor="middle" fill="black">'
            f"{temperature:g}</text>"
        )
    yield (
        f'<text x="{(_LEFT + _RIGHT) / 2}" y="{_HEIGHT - 8}" text-anchor="middle" '
        'fill="black">temperature; correct answers with 95 % intervals</text>'
    )


def _x(temperature: float, highest: float) -> float:
    return _LEFT + 20 + (_RIGHT - _LEFT - 40) * temperature / highest


def _y(share: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * share
