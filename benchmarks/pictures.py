"""``python -m benchmarks.pictures FIGURES FOLDER``: what `benchmarks.coverage` measured, drawn.

Reads its JSON and writes two PNG files: how often each interval covers, by design and world, and
the regret of the search by its cost, beside that of a grid. Needs the ``benchmarks`` extra.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

_BAND = (93, 97)
_LEAST = 80
"""Lowest coverage on the axis, in percent; what lies below is drawn at the edge."""
_TOKENS = 2_500
"""Assumed length of an answer."""


def main() -> None:
    """Draws both pictures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    figures = json.loads(options.figures.read_text())
    options.folder.mkdir(parents=True, exist_ok=True)
    draw_coverage(figures["coverage"], options.folder / "coverage.png")
    draw_regret(figures, options.folder / "regret.png")


def draw_coverage(coverage: dict[str, dict[str, dict[str, float]]], path: Path) -> None:
    """Draws a panel for every method, with a mark for every world and design."""
    found = [cells for worlds in coverage.values() for cells in worlds.values()]
    designs = sorted({design for cells in found for design in cells}, key=_numbers)
    ordered = sorted(coverage.items(), key=lambda item: "contrast" in item[0])
    columns = 2
    rows = -(-len(coverage) // columns)
    figure, panels = plt.subplots(rows, columns, figsize=(13, 2.6 * rows), sharex=True, sharey=True)
    for panel, (method, worlds) in zip(panels.flat, ordered, strict=False):
        _draw_panel(panel, method, worlds, designs)
    for panel in panels.flat[len(coverage) :]:
        panel.set_visible(False)
    panels.flat[2].legend(ncols=3, fontsize=7, loc="lower right")
    figure.supylabel("intervals that hold the truth, %")
    figure.supxlabel("problems x runs")
    _save(figure, path)


def draw_regret(figures: dict[str, Any], path: Path) -> None:
    """Draws the mean regret by tokens, of the search and of a grid, over all worlds but flat."""
    curve = figures["find_regret"]
    tokens = [answers * _TOKENS for answers in curve["answers"]]
    figure, axes = plt.subplots(figsize=(8, 5))
    axes.loglog(tokens, [100 * regret for regret in curve["grid"]], "--", label="naive grid")
    axes.loglog(tokens, [100 * regret for regret in curve["search"]], label="find, cut off there")
    for world, regret in figures["find_regret_at_end"].items():
        axes.plot(figures["find_answers"][world] * _TOKENS, 100 * regret, "k.")
        axes.annotate(world, (figures["find_answers"][world] * _TOKENS, 100 * regret), fontsize=8)
    axes.set(
        xlabel=f"tokens, at {_TOKENS:,} an answer",
        ylabel="mean regret, points",
        title="Dots: where find stops by itself",
    )
    axes.grid(visible=True, which="both", alpha=0.2)
    axes.legend()
    _save(figure, path)


def _draw_panel(
    panel: Axes, method: str, worlds: dict[str, dict[str, float]], designs: list[str]
) -> None:
    panel.axhspan(*_BAND, color="tab:green", alpha=0.15)
    for number, (world, found) in enumerate(worlds.items()):
        places = [designs.index(design) + (number - len(worlds) / 2) / 10 for design in found]
        shares = [max(_LEAST, 100 * share) for share in found.values()]
        panel.plot(places, shares, ".", markersize=5, label=world)
    panel.set_title(method, fontsize=9)
    panel.set_ylim(_LEAST - 1, 101)
    panel.set_xticks(range(len(designs)), designs, rotation=90, fontsize=7)


def _numbers(design: str) -> list[int]:
    return [int(part) for part in design.split("x")]


def _save(figure: Any, path: Path) -> None:  # noqa: ANN401 - matplotlib is not typed here
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)


if __name__ == "__main__":
    main()
