"""Small functions on strings and lists of integers.

What is covered: the functions of the catalogue, under changing names, argument names and
constants, with listed and generated inputs; every expected value comes from a reference.
What is not: answers; those are training text.
"""

from dataclasses import dataclass
from itertools import cycle
from random import Random
from string import Template
from textwrap import indent
from typing import Any

from setpoint.problems import CodeCase, CodeKey, JsonValue, Problem
from setpoint.records import Language
from setpoint.suites.inputs import generate_arguments
from setpoint.suites.nano.function_references import REFERENCES
from setpoint.suites.nano.function_spec import FunctionSpec
from setpoint.suites.nano.list_functions import LIST_FUNCTIONS, NUMBERS
from setpoint.suites.nano.split import Split, draw_from, split_of
from setpoint.suites.nano.text_functions import TEXT_FUNCTIONS, TEXTS
from setpoint.suites.nano.wording import pose
from setpoint.suites.proof import Proof

CATALOG = (*TEXT_FUNCTIONS, *LIST_FUNCTIONS)

ARGUMENT_NAMES = {True: ("s", "text", "line"), False: ("nums", "data", "items")}
"""Names of the first argument, for strings and for lists."""

COUNT_NAMES = ("k", "n", "m")

QUESTIONS = {
    Language.ZH: (
        "写一个函数{name}，输入{arguments}，返回{what}。",
        "用Python实现函数{name}：输入{arguments}，返回{what}。",
        "请编写一个Python函数{name}，参数为{arguments}，返回{what}。",
    ),
    Language.EN: (
        "Write a function {name} that takes {arguments} and returns {what}.",
        "Write a Python function {name} with {arguments} as input. It returns {what}.",
        "Implement a function {name} that, given {arguments}, returns {what}.",
    ),
}

ARGUMENTS = {
    Language.ZH: {True: "字符串{a}", False: "整数列表{a}", "count": "和整数{k}"},
    Language.EN: {
        True: "a string {a}",
        False: "a list of integers {a}",
        "count": " and an integer {k}",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionTask:
    """One function to be written.

    Attributes:
        spec: What it does.
        name: What it must be called; None if the problem leaves that open.
        argument: Name of its first argument.
        count: Name of its second argument, or the constant in its place; empty if none.
        wording: Which of the language's `QUESTIONS`.
    """

    spec: FunctionSpec
    name: str | None
    argument: str
    count: str
    language: Language
    wording: int

    @property
    def has_count_argument(self) -> bool:
        """True if the count is an argument rather than a constant."""
        return self.count.isalpha()

    def fill(self, pattern: str) -> str:
        """Puts the argument's and the count's names into a pattern of the catalogue."""
        return Template(pattern).substitute(a=self.argument, k=self.count)


def draw_function(random: Random, split: Split, language: Language) -> FunctionTask:
    """Draws a function of one side of the split."""
    return draw_from(split, lambda source: _propose(source, language), _side_of, random)


def function_problem(task: FunctionTask, identifier: str) -> Problem:
    """Returns the task as a problem whose expected values a reference computed."""
    key = CodeKey(function=task.name, cases=_cases(task))
    return pose(question(task), task.language, key, identifier)


def prove_function(task: FunctionTask) -> tuple[Proof, ...]:
    """Proves every case by running the catalogue's programs, which are not the reference."""
    cases = _cases(task)
    found = {body: [_run(task, body, case) for case in cases] for body in task.spec.bodies}
    expected = [case.expected for case in cases]
    return (
        Proof(
            claim=f"{task.spec.names[0]} returns the {len(cases)} listed values",
            method=f"{len(found)} programs run on every case",
            holds=all(values == expected for values in found.values()),
            evidence=tuple(f"{case.arguments!r} -> {case.expected!r}" for case in cases),
        ),
    )


def question(task: FunctionTask) -> str:
    """Puts the task into words."""
    words = ARGUMENTS[task.language]
    arguments = words[task.spec.on_text].format(a=task.argument)
    if task.has_count_argument:
        arguments += words["count"].format(k=task.count)
    what = task.spec.zh if task.language is Language.ZH else task.spec.en
    text = QUESTIONS[task.language][task.wording].format(
        name=task.name or "", arguments=arguments, what=task.fill(what)
    )
    return " ".join(text.split())


def _propose(random: Random, language: Language) -> FunctionTask:
    spec = random.choice(CATALOG)
    is_named = random.random() < 0.7  # noqa: PLR2004 - the rest leave the name open
    return FunctionTask(
        spec=spec,
        name=random.choice(spec.names) if is_named else None,
        argument=random.choice(ARGUMENT_NAMES[spec.on_text]),
        count=_draw_count(spec, random),
        language=language,
        wording=random.randrange(len(QUESTIONS[language])),
    )


def _draw_count(spec: FunctionSpec, random: Random) -> str:
    if not spec.counts:
        return ""
    if spec.may_fix_count and random.random() < 0.5:  # noqa: PLR2004 - half are constants
        return str(random.choice(spec.counts))
    return random.choice(COUNT_NAMES)


def _side_of(task: FunctionTask) -> Split:
    spec = task.spec
    if task.name is None and task.argument == "s" and task.count == "k":
        return Split.TRAIN  # the report's own question is put with these names
    return split_of("function", spec.names[0], task.name, task.argument, task.count)


def _cases(task: FunctionTask) -> tuple[CodeCase, ...]:
    """Computes the values for the listed arguments and for some more like them."""
    reference = REFERENCES[task.spec.names[0]]
    constant = () if task.has_count_argument or not task.count else (int(task.count),)
    listed = _listed_arguments(task)
    return tuple(
        CodeCase(arguments=arguments, expected=reference(*arguments, *constant))
        for arguments in (*listed, *generate_arguments(listed, task.spec.names[0]))
    )


def _listed_arguments(task: FunctionTask) -> tuple[tuple[JsonValue, ...], ...]:
    values: list[JsonValue] = [*TEXTS] if task.spec.on_text else [list(each) for each in NUMBERS]
    if not task.has_count_argument:
        return tuple((value,) for value in values)
    return tuple(zip(values, cycle(task.spec.counts)))


def _run(task: FunctionTask, body: str, case: CodeCase) -> JsonValue:
    """Runs one of our own programs; lists are copied, as a program may change them."""
    names = [task.argument, *([task.count] if task.has_count_argument else [])]
    guarded = f"if not {task.argument}:\n    return {task.spec.empty}\n{task.fill(body)}"
    program = f"def run({', '.join(names)}):\n{indent(guarded, '    ')}"
    scope: dict[str, Any] = {}
    exec(program, scope)  # noqa: S102 - a constant of the catalogue, never a model's text
    arguments = [list(each) if isinstance(each, list) else each for each in case.arguments]
    result: JsonValue = scope["run"](*arguments)
    return result
