"""Records a step once and replays it: on a GPU, launching its many kernels costs more than they do.

What is covered: one recording for each set of shapes, as a CUDA graph
(docs.pytorch.org/docs/stable/notes/cuda.html#cuda-graphs). On a CPU the same buffers are used and
the step is simply run again, so that all but the graph itself can be tested there.
What is not: what the step does; it may neither wait for the device nor keep new tensors.
"""

from collections.abc import Callable
from typing import TypeAlias

import torch
from torch import Tensor

Step: TypeAlias = Callable[[Tensor], Tensor]


class Recordings:
    """Recorded steps by name; they share their working memory, since only one runs at a time."""

    def __init__(self, device: torch.device) -> None:
        self._steps: dict[tuple[int, ...], Step] = {}
        self._memory = torch.cuda.graph_pool_handle() if device.type == "cuda" else None

    def run(self, name: tuple[int, ...], step: Step, state: Tensor) -> Tensor:
        """Runs a step, recorded the first time that its name is met.

        Args:
            name: Everything that changes shapes or addresses in the step.
            step: A function of the state alone.
            state: Always of the same shape for one name.

        Returns:
            What the step returns, to be read before the next run.
        """
        if name not in self._steps:
            recorded = _keep(step, state) if self._memory is None else self._record(step, state)
            self._steps[name] = recorded
        return self._steps[name](state)

    def _record(self, step: Step, state: Tensor) -> Step:
        """Returns a replay of the step, which is run once before, as recording asks for."""
        held = state.clone()
        side = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            step(held)
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=self._memory):
            output = step(held)

        def replay(state: Tensor) -> Tensor:
            held.copy_(state)
            graph.replay()
            return output

        return replay


def _keep(step: Step, state: Tensor) -> Step:
    """Returns the step on a buffer of its own, as in a recording."""
    held = state.clone()

    def replay(state: Tensor) -> Tensor:
        return step(held.copy_(state))

    return replay
