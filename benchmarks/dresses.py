"""The ways in which an answer may present one and the same program."""

import ast
from collections.abc import Callable, Mapping
from textwrap import indent
from types import MappingProxyType

from benchmarks.testing import Exercise
from setpoint.records import FinishReason, Response
from setpoint.verify.extract import split_thought
from setpoint.verify.programs.extract import extract_code

Dress = Callable[[str, str], str]
"""Takes a source and the name of its function."""

_DRAFT = "def {name}(*anything):\n    return None\n"

DRESSES: Mapping[str, Dress] = MappingProxyType(
    {
        "fence": lambda source, _: f"```python\n{source}\n```",
        "fence without a language": lambda source, _: f"Here it is:\n\n```\n{source}\n```\nDone.",
        "tildes": lambda source, _: f"~~~py\n{source}\n~~~",
        "fence never closed": lambda source, _: f"The function:\n```python\n{source}",
        "carriage returns": lambda source, _: f"```python\n{source}\n```".replace("\n", "\r\n"),
        "no fence": lambda source, _: source,
        "no fence, introduced": lambda source, _: f"The function is below.\n\n{source}",
        "after a draft": lambda source, name: (
            f"A first try:\n```python\n{_DRAFT.format(name=name)}```\n"
            f"That is wrong. Corrected:\n```python\n{source}\n```"
        ),
        "before an example": lambda source, name: (
            f"```python\n{source}\n```\nIt is used so:\n```python\nprint({name}.__name__)\n```\n"
            f"Output:\n```text\n{name}\n```"
        ),
        "after a thought with a draft": lambda source, name: (
            f"First\n```python\n{_DRAFT.format(name=name)}```\nno.</think>\n```python\n{source}\n```"
        ),
        "fence labelled as text": lambda source, _: f"```text\n{source}\n```",
        "indented": lambda source, _: f"The function:\n\n{indent(source, '    ')}",
        "in Chinese": lambda source, _: f"代码如下:\n\n```Python\n{source}\n```\n\n以上就是答案。",
    }
)


def is_found(exercise: Exercise, dress: Dress) -> bool:
    """Tells if exactly the program is found in its dress."""
    source = exercise.solution
    text = dress(source, exercise.function)
    answer = split_thought(Response(text=text, finish_reason=FinishReason.STOP)).answer
    found = extract_code(answer or "", exercise.key)
    return (
        found is not None
        and found.function == exercise.function
        and found.source.tree is not None
        and ast.dump(found.source.tree) == ast.dump(ast.parse(source))
    )
