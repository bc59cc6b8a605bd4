"""Tests of `setpoint.verify.logic`."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.errors import ProofError
from setpoint.problems import LogicKey, LogicVerdict, parse_key
from setpoint.records import FinishReason, Kind, Outcome, Response, Truth, Verdict
from setpoint.verify.logic import verify_logic

EXAMPLE = "A={1}, B={1,2}, C={1}"


def key_of(
    premises: list[str], conclusion: str, verdict: str, *, existential_import: bool = True
) -> LogicKey:
    """A key in short notation."""
    fields = {
        "premises": premises,
        "conclusion": conclusion,
        "verdict": verdict,
        "existential_import": existential_import,
    }
    key = parse_key(Kind.LOGIC, json.dumps(fields))
    assert isinstance(key, LogicKey)
    return key


KEY = key_of(["all A B", "some_not B C"], "some_not A C", "not_necessarily")
CHAIN = key_of(["all M P", "all S M"], "all S P", "necessarily")
CLASH = key_of(["no A B", "all C B"], "some A C", "necessarily_not")


def judge(text: str, key: LogicKey = KEY) -> Verdict:
    """The verdict on a plain text."""
    return verify_logic(key, Response(text=text))


@pytest.mark.parametrize(
    "text",
    [
        f"Not necessarily. For example let {EXAMPLE}.",
        f"No. Let {EXAMPLE}. Then all A are B, some B are not C (namely 2), but all A are C.",
        (
            "不一定成立。\n\n理由：设集合A={1}，集合B={1,2}，集合C={1}。则所有A都是B，2属于B但不属于C，"
            "所以有些B不是C；但A中的唯一元素1也属于C，所以“有些A不是C”不成立。"
        ),
        (
            "【步骤1】所有A都是B。\n【步骤2】有些B不是C，但它不一定在A中。\n"
            "【步骤3】反例：A为｛1｝，B为｛1，2｝，C为｛1｝。\n【答案】不一定成立"
        ),
        f"<think>一定成立吧？</think>**不一定成立。** 反例：{EXAMPLE}。",
        f"{EXAMPLE} 时，前提都成立，而结论不成立。所以不一定成立。",
        (
            "The statement is **not necessarily true**.\n\n"
            r"Let \(A=\{1\}\), \(B=\{1,2\}\), \(C=\{1\}\)."
        ),
        rf"{EXAMPLE}. Therefore the answer is: $\boxed{{\text{{No}}}}$",
        "It is not guaranteed. Take A = C = {x}, B = {x, y}.",
        "A simple example shows that it is not necessarily true: A={x}, B={x,y}, C={x,z}",
        "不一定。1∈A，1∈B，1∈C，2∈B，2∉C，则前提成立，但结论不成立。",
        (
            "设A是猫，B是动物，C是会叫的东西。所有猫都是动物，有些动物不是会叫的东西，但所有猫都是会叫的东西。"
            "因此不一定成立。"
        ),
        (
            "No, this does not necessarily hold. Suppose A = cats, B = animals, C = mammals. "
            "All cats are animals. Some animals are not mammals. But every cat is a mammal."
        ),
    ],
)
def test_right_verdict_with_a_counterexample_is_correct(text: str) -> None:
    """Each of these says what is true and shows it."""
    verdict = judge(text)
    assert verdict.outcome is Outcome.CORRECT, verdict.reason
    assert verdict.answer == LogicVerdict.NOT_NECESSARILY
    assert verdict.checks == {
        "verdict": "not_necessarily",
        "counterexample": True,
        "complete": True,
    }


@pytest.mark.parametrize(
    ("text", "counterexample"),
    [
        ("不一定。反例：A={1}，B={1,2,3}，C={2,3}，因为1在C中。", False),
        ("Not necessarily. A={1}, B={2}, C={1}.", False),
        ("不一定。A=∅，B={1}，C=∅。", False),
        (f"不一定。1) {EXAMPLE}; 2) A={{1}}, B={{1,2}}, C={{2}}", False),
        ("设A是猫，B是动物，C是狗。所有猫都是动物，有些猫不是动物。不一定。", False),
        ("不一定成立。因为有些B不是C，但这些B不一定是A，所有A可能都是C。", None),
        ("Not necessarily. For instance, the A's could all be C.", None),
        ("不一定。A={1},B={1,2}", None),
        ("不一定。例如A=猫，B=动物，C=会飞的东西。", None),
    ],
)
def test_right_verdict_without_a_counterexample_is_wrong(
    text: str,
    counterexample: bool | None,  # noqa: FBT001 - a parameter of the test
) -> None:
    """One that is none, one that shows nothing, and none at all do not prove the verdict."""
    verdict = judge(text)
    assert verdict.outcome is Outcome.WRONG
    assert verdict.checks == {
        "verdict": "not_necessarily",
        "counterexample": counterexample,
        "complete": False,
    }


@pytest.mark.parametrize(
    "text",
    [
        f"因此，“有些A不是C”一定成立。{EXAMPLE}",
        f"一定不成立。例如 {EXAMPLE}。此时结论不成立。",
        f"It is impossible that some A are not C. {EXAMPLE}.",
        f"The answer is yes, it must be true. {EXAMPLE}.",
        f"说它不一定成立是错误的。{EXAMPLE}",
        f"It's wrong to say that it's not necessarily true. {EXAMPLE}",
        f"反例 {EXAMPLE} 说明不一定。\n【答案】一定",
    ],
)
def test_wrong_verdict_is_wrong_whatever_the_example(text: str) -> None:
    """A counterexample does not make up for a final answer that denies it."""
    verdict = judge(text)
    assert verdict.outcome is Outcome.WRONG
    assert verdict.checks["counterexample"] is True
    assert verdict.checks["complete"] is False


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("", Outcome.NO_ANSWER),
        (EXAMPLE, Outcome.NO_ANSWER),
        ("我们来分析题目。所有A都是B，有些B不是C。", Outcome.NO_ANSWER),
        ("<think>不一定。", Outcome.NO_ANSWER),
        (f"<think>不一定。{EXAMPLE}</think>", Outcome.NO_ANSWER),
        ("【答案】42", Outcome.UNPARSED),
        ("不一定。A={x|x>0}, B={x|x>-1}, C={x|x>0}", Outcome.UNPARSED),
    ],
)
def test_what_cannot_be_judged_is_not_called_wrong(text: str, outcome: Outcome) -> None:
    """No answer, and one that cannot be read, have outcomes of their own."""
    assert judge(text).outcome is outcome


def test_capped_response_is_truncated() -> None:
    """A capped answer is a failure, whatever it says."""
    response = Response(text=f"不一定。{EXAMPLE}", finish_reason=FinishReason.LENGTH)
    assert verify_logic(KEY, response).outcome is Outcome.TRUNCATED


def test_a_thought_that_opens_in_the_prompt_is_not_judged() -> None:
    """Without a closing tag the text is all thought."""
    response = Response(text=f"不一定。{EXAMPLE}", opens_in_thought=True)
    assert verify_logic(KEY, response).outcome is Outcome.NO_ANSWER


@pytest.mark.parametrize(
    ("key", "text", "outcome"),
    [
        (CHAIN, "【答案】一定", Outcome.CORRECT),
        (CHAIN, "S={1}, M={1}, P={1,2}：一定成立", Outcome.CORRECT),
        (CHAIN, "By transitivity all S are P. Answer: necessarily", Outcome.CORRECT),
        (CHAIN, "【反例】S={1}，M={1}，P={2}\n【答案】不一定", Outcome.WRONG),
        (CHAIN, "【答案】一定不", Outcome.WRONG),
        (CLASH, "A和C不相交，所以“有些A是C”一定不成立。", Outcome.CORRECT),
        (CLASH, "No A can be C, so it is impossible.", Outcome.CORRECT),
        (CLASH, "【答案】不一定", Outcome.WRONG),
        (CLASH, "【答案】一定", Outcome.WRONG),
    ],
)
def test_other_keys_need_no_example(key: LogicKey, text: str, outcome: Outcome) -> None:
    """Where the conclusion is decided, the verdict alone is complete."""
    verdict = judge(text, key)
    assert verdict.outcome is outcome
    assert verdict.checks["complete"] is (outcome is Outcome.CORRECT)


def test_an_empty_set_is_an_example_without_existential_import() -> None:
    """Modern logic lets a named set be empty."""
    key = key_of(
        ["all A B", "some_not B C"], "some_not A C", "not_necessarily", existential_import=False
    )
    assert judge("不一定。A=∅，B={1}，C=∅。", key).outcome is Outcome.CORRECT


def test_steps_say_what_fails_and_where() -> None:
    """Each claim that the example makes by being offered is a step with its cause."""
    text = "<think>…</think>不一定。A={1}，B={1,2,3}，C={2,3}"
    found = [(step.text, step.verdict, step.why) for step in judge(text).steps]
    assert found == [
        ("all A are B", Truth.TRUE, "every member of A is in B"),
        ("some B are not C", Truth.TRUE, "a member of B is not in C"),
        ("all A are C", Truth.FALSE, "a member of A is not in C"),
    ]
    assert {step.start for step in judge(text).steps} == {text.index("A={")}


def test_existential_import_adds_a_step_for_an_empty_set() -> None:
    """What the reading demands of every set is a claim like the premises."""
    steps = judge("不一定。A=∅，B={1}，C=∅。").steps
    failing = [step.text for step in steps if step.verdict is Truth.FALSE]
    assert failing == ["A has a member", "C has a member"]


def test_a_key_that_its_models_refute_is_refused() -> None:
    """No answer is judged by a key that is wrong."""
    key = key_of(["all M P", "all S M"], "all S P", "not_necessarily")
    with pytest.raises(ProofError, match="by all models it is necessarily"):
        judge("不一定", key)


@given(st.text(alphabet="ABC={}1,2不一定成立∈∉，。【】答案\\ \n", max_size=200))
def test_hostile_text_never_raises(text: str) -> None:
    """Whatever it says, there is an outcome with a reason."""
    assert judge(text).reason


@given(
    st.frozensets(st.integers(0, 4)),
    st.frozensets(st.integers(0, 4)),
    st.frozensets(st.integers(0, 4)),
)
def test_an_example_is_accepted_exactly_if_it_is_one(
    first: frozenset[int], second: frozenset[int], third: frozenset[int]
) -> None:
    """The judgement agrees with the sets themselves."""
    is_one = bool(first) and bool(third) and first <= second and first <= third
    is_one = is_one and not second <= third
    written = ", ".join(
        f"{name}={{{','.join(map(str, sorted(each)))}}}"
        for name, each in zip("ABC", (first, second, third), strict=True)
    )
    expected = Outcome.CORRECT if is_one else Outcome.WRONG
    assert judge(f"Not necessarily: {written}").outcome is expected


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (
            "不一定。例1：A={1}，B={1,2}，C={3}时成立；例2：A={1}，B={1,2}，C={1}时不成立。",
            Outcome.CORRECT,
        ),
        ("不一定。例1：A={1}，B={1,2}，C={3}；例2：A={1}，B={1,2}，C={1}。", Outcome.WRONG),
        ("不一定。A={1}，B={1,2}，C={3}时成立。", Outcome.WRONG),
    ],
)
def test_a_case_in_which_the_conclusion_holds_is_no_claimed_counterexample(
    text: str, outcome: Outcome
) -> None:
    """If the text says that it does hold there, and offers another case beside it."""
    assert judge(text).outcome is outcome
