"""Training text for the families: one document is a prompt and a reply.

What is covered: every family, both styles, prompts with and without the request for a box.
What is not: tokens.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType
from typing import Any

from setpoint.records import Kind, Language, PromptStyle
from setpoint.suites.nano.functions import CATALOG, FunctionTask
from setpoint.suites.nano.series import FUNCTION, PAIR, SEQUENCE, STORY, SYLLOGISM, Family
from setpoint.suites.nano.split import Split
from setpoint.suites.nano.wording import BOX, join
from tools.nano.texts.equations import write_pair
from tools.nano.texts.functions import write_function
from tools.nano.texts.pen import Pen, Reply
from tools.nano.texts.sequences import write_sequence
from tools.nano.texts.stories import write_story
from tools.nano.texts.syllogisms import write_syllogism

WRITERS: Mapping[str, Callable[[Any, PromptStyle, Pen], Reply]] = MappingProxyType(
    {
        SEQUENCE.name: write_sequence,
        STORY.name: write_story,
        PAIR.name: write_pair,
        FUNCTION.name: write_function,
        SYLLOGISM.name: write_syllogism,
    }
)
"""By family: writes a thought and an answer for a task."""

FAMILIES = (SEQUENCE, STORY, PAIR, FUNCTION, SYLLOGISM)

_SHARES = (0.25, 0.12, 0.14, 0.18, 0.31)
"""How much of the training text each family gets."""

_INVENTED_SHARE = 0.2
_BARE_SHARE = 0.4
_HALF_WIDTH_SHARE = 0.1

_NAMES = {name for spec in CATALOG for name in spec.names}

_NAME_WORDS = sorted({word for name in _NAMES for word in name.split("_")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A prompt and what the model is to reply."""

    prompt: str
    reply: Reply


def write_document(random: Random, slip_rate: float) -> Document:
    """Writes one document of the training side.

    Args:
        random: Where every choice comes from.
        slip_rate: See `Pen`.
    """
    family = random.choices(FAMILIES, weights=_SHARES)[0]
    return document_of(family, random, Split.TRAIN, slip_rate)


def document_of(family: Family, random: Random, split: Split, slip_rate: float) -> Document:
    """Writes one document of a family.

    Args:
        family: Which problems.
        random: Where every choice comes from.
        split: TRAIN for training; HELD_OUT to look at what a right answer would be.
        slip_rate: See `Pen`.
    """
    task = family.draw(random, split, random.choice(tuple(Language)))
    if isinstance(task, FunctionTask) and task.name and random.random() < _INVENTED_SHARE:
        task = replace(task, name=_invented_name(random))
    style = random.choice(tuple(PromptStyle))
    prompt = family.problem(task, "").prompts[style]
    reply = WRITERS[family.name](task, style, Pen(random=random, slip_rate=slip_rate))
    return Document(prompt=_vary(prompt, family.kind, task.language, random), reply=reply)


def _invented_name(random: Random) -> str:
    """Returns a name that no function of the catalogue has, so that names are copied."""
    while True:
        name = "_".join(random.sample(_NAME_WORDS, 2))
        if name not in _NAMES:
            return name


def _vary(prompt: str, kind: Kind, language: Language, random: Random) -> str:
    """Sometimes leaves the request for a box away, or types half-width commas."""
    box = join("", BOX[language], language)
    if kind is Kind.MATH and random.random() < _BARE_SHARE:
        prompt = prompt.removesuffix(box)
    if language is Language.ZH and random.random() < _HALF_WIDTH_SHARE:
        prompt = prompt.replace("，", ",")
    return prompt
