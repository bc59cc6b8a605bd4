"""``python -m benchmarks.logic {neubaroco,bbh} FILE``: how often all models agree with labels.

What is covered: reading every item of a public set, deciding it by all models, and comparing with
its label. Items that cannot be read are counted apart, by their reason, never as right or wrong.
``--json`` prints one JSON object and nothing else there.
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.fallacies import is_valid
from benchmarks.properties import NotParsedError
from benchmarks.syllogisms import verdict_on
from setpoint.problems import LogicVerdict

_LABELS = {
    LogicVerdict.NECESSARILY: "entailment",
    LogicVerdict.NECESSARILY_NOT: "contradiction",
    LogicVerdict.NOT_NECESSARILY: "neutral",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a public set.

    Attributes:
        id: Its name in the set.
        text: What is shown of it.
        label: The set's own verdict.
        decide: Gives ours, or raises `NotParsedError`.
    """

    id: str
    text: str
    label: str
    decide: Callable[[], str]


def main() -> None:
    """Reads the file and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.logic", description=__doc__)
    parser.add_argument("set", choices=sorted(_SETS))
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(_SETS[options.set](options.file.read_text(encoding="utf-8")))
    if options.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{name:<16} {value}" for name, value in figures.items()))


def measure(items: Iterator[Item]) -> dict[str, object]:
    """Counts agreements, and lists the items that disagree.

    ``agreement`` is the share of labels matched among the items that were decided, and
    ``agreement_of_all`` among all items.
    """
    total = agreed = 0
    not_parsed: Counter[str] = Counter()
    disagreements = []
    for item in items:
        total += 1
        try:
            verdict = item.decide()
        except NotParsedError as error:
            not_parsed[str(error).partition(":")[0]] += 1
            continue
        agreed += verdict == item.label
        if verdict != item.label:
            entry = {"id": item.id, "label": item.label, "verdict": verdict, "text": item.text}
            disagreements.append(entry)
    decided = agreed + len(disagreements)
    return {
        "items": total,
        "decided": decided,
        "agreed": agreed,
        "agreement": agreed / decided if decided else None,
        "agreement_of_all": agreed / total if total else None,
        "not_parsed": dict(not_parsed),
        "disagreements": disagreements,
    }


def neubaroco_items(text: str) -> Iterator[Item]:
    """Yields the items of ``NeuBAROCO_NLI.tsv``, in English."""
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        premises, hypothesis = row["premises_en"], row["hypothesis_en"]
        yield Item(
            id=row["ID"],
            text=f"{premises} => {hypothesis}",
            label=row["gold"],
            decide=partial(_decide_syllogism, premises, hypothesis),
        )


def bbh_items(text: str) -> Iterator[Item]:
    """Yields the items of BIG-Bench Hard's ``formal_fallacies.json``."""
    for number, example in enumerate(json.loads(text)["examples"]):
        argument = re.split(r"\nIs the argument", example["input"])[0]
        yield Item(
            id=str(number),
            text=argument,
            label=example["target"],
            decide=partial(_decide_argument, argument),
        )


def _decide_syllogism(premises: str, hypothesis: str) -> str:
    return _LABELS[verdict_on(premises, hypothesis)]


def _decide_argument(argument: str) -> str:
    return "valid" if is_valid(argument) else "invalid"


_SETS = {"neubaroco": neubaroco_items, "bbh": bbh_items}

if __name__ == "__main__":
    main()
