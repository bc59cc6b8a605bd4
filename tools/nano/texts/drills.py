"""Drills: the sums of many solutions, or several thoughts about syllogisms, and nothing else.

What is covered: what takes most practice, as it stands in replies: chains of equal values such as
``14+40/3=42/3+40/3=82/3``, and elements followed and placed.
What is not: questions; the suite asks for no drills.
"""

import re
from collections.abc import Iterator
from random import Random

from setpoint.problems import LogicVerdict
from setpoint.records import Language, PromptStyle
from setpoint.suites.nano.series import PAIR, SEQUENCE, STORY, SYLLOGISM
from setpoint.suites.nano.set_models import contradictory
from setpoint.suites.nano.split import Split
from tools.nano.texts.deliberation import deliberate, set_order
from tools.nano.texts.equations import write_pair
from tools.nano.texts.pen import Pen, Reply
from tools.nano.texts.placing import model_of, place_elements
from tools.nano.texts.sequences import write_sequence
from tools.nano.texts.stories import write_story

SUMS_PROMPT = "Practise sums."
SYLLOGISMS_PROMPT = "Practise syllogisms."

_SOLUTIONS = ((SEQUENCE, write_sequence), (STORY, write_story), (PAIR, write_pair))
_WEIGHTS = (4, 3, 3)
_SUMS_SHARE = 0.8
_CHAINS = 12
_THOUGHTS = 2
_NUMBERS = re.compile(r"[0-9()+\-×/]+")


def write_drill(random: Random, slip_rate: float) -> tuple[str, Reply]:
    """Writes a drill of either kind.

    Returns:
        The prompt, and a reply whose thought and answer are both practice.
    """
    pen = Pen(random=random, slip_rate=slip_rate)
    if random.random() < _SUMS_SHARE:
        return SUMS_PROMPT, _split(_sums(random, pen))
    return SYLLOGISMS_PROMPT, _split([_thought(random, pen) for _ in range(_THOUGHTS)])


def _split(lines: list[str]) -> Reply:
    half = len(lines) // 2
    return Reply(thought="\n".join(lines[:half]), answer="\n".join(lines[half:]))


def _sums(random: Random, pen: Pen) -> list[str]:
    chains: list[str] = []
    while len(chains) < _CHAINS:
        chains.extend(_chains(random, pen))
    return chains[:_CHAINS]


def _chains(random: Random, pen: Pen) -> Iterator[str]:
    """Yields the chains of one solution on the training side."""
    family, write = random.choices(_SOLUTIONS, weights=_WEIGHTS)[0]
    task = family.draw(random, Split.TRAIN, Language.EN)
    for clause in re.split(r"[，,：:】\s]", write(task, PromptStyle.STEPS, pen).answer):
        numbers = [part for part in clause.split("=") if _NUMBERS.fullmatch(part)]
        if len(numbers) > 1:
            yield "=".join(numbers)


def _thought(random: Random, pen: Pen) -> str:
    task = SYLLOGISM.draw(random, Split.TRAIN, random.choice(tuple(Language)))
    if task.verdict is not LogicVerdict.NOT_NECESSARILY:
        return deliberate(task, (), (), pen)
    statements = (*task.premises, contradictory(task.conclusion))
    elements = place_elements(statements, set_order(task), pen)
    return deliberate(task, elements, model_of(elements), pen)
