"""``python -m benchmarks.public [--json] [--plots DIR]``: published figures, from their data.

Three public sets of answers at several temperatures: GSM8K with full texts, multiple choice with a
cliff, MATH-500 as counts. They lie in FOLDER (default: ``shared/real`` beside the repository) and
are no part of it. What each part shows stands in its module. ``--disagreements FILE`` writes every
answer that the author's matcher and our verifier judge differently, to be read by a person.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.public_choices import measure_choices
from benchmarks.public_counts import measure_counts
from benchmarks.public_texts import measure_texts

_FOLDER = Path(__file__).parents[1].parent / "shared" / "real"
_TEXTS = "qwen2p5_1p5b_gsm8k_t05_t07_t10.jsonl"
_CHOICES = "mcq_temperature_0_to_1p6.jsonl"
_COUNTS = "qwen2p5_1p5b_math500_counts.jsonl"


def main() -> None:
    """Measures, prints, and draws if asked to."""
    options = _parse()
    texts = measure_texts(_read(options.folder / _TEXTS))
    disagreements = texts.pop("disagreements")
    figures = {
        "gsm8k": texts,
        "choices": measure_choices(_read(options.folder / _CHOICES)),
        "math500": measure_counts(_read(options.folder / _COUNTS)),
    }
    if options.disagreements:
        options.disagreements.write_text(_to_json(disagreements), encoding="utf-8")
    if options.plots:
        from benchmarks.public_plots import draw

        options.plots.mkdir(parents=True, exist_ok=True)
        draw(figures, options.plots)
    print(_to_json(figures) if options.json else "\n".join(_lines(figures)))


def _read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _lines(value: object, name: str = "", depth: int = 0) -> list[str]:
    """Returns nested figures as an outline; an estimate or a list of numbers on one line."""
    start = f"{'  ' * depth}{name}"
    if isinstance(value, dict) and any(isinstance(one, dict | list) for one in value.values()):
        below = (line for key, one in value.items() for line in _lines(one, str(key), depth + 1))
        return [start, *below]
    if isinstance(value, dict):
        return [f"{start}  " + "  ".join(f"{key} {one}" for key, one in value.items())]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [start, *(line for one in value for line in _lines(one, "-", depth + 1))]
    return [f"{start}  {value}"]


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public", description=__doc__)
    parser.add_argument("--folder", type=Path, default=_FOLDER)
    parser.add_argument("--plots", type=Path, metavar="DIR")
    parser.add_argument("--disagreements", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
