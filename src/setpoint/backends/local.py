"""The local engine as a `TextGenerator`: renders prompts, runs rows, decodes their text."""

from collections.abc import Callable, Iterator, Sequence

from setpoint.backends.rows import RowBuilder
from setpoint.engine.build import prepare
from setpoint.engine.engine import Engine
from setpoint.engine.memory import plan_slots
from setpoint.engine.schedule import Row
from setpoint.engine.stops import cut
from setpoint.engine.threads import choose_threads, trial_step
from setpoint.errors import SettingError
from setpoint.models.chat import RenderedPrompt, render_prompt
from setpoint.models.load import LoadedModel
from setpoint.records import Completion, GenerationRequest, StepReport


class LocalGenerator:
    """Generates with a model in this process, all requests in one running batch.

    Args:
        model: Taken over: its network's weights may move into the engine, so that it is of no use
            to anybody else.
    """

    def __init__(self, model: LoadedModel) -> None:
        self._model = model
        self._runner = prepare(model.network)
        self._builder = RowBuilder(model)

    def choose_threads(self, *, most: int) -> int:
        """Returns the number of threads, at most so many, with which this model is fastest now."""
        if most == 1 or self._model.network.device.type != "cpu":
            return 1  # a GPU is fed by one
        return choose_threads(trial_step(self._runner), most=most)

    def generate(
        self, requests: Sequence[GenerationRequest], on_step: Callable[[StepReport], None]
    ) -> Iterator[Completion]:
        """Yields completions as rows end; see `protocols.TextGenerator`.

        Raises:
            SettingError: A prompt leaves no room in the model's context, or a row does not fit
                in memory.
        """
        if not requests:
            return
        rows = self._build_rows(requests)
        capacity = max(len(row.prompt_ids) + row.room for row in rows)
        network = self._model.network
        slots = plan_slots(network, capacity=capacity, rows=len(rows))
        forward = self._runner.forward(slots=slots, capacity=capacity)
        engine = Engine(forward, slots=slots, stop_ids=self._model.stop_ids, measures=True)
        for row in engine.run(rows, on_step):
            yield self._complete(row)

    def _build_rows(self, requests: Sequence[GenerationRequest]) -> list[Row]:
        """Returns a row for each request: of one prompt together, of one seed side by side.

        Within these, rows that begin at one temperature are neighbours: where there are more than
        can be computed as one, those that share a thought still do.
        """
        prompts: dict[str, RenderedPrompt] = {}
        groups: dict[str, dict[int, list[Row]]] = {}
        for request in requests:
            if request.prompt not in prompts:
                prompts[request.prompt] = render_prompt(self._model.tokenizer, request.prompt)
            row = self._build_row(request, prompts[request.prompt])
            groups.setdefault(request.prompt, {}).setdefault(request.seed, []).append(row)
        return [
            row
            for seeds in groups.values()
            for rows in seeds.values()
            for row in sorted(rows, key=lambda row: row.sampling.temperature)
        ]

    def _build_row(self, request: GenerationRequest, prompt: RenderedPrompt) -> Row:
        left = self._model.context_length - len(prompt.token_ids)
        if left < 1:
            raise SettingError(
                f"the prompt of {request.key.problem_id} has {len(prompt.token_ids)} tokens, but "
                f"{self._model.name} has a context of {self._model.context_length}."
            )
        room = min(request.max_new_tokens, left)
        return self._builder.build(request, prompt, room=room)

    def _complete(self, row: Row) -> Completion:
        assert row.finish_reason is not None  # noqa: S101 - the engine yields ended rows only
        text_ids = row.emitted
        if text_ids and self._builder.ends(text_ids[-1]):
            text_ids = text_ids[:-1]
        return Completion(
            key=row.request.key,
            text=cut(self._builder.decode(text_ids), row.request.stop),
            tokens=len(row.emitted),
            prompt_tokens=len(row.prompt_ids),
            finish_reason=row.finish_reason,
            opens_in_thought=row.opens_in_thought,
            rescues=row.rescues,
            mean_token_entropy=row.mean_entropy,
        )
