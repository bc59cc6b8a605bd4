"""Loops that are taken back, with a service that emits what a test has written."""

from collections.abc import Callable

import pytest
from fakes.networks import byte_tokenizer, save_model

from setpoint.backends.answer import LocalAnswer
from setpoint.backends.rows import RowBuilder
from setpoint.engine.schedule import Row
from setpoint.engine.service import Service, Ticket
from setpoint.errors import ServiceClosedError
from setpoint.models.chat import RenderedPrompt
from setpoint.models.load import Dtype, load_model
from setpoint.protocols import ChatRequest, Rewind
from setpoint.records import Block, FinishReason, Sampling

PROMPT = RenderedPrompt(token_ids=(1, 2), opens_in_thought=False)
STOP_IDS = frozenset({256})
LOOP = "xyz" * 100

TOKENIZER = byte_tokenizer()


class ScriptedService(Service):
    """Emits a text for each row, as far as the row takes it.

    Attributes:
        rows: All that were submitted.
    """

    def __init__(self, *texts: str) -> None:
        self.rows: list[Row] = []
        self._texts = list(texts)

    def submit(self, row: Row) -> Ticket:
        """Runs the row to its end; refuses it if there is no text left."""
        if not self._texts:
            raise ServiceClosedError("the service is closed.")
        for token in [*TOKENIZER(self._texts.pop(0)).input_ids, *STOP_IDS]:
            if row.finish_reason is None:
                row.append(token, STOP_IDS)
        self.rows.append(row)
        ticket = Ticket(row, self)
        ticket.send(is_over=True)
        return ticket

    def cancel(self, ticket: Ticket) -> None:
        """Does nothing: the row is over."""


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> RowBuilder:
    """Returns a builder with one token a byte."""
    folder = save_model(tmp_path_factory.mktemp("model"))
    return RowBuilder(load_model("tiny", folder, dtype=Dtype.FLOAT32))


@pytest.fixture
def answer_of(builder: RowBuilder) -> Callable[..., LocalAnswer]:
    """Returns what begins an answer at 0.5, and at 0.2 in code."""

    def answer_of(service: Service, *, most_rewinds: int = 2) -> LocalAnswer:
        request = ChatRequest(
            sampling=Sampling(temperature=0.5, blocks=((Block.CODE, 0.2),)),
            seed=7,
            most_rewinds=most_rewinds,
        )
        return LocalAnswer(builder, service, request, PROMPT, room=1000)

    return answer_of


def spoken(answer: LocalAnswer) -> str:
    """Returns the text of an answer."""
    return "".join(part.content for part in answer)


def test_a_loop_ends_an_answer_that_may_not_go_back(answer_of: Callable[..., LocalAnswer]) -> None:
    """What was emitted stands."""
    answer = answer_of(ScriptedService(f"Well: {LOOP}"), most_rewinds=0)
    assert spoken(answer).startswith("Well: xyzxyzxyz")
    assert answer.finish_reason is FinishReason.LOOP
    assert not answer.rewinds


def test_a_loop_is_taken_back_and_the_answer_goes_on(answer_of: Callable[..., LocalAnswer]) -> None:
    """Hotter in all its blocks, with other noise, within what was left of its room."""
    service = ScriptedService(f"Well: {LOOP}", " - and so it ends.")
    answer = answer_of(service)
    parts = list(answer)
    assert "".join(part.content for part in parts) == "Well: xyz - and so it ends."
    assert answer.finish_reason is FinishReason.STOP
    assert answer.prompt_tokens == 2
    assert answer.rewinds == [Rewind(kept=9, dropped=140, heat=0.2)]

    first, second = service.rows
    assert second.prompt_ids == (1, 2, *first.emitted[:9])
    assert second.room == 1000 - 9
    assert second.request.seed != first.request.seed == 7
    assert second.request.sampling == Sampling(temperature=0.7, blocks=((Block.CODE, 0.4),))
    temperatures = [part.temperature for part in parts if part.block]
    assert temperatures == [0.5] * 9 + [0.7] * len(second.emitted)


def test_a_block_goes_on_behind_a_rewind(answer_of: Callable[..., LocalAnswer]) -> None:
    """The new row knows that it stands in code."""
    service = ScriptedService(f"```python\n{LOOP}", "y = 1\n```\nDone.")
    parts = list(answer_of(service))
    assert [part.block for part in parts if part.block][-1] is Block.PROSE
    assert service.rows[1].temperatures[0] == 0.4
    assert service.rows[1].temperatures[-1] == 0.7


def test_a_loop_is_taken_back_twice_at_most(answer_of: Callable[..., LocalAnswer]) -> None:
    """Each time hotter; the third one ends the answer."""
    service = ScriptedService(f"Well: {LOOP}", f";{'uvw' * 100}", f",{'rst' * 100}")
    answer = answer_of(service)
    assert spoken(answer).startswith("Well: xyz;uvw,rstrstrst")
    assert answer.finish_reason is FinishReason.LOOP
    assert [rewind.heat for rewind in answer.rewinds] == [0.2, 0.4]
    assert len({row.request.seed for row in service.rows}) == 3


def test_a_loop_that_goes_on_behind_a_rewind_is_seen(answer_of: Callable[..., LocalAnswer]) -> None:
    """The new row remembers what has been said."""
    service = ScriptedService(f"Well: {LOOP}", LOOP, " enough.")
    assert spoken(answer_of(service)) == "Well: xyz enough."
    assert len(service.rows[1].emitted) < len(service.rows[0].emitted)


def test_a_repetition_that_ends_by_itself_stands(answer_of: Callable[..., LocalAnswer]) -> None:
    """It comes later, whole and in order."""
    text = f"Rows: {'|--' * 20}| end"
    assert spoken(answer_of(ScriptedService(text))) == text


def test_a_service_that_takes_no_row_lets_the_loop_stand(
    answer_of: Callable[..., LocalAnswer],
) -> None:
    """The answer ends as one that may not go back."""
    answer = answer_of(ScriptedService(f"Well: {LOOP}"))
    assert spoken(answer).startswith("Well: xyzxyzxyz")
    assert answer.finish_reason is FinishReason.LOOP
    assert not answer.rewinds


def test_a_cancelled_answer_does_not_go_on(answer_of: Callable[..., LocalAnswer]) -> None:
    """Though its row ended in a loop."""
    service = ScriptedService(f"Well: {LOOP}", "never")
    answer = answer_of(service)
    answer.cancel()
    list(answer)
    assert len(service.rows) == 1
