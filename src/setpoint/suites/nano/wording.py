"""The instructions that turn a question into a problem with a prompt of each style.

What is covered: the request for a boxed answer and for numbered steps, in both languages.
What is not: the questions themselves.
"""

from collections.abc import Mapping
from types import MappingProxyType

from setpoint.problems import AnswerKey, CodeKey, LogicKey, MathKey, Problem
from setpoint.records import Kind, Language, PromptStyle

BOX: Mapping[Language, str] = MappingProxyType(
    {
        Language.ZH: "请逐步推理，并将最终答案放在\\boxed{}中。",
        Language.EN: "Please reason step by step, and put your final answer within \\boxed{}.",
    }
)
"""The advice of the headline model's authors for mathematics."""

STEPS: Mapping[Language, str] = MappingProxyType(
    {
        Language.ZH: "请按以下格式作答：\n【步骤1】……\n【步骤2】……\n（需要几步写几步）\n【答案】……",
        Language.EN: (
            "Answer in this format:\n【Step 1】...\n【Step 2】...\n(as many as needed)\nAnswer: ..."
        ),
    }
)
"""The step format of the report that this product starts from."""

_KINDS: Mapping[type, Kind] = MappingProxyType(
    {MathKey: Kind.MATH, CodeKey: Kind.CODE, LogicKey: Kind.LOGIC}
)


def pose(question: str, language: Language, key: AnswerKey, identifier: str) -> Problem:
    """Returns a question as a problem: in every style, and in the plain one with a box for a value.

    Args:
        question: The bare question.
        language: The question's language.
        key: The proven key; its type is the problem's kind.
        identifier: The problem's id.
    """
    kind = _KINDS[type(key)]
    plain = join(question, BOX[language], language) if kind is Kind.MATH else question
    return Problem(
        id=identifier,
        kind=kind,
        language=language,
        prompts={PromptStyle.PLAIN: plain, PromptStyle.STEPS: f"{question}\n{STEPS[language]}"},
        key=key,
    )


def join(question: str, instruction: str, language: Language) -> str:
    """Puts an instruction after a question, with the space that the language wants."""
    gap = "" if language is Language.ZH else " "
    return f"{question}{gap}{instruction}"
