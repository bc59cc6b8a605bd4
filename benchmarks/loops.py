"""``python -m benchmarks.loops``: whether loops are stopped, and nothing else is.

Shown: of synthetic loops of every period from 1 to 64 tokens, after openings of random length, the
share that is stopped within 512 tokens of the onset; and with ``--texts FILE`` (JSON lines with a
``response``), which of these real answers would have been stopped, and at what, for a person to
judge whether they were loops.
"""

import argparse
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from transformers import AutoTokenizer

from setpoint.engine.loops import LONGEST_PERIOD, LoopWatch
from setpoint.models.find import find_model

_WITHIN = 512
_TAIL = 60


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loops", type=int, default=20, help="of each period")
    parser.add_argument("--texts", type=Path, metavar="FILE")
    parser.add_argument("--model", default="smollm2-135m", help="whose tokenizer cuts the texts")
    options = parser.parse_args()
    figures: dict[str, Any] = {"synthetic": stop_synthetic_loops(options.loops)}
    if options.texts:
        figures["texts"] = {"tokenizer": options.model, **stop_texts(options.texts, options.model)}
    print(json.dumps(figures, indent=2, ensure_ascii=False))


def stop_synthetic_loops(loops: int, seed: int = 1) -> dict[str, Any]:
    """Returns how many loops there were, how many were stopped in time, and after how long."""
    dice = random.Random(seed)  # noqa: S311 - a simulation
    delays = [_delay(dice, period) for period in range(1, LONGEST_PERIOD + 1) for _ in range(loops)]
    stopped = [delay for delay in delays if delay is not None]
    return {
        "loops": len(delays),
        "stopped_within_512_tokens": len(stopped),
        "longest_delay": max(stopped),
        "stopped_before_onset": sum(delay <= 0 for delay in stopped),
    }


def stop_texts(file: Path, model: str) -> dict[str, Any]:
    """Returns which of the answers in a file would have been stopped."""
    tokenizer = AutoTokenizer.from_pretrained(find_model(model), local_files_only=True)
    answers = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    stopped = []
    for answer in answers:
        tokens = tokenizer(answer["response"], add_special_tokens=False)["input_ids"]
        end = _stopped_at(tokens)
        if end is not None:
            tail = tokenizer.decode(tokens[max(end - _TAIL, 0) : end])
            stopped.append({"id": answer["id"], "at": end, "of": len(tokens), "tail": tail})
    return {"answers": len(answers), "stopped": stopped}


def _delay(dice: random.Random, period: int) -> int | None:
    """Returns how many tokens after its onset a loop is stopped; None if that takes too long."""
    opening = [dice.randrange(1000, 50_000) for _ in range(dice.randrange(400))]
    phrase = [dice.randrange(1000) for _ in range(period)]
    repeated = (phrase * (_WITHIN // period + 1))[:_WITHIN]
    end = _stopped_at([*opening, *repeated])
    return None if end is None else end - len(opening)


def _stopped_at(tokens: Iterable[int]) -> int | None:
    watch = LoopWatch()
    return next((count for count, token in enumerate(tokens, 1) if watch.add(token)), None)


if __name__ == "__main__":
    main()
