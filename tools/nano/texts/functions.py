"""Answers to programming questions: a function with hints, docstring and the empty case.

What is covered: the bodies of the catalogue behind several guards; now and then a part is left
out, or a known mistake is made.
What is not: tests or examples of use.
"""

from textwrap import indent

from setpoint.records import Language, PromptStyle
from setpoint.suites.nano.functions import FunctionTask
from tools.nano.texts.layout import in_steps
from tools.nano.texts.pen import Pen, Reply


def write_function(task: FunctionTask, style: PromptStyle, pen: Pen) -> Reply:
    """Writes a thought, the function, and in the step style what its parts do."""
    name = task.name or pen.choose(*task.spec.names)
    thought = _plan(task, name, pen)
    fence = f"```python\n{_function(task, name, pen)}\n```"
    if style is PromptStyle.STEPS:
        glue = "，" if task.language is Language.ZH else ", "
        answer = in_steps(_explanation(task, pen), f"\n{fence}", glue, task.language, pen)
        return Reply(thought=thought, answer=answer)
    return Reply(thought=thought, answer=_surround(fence, task, pen))


def _function(task: FunctionTask, name: str, pen: Pen) -> str:
    parts = [f"def {name}{_signature(task, pen)}:"]
    if not pen.slips():
        parts.append(indent(f'"""{_docstring(task)}"""', "    "))
    if not pen.slips():
        parts.append(indent(_guard(task, pen), "    "))
    body = task.fill(pen.choose(*task.spec.bodies))
    parts.append(indent(_spoil(body, pen) if pen.slips() else body, "    "))
    return "\n".join(parts)


def _signature(task: FunctionTask, pen: Pen) -> str:
    names = [task.argument, *([task.count] if task.has_count_argument else [])]
    if pen.slips():
        return f"({', '.join(names)})"
    hints = ["str" if task.spec.on_text else "list[int]", "int"]
    arguments = [f"{name}: {hint}" for name, hint in zip(names, hints, strict=False)]
    return f"({', '.join(arguments)}) -> {task.spec.result}"


def _docstring(task: FunctionTask) -> str:
    """Returns the first clause of the description, which fits into a line."""
    if task.language is Language.ZH:
        return f"返回{task.fill(task.spec.zh).split('，')[0]}。"
    return f"Return {task.fill(task.spec.en).split(', ')[0]}."


def _guard(task: FunctionTask, pen: Pen) -> str:
    if task.has_count_argument and task.spec.is_size:
        condition = pen.choose(
            f"not {task.argument} or {task.count} <= 0", f"{task.count} <= 0 or not {task.argument}"
        )
    else:
        condition = pen.choose(f"not {task.argument}", f"len({task.argument}) == 0")
    return f"if {condition}:\n    return {task.spec.empty}"


def _spoil(body: str, pen: Pen) -> str:
    """Makes a mistake that programmers make; a body without room for it stays right."""
    old, new = pen.choose(
        (" + 1", ""), (">", ">="), ("<", "<="), ("sorted(", "list("), ("[::-1]", "")
    )
    return body.replace(old, new, 1)


def _plan(task: FunctionTask, name: str, pen: Pen) -> str:
    empty = task.spec.empty
    if task.language is Language.ZH:
        kind = "字符串" if task.spec.on_text else "列表"
        return pen.choose(f"写{name}。", f"函数名{name}。") + pen.choose(
            f"空{kind}返回{empty}，其余直接计算。",
            f"先处理空{kind}，再写主体。",
            f"注意{task.argument}为空的情况。",
            f"要有类型注解，{task.argument}为空时返回{empty}。",
        )
    kind = "string" if task.spec.on_text else "list"
    return pen.choose(f"Write {name}. ", f"The name: {name}. ") + pen.choose(
        f"An empty {kind} gives {empty}; the rest is direct.",
        f"Handle the empty {kind} first.",
        f"Mind the case that {task.argument} is empty.",
        f"Use type hints and return {empty} for empty {task.argument}.",
    )


def _explanation(task: FunctionTask, pen: Pen) -> list[str]:
    empty, argument = task.spec.empty, task.argument
    if task.language is Language.ZH:
        return [
            pen.choose(f"{argument}为空时返回{empty}", f"先判断{argument}是否为空"),
            pen.choose("然后计算并返回结果", "否则计算结果", "写出主体并返回"),
        ]
    return [
        pen.choose(f"If {argument} is empty, return {empty}", f"Check whether {argument} is empty"),
        pen.choose("Then compute and return the result", "Otherwise compute the result"),
    ]


def _surround(fence: str, task: FunctionTask, pen: Pen) -> str:
    """Leaves the code alone, or puts a sentence before or after it."""
    zh = task.language is Language.ZH
    before = "代码如下：" if zh else "Here is the function:"
    after = (
        f"{task.argument}为空时返回{task.spec.empty}。"
        if zh
        else f"It returns {task.spec.empty} if {task.argument} is empty."
    )
    return pen.choose(fence, fence, f"{before}\n{fence}", f"{fence}\n{after}")
