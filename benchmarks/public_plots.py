"""The figures of `public` as plots; needs matplotlib.

Bars and bands are intervals of 95 %: dark for these problems, light for new ones.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib import pyplot as plt

_SIZE = (6.4, 3.6)
_DPI = 110
_INK, _BLUE, _RED = "#333333", "#1f5f99", "#b5482a"

Level = dict[str, Any]


def draw(figures: dict[str, Any], folder: Path) -> None:
    """Writes ``gsm8k.png``, ``choices.png`` and ``math500.png``."""
    _draw_texts(figures["gsm8k"]["by_temperature"], folder / "gsm8k.png")
    _draw_choices(figures["choices"], folder / "choices.png")
    _draw_counts(figures["math500"], folder / "math500.png")


def _draw_texts(levels: Sequence[Level], file: Path) -> None:
    figure, axes = plt.subplots(figsize=_SIZE, layout="constrained")
    for name, color, shift in (("author", _RED, -0.006), ("setpoint", _BLUE, 0.006)):
        places = [level["temperature"] + shift for level in levels]
        estimates = [level[name] for level in levels]
        _bars(axes, places, estimates, color, "the author's matcher" if name == "author" else name)
    axes.set(xlabel="temperature", ylabel="right answers", ylim=(0.5, 0.8))
    axes.set_title("Qwen2.5-1.5B on 191 problems of GSM8K, 10 answers each", fontsize=10)
    axes.legend(frameon=False)
    _save(figure, axes, file)


def _draw_choices(models: dict[str, Any], file: Path) -> None:
    figure, axes = plt.subplots(figsize=_SIZE, layout="constrained")
    for (model, found), color in zip(models.items(), (_RED, _BLUE, _INK), strict=True):
        _band(axes, found["levels"], color, model)
    largest = max(
        (drop for found in models.values() for drop in found["drops"]),
        key=lambda drop: float(drop["value"]),
    )
    axes.axvspan(largest["from"], largest["to"], color=_RED, alpha=0.12, linewidth=0)
    axes.annotate("the largest drop", (largest["from"] - 0.02, 0.75), ha="right", color=_RED)
    axes.set(xlabel="temperature", ylabel="right answers", ylim=(0, 1))
    axes.set_title("Multiple choice, 100 problems, 10 answers each", fontsize=10)
    axes.legend(frameon=False, loc="lower left")
    _save(figure, axes, file)


def _draw_counts(levels: Sequence[Level], file: Path) -> None:
    figure, (curves, stability) = plt.subplots(1, 2, figsize=(8.6, 3.6), layout="constrained")
    colors = (_BLUE, "#2f8f6f", "#c98a1b", _RED)
    for level, color in zip(levels, colors, strict=True):
        points = [{"temperature": int(k), **estimate} for k, estimate in level["pass_at_k"].items()]
        _band(curves, points, color, f"T = {level['temperature']}")
    curves.set_xscale("log", base=2)
    ticks = [int(k) for k in levels[0]["pass_at_k"]]
    curves.set_xticks(ticks, [str(k) for k in ticks])
    curves.set(xlabel="k", ylabel="pass@k", ylim=(0, 1))
    curves.legend(frameon=False)
    places = [level["temperature"] for level in levels]
    _bars(stability, places, [level["accuracy"] for level in levels], _INK, "accuracy")
    for name, color in (("mg_pass_at_8", _BLUE), ("mg_pass_at_16", _RED)):
        shift = 0.02 if name.endswith("8") else 0.04
        shifted = [place + shift for place in places]
        label = f"mG-Pass@{name.rpartition('_')[2]}"
        _bars(stability, shifted, [level[name] for level in levels], color, label)
    stability.set(xlabel="temperature", ylabel="share", ylim=(0, 0.5), xlim=(0.3, 1.75))
    stability.legend(frameon=False)
    figure.suptitle("Qwen2.5-1.5B on MATH-500, 48 answers to each problem", fontsize=10)
    curves.grid(alpha=0.25)
    curves.spines[["top", "right"]].set_visible(False)
    _save(figure, stability, file)


def _bars(
    axes: Any,  # noqa: ANN401 - matplotlib is not typed here
    places: Sequence[float],
    estimates: Sequence[Level],
    color: str,
    label: str,
) -> None:
    values = [estimate["value"] for estimate in estimates]
    for name, width, alpha in (("new", 1.5, 0.45), ("these", 4.0, 1.0)):
        axes.vlines(places, *_bounds(estimates, name), color=color, linewidth=width, alpha=alpha)
    axes.plot(places, values, "o", color="white", markeredgecolor=color, markersize=5, label=label)


def _band(
    axes: Any,  # noqa: ANN401 - matplotlib is not typed here
    points: Sequence[Level],
    color: str,
    label: str,
) -> None:
    places = [point["temperature"] for point in points]
    for name, alpha in (("new", 0.15), ("these", 0.35)):
        axes.fill_between(places, *_bounds(points, name), color=color, alpha=alpha, linewidth=0)
    axes.plot(places, [point["value"] for point in points], color=color, label=label)


def _bounds(estimates: Sequence[Level], name: str) -> tuple[list[float], list[float]]:
    return [one[name][0] for one in estimates], [one[name][1] for one in estimates]


def _save(figure: Any, axes: Any, file: Path) -> None:  # noqa: ANN401 - matplotlib is not typed here
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=_DPI)
    plt.close(figure)
