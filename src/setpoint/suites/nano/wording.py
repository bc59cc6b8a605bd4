"""The instructions that turn a question into a prompt of each style.

What is covered: the request for a boxed answer and for numbered steps, in both languages.
What is not: the questions themselves.
"""

from collections.abc import Mapping
from types import MappingProxyType

from setpoint.records import Language, PromptStyle

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


def both_styles(question: str, language: Language, *, boxed: bool) -> dict[PromptStyle, str]:
    """Returns the question in every style.

    Args:
        question: The bare question.
        language: The question's language.
        boxed: True if the plain style asks for a boxed answer.
    """
    plain = join(question, BOX[language], language) if boxed else question
    return {PromptStyle.PLAIN: plain, PromptStyle.STEPS: f"{question}\n{STEPS[language]}"}


def join(question: str, instruction: str, language: Language) -> str:
    """Puts an instruction after a question, with the space that the language wants."""
    gap = "" if language is Language.ZH else " "
    return f"{question}{gap}{instruction}"
