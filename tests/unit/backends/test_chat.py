"""The local engine behind the chat interface."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.networks import PLAIN_TEMPLATE, THINKING_TEMPLATE, save_model

from setpoint.backends.chat import LocalChat
from setpoint.backends.local import LocalGenerator
from setpoint.errors import ContextFullError, ServiceClosedError, SettingError
from setpoint.models.load import Dtype, LoadedModel, load_model
from setpoint.protocols import AnswerPart, ChatRequest, ServiceState
from setpoint.records import Block, GenerationRequest, SampleKey, Sampling

HOT = Sampling(temperature=1.0)
CAPACITY = 256


@pytest.fixture
def open_chat(tmp_path: Path) -> Iterator[Callable[[str], LocalChat]]:
    """Returns what opens chats with the random model that are closed after the test."""
    chats = []

    def open_chat(template: str) -> LocalChat:
        chat = LocalChat(load(tmp_path, template), capacity=CAPACITY, rows=2, most_waiting=8)
        chats.append(chat)
        return chat

    yield open_chat
    for chat in chats:
        chat.close()


def load(folder: Path, template: str = PLAIN_TEMPLATE) -> LoadedModel:
    """Returns the random model."""
    return load_model("tiny", save_model(folder, template=template), dtype=Dtype.FLOAT32)


def ask(chat: LocalChat, content: str = "hello", *, most: int | None = 40) -> list[AnswerPart]:
    """Returns the parts of an answer."""
    messages = ({"role": "user", "content": content},)
    request = ChatRequest(messages=messages, sampling=HOT, seed=3, max_new_tokens=most)
    return list(chat.start(request))


def test_a_served_answer_is_that_of_a_sweep(
    open_chat: Callable[[str], LocalChat], tmp_path: Path
) -> None:
    """One model, prompt and seed: what was measured is what is served."""
    parts = ask(open_chat(PLAIN_TEMPLATE))
    key = SampleKey(problem_id="p", arm="T=1", run=0)
    request = GenerationRequest(key=key, prompt="hello", sampling=HOT, seed=3, max_new_tokens=40)
    (measured,) = LocalGenerator(load(tmp_path / "again")).generate([request], lambda _: None)
    assert "".join(part.content for part in parts) == measured.text
    assert sum(part.block is not None for part in parts) == measured.tokens


def test_a_prompt_may_open_the_thought(open_chat: Callable[[str], LocalChat]) -> None:
    """Then the text begins inside it, without a tag."""
    parts = ask(open_chat(THINKING_TEMPLATE))
    assert parts[0].block is Block.THINK
    assert any(part.reasoning for part in parts)


def test_an_answer_stays_within_the_capacity(open_chat: Callable[[str], LocalChat]) -> None:
    """Whatever cap is asked for, or none."""
    chat = open_chat(PLAIN_TEMPLATE)
    for most in (None, 10_000):
        tokens = sum(part.block is not None for part in ask(chat, "x" * 240, most=most))
        assert 240 + tokens <= 256


def test_a_prompt_beyond_the_capacity_is_refused(open_chat: Callable[[str], LocalChat]) -> None:
    """With both sizes."""
    with pytest.raises(ContextFullError) as refusal:
        ask(open_chat(PLAIN_TEMPLATE), "x" * 300)
    assert (refusal.value.prompt_tokens, refusal.value.limit) == (303, 256)


def test_a_template_may_refuse_a_conversation(open_chat: Callable[[str], LocalChat]) -> None:
    """In its own words."""
    with pytest.raises(SettingError, match="no conversation"):
        ask(open_chat("{{ raise_exception('no conversation') }}"))


def test_a_closed_chat_takes_nothing(open_chat: Callable[[str], LocalChat]) -> None:
    """And says so."""
    chat = open_chat(PLAIN_TEMPLATE)
    chat.close()
    with pytest.raises(ServiceClosedError):
        ask(chat)


def test_tokens_have_the_temperature_at_which_they_were_drawn(
    open_chat: Callable[[str], LocalChat],
) -> None:
    """Also while memory is short."""
    chat = open_chat(PLAIN_TEMPLATE)
    assert {part.temperature for part in ask(chat) if part.block} == {1.0}
    chat.adjust(cooling=0.1, rows_share=0.5)
    assert {part.temperature for part in ask(chat) if part.block} == {0.9}


def test_the_load_is_told(open_chat: Callable[[str], LocalChat]) -> None:
    """What is held, and for how much there is room."""
    chat = open_chat(PLAIN_TEMPLATE)
    ask(chat)
    assert (chat.load.running, chat.load.waiting, chat.load.tokens_held) == (0, 0, 0)
    assert chat.load.tokens_room == 2 * CAPACITY
    assert chat.state is ServiceState.READY
    assert 0 < chat.memory().share < 1


def test_caches_are_emptied_while_it_serves(open_chat: Callable[[str], LocalChat]) -> None:
    """The same answer as before."""
    chat = open_chat(PLAIN_TEMPLATE)
    before = ask(chat)
    chat.empty_cache()
    assert ask(chat) == before


def test_a_text_is_continued_as_it_stands(open_chat: Callable[[str], LocalChat]) -> None:
    """With one beginning of the sentence, without a template, and tags left alone."""
    chat = open_chat(THINKING_TEMPLATE)
    texts = ["<think>ab", "<|begin|><think>ab", "```python\n"]
    answers = [chat.start(ChatRequest(text=text, sampling=HOT, seed=3)) for text in texts]
    parts = [list(answer) for answer in answers]
    assert [answer.prompt_tokens for answer in answers] == [3, 4, 10]
    assert [one[0].block for one in parts] == [Block.THINK, Block.THINK, Block.CODE]
    assert not any(part.reasoning for one in parts for part in one)


def test_an_empty_text_is_refused(open_chat: Callable[[str], LocalChat]) -> None:
    """There is nothing to go on from."""
    with pytest.raises(SettingError, match="the prompt is empty"):
        open_chat(PLAIN_TEMPLATE).start(ChatRequest(text="", sampling=HOT, seed=3))
