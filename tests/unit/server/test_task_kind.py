"""Tests of reading the kind of a task."""

import pytest
from fakes.chat import ScriptedChat, ask, client_of

from setpoint.records import Kind
from setpoint.server.settings import Profile
from setpoint.server.task_kind import classify

TASKS = {
    "math": [
        "已知等差数列前3项和为15,前6项和为60,求第9项。",
        "Each bag holds 5 red and 2 blue cards. How many cards are in 7 bags?",
        "Prove that the sum of two odd numbers is even.",
        "Solve 3x + 5 = 20. Explain your reasoning.",
        "What is the remainder when 2^100 is divided by 7?",
        "小明有12个苹果,分给3个同学,每人多少个?",
        "证明根号2是无理数。",
    ],
    "code": [
        "写一个函数,输入字符串s和整数k,返回s中所有长度为k的子串,并去重后按字典序排序。",
        "Write a function that returns the sum of all digits in s.",
        "Write a program to compute the area of a triangle given its three sides.",
        "How do I reverse a list in Python?",
        "def roots(p):\n    '''Returns how many roots the polynomial has: x^2 = 4 has 2.'''",
        "用Python实现一个快速排序算法。",
    ],
    "logic": [
        '如果所有A都是B,且有些B不是C,那么"有些A不是C"是否一定成立?说明理由。',
        "All cats are mammals. Some mammals are black. Does it follow that some cats are black?",
        "A says: B is a knave. B says: we are both knights. Who is the knave?",
        "No fish are birds. All herrings are fish. Must it be true that no herrings are birds?",
        "前提:没有鸟是鱼,有些动物是鸟。能否推出有些动物不是鱼?",
    ],
    "creative": [
        "Suggest five titles for an article about small language models.",
        "Write a poem about autumn in Beijing.",
        "给一篇关于环保的文章起三个标题。",
        "帮我写一个睡前故事,主角是一只小狐狸。",
    ],
    "mixed": [
        "Write a Python script for Fibonacci numbers, and explain how recursion and loops differ.",
        "Write a function for factorials. Then prove that it terminates.",
        "Write a haiku about recursion and implement a recursive function for it in Python.",
        "What is the capital of France?",
        "",
    ],
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in TASKS.items() for text in texts]
)
def test_kinds_are_told_apart(kind: str, text: str) -> None:
    """In both languages; what asks for several kinds, or for none, is mixed."""
    assert classify(text).kind == kind


def test_the_reason_names_the_signs() -> None:
    """The weightiest first."""
    assert classify("Prove that x + 3 = 10 has one solution.").why == (
        "says 'prove' and has a formula and has an equation"
    )
    assert classify("你好").why == "has no sign of one kind"


@pytest.mark.parametrize("is_first", [True, False])
def test_of_a_long_text_both_ends_are_read(*, is_first: bool) -> None:
    """What is asked stands before or behind what it is about."""
    parts = ["Prove this theorem.", "word " * 10_000]
    assert classify("\n".join(parts if is_first else parts[::-1])).kind == "math"


def test_auto_uses_what_was_measured() -> None:
    """The kind's own temperature, else the profile's; the reply says which and why."""
    profile = Profile(temperature=0.4, kinds={Kind.MATH: 0.2})
    client = client_of(ScriptedChat(default_sampling={"temperature": 0.9}), profile=profile)
    for question, kind, temperature, source in (
        ("Solve 2x = 8.", "math", 0.2, "profile"),
        ("Write a function that sorts a list.", "code", 0.4, "profile"),
        ("Write a poem.", "creative", 0.9, "model"),
        ("Hello!", "mixed", 0.9, "model"),
    ):
        messages = [{"role": "user", "content": question}]
        account = ask(client, preset="auto", messages=messages)["setpoint"]
        assert account["task"]["kind"] == kind
        assert account["task"]["why"]
        assert account["sampling"]["temperature"] == temperature
        assert account["temperature_source"] == source


def test_auto_reads_the_last_question() -> None:
    """What came before has been answered."""
    messages = [
        {"role": "user", "content": "Write a poem."},
        {"role": "assistant", "content": "A rose."},
        {"role": "user", "content": "Solve 2x = 8."},
    ]
    assert ask(client_of(), preset="auto", messages=messages)["setpoint"]["task"]["kind"] == "math"


def test_a_kind_that_is_given_is_not_guessed() -> None:
    """The request knows better; and a temperature comes before everything."""
    client = client_of(profile=Profile(kinds={Kind.LOGIC: 0.3}))
    account = ask(client, preset="auto", kind="logic")["setpoint"]
    assert "task" not in account
    assert account["sampling"]["temperature"] == 0.3
    assert ask(client, preset="auto", temperature=0.5)["setpoint"]["sampling"]["temperature"] == 0.5


def test_a_read_kind_is_warned_for() -> None:
    """As if it had been given."""
    account = ask(client_of(ScriptedChat(default_sampling={"temperature": 0.8})), preset="auto")
    assert "Temperature 0.8 for math" in account["setpoint"]["warnings"][0]
