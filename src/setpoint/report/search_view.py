"""A search on a terminal: while it runs, and what it found.

What is covered: 80 columns and more.
"""

from collections.abc import Collection

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from setpoint.records import Kind
from setpoint.report.search_wording import explain_confirmation, explain_decision
from setpoint.report.setpoint_file import SearchData, is_decided, planned_grid
from setpoint.report.wording import format_temperature
from setpoint.stats.confirmation import confirm
from setpoint.stats.decision import Decision, believed_curve, decision
from setpoint.stats.estimate import Estimate
from setpoint.stats.search_plan import Plan
from setpoint.stats.search_state import State, restrict

_WIDTH = 24


def render_search(data: SearchData) -> RenderableType:
    """Returns what was found, what it rests on, and what it cost."""
    state, found = data.state, decision(data.state)
    confirmation = confirm(state)
    sentences = [
        explain_decision(found, state.plan),
        *(explain_confirmation(confirmation) if confirmation else []),
        _describe_cost(data),
    ]
    return Group(
        Text(f"{data.model}: {_headline(found)}", style="bold"),
        render_belief(state),
        *([_render_kinds(data)] if len(data.kinds) > 1 else []),
        Text("\n".join(sentences)),
    )


def render_belief(state: State, asked: Collection[float] = ()) -> RenderableType:
    """Returns what the search believes of each temperature.

    Args:
        state: Of the search.
        asked: Temperatures that are being asked now, which are marked.
    """
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    points = f"{100 * state.plan.within:g} points"
    for name in (
        "T",
        "right",
        "expected",
        "0 %" + " " * (_WIDTH - 8) + "100 %",
        f"within {points}",
    ):
        table.add_column(name, justify="left" if "100" in name else "right", no_wrap=True)
    curve, best = believed_curve(state), decision(state).best
    for index, temperature in enumerate(state.plan.temperatures):
        mark = "▸" if temperature in asked else " "
        runs, right = int(state.runs[:, index].sum()), int(state.right[:, index].sum())
        believed = curve[index] if curve else None
        chance = f"{100 * state.regrets.near[index]:.0f} %" if state.regrets else "-"
        table.add_row(
            f"{mark} {format_temperature(temperature)}",
            f"{right}/{runs}" if runs else "-",
            f"{100 * believed.value:.0f} %" if believed else "-",
            _bar(believed) if believed else "",
            chance,
            style="bold" if temperature == best else "",
        )
    return table


def _bar(estimate: Estimate) -> str:
    """Draws the credible interval, with a point at the value."""
    bounds = (estimate.low, estimate.value, estimate.high)
    low, value, high = (round(bound * (_WIDTH - 1)) for bound in bounds)
    cells = [" "] * _WIDTH
    cells[low : high + 1] = "─" * (high - low + 1)
    cells[value] = "●"
    return "".join(cells)


def _headline(found: Decision) -> str:
    if found.best is not None and is_decided(found):
        return f"setpoint {format_temperature(found.best)}"
    return "no setpoint"


def _render_kinds(data: SearchData) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for name in ("kind", "setpoint", "not reliably worse", "certainty", "answers"):
        table.add_column(name, justify="left" if name == "kind" else "right", no_wrap=True)
    for kind, names in data.kinds.items():
        table.add_row(*_kind_cells(kind, decision(restrict(data.state, names)), data.state.plan))
    return table


def _kind_cells(kind: Kind, found: Decision, plan: Plan) -> tuple[str, ...]:
    if found.best is None or found.plateau is None:
        return (kind, "-", "-", "-", "0")
    plateau = dict.fromkeys(map(format_temperature, found.plateau))
    is_all = found.plateau == (plan.temperatures[0], plan.temperatures[-1])
    return (
        kind,
        format_temperature(found.best) if is_decided(found) else "-",
        "all" if is_all else " to ".join(plateau),
        f"{100 * found.certainty:.0f} %",
        str(found.answers),
    )


def _describe_cost(data: SearchData) -> str:
    grid = planned_grid(data)
    cost = data.cost
    return (
        f"It took {data.answers:,} answers of {cost.tokens_emitted:,} tokens "
        f"({cost.tokens_computed:,} computed) and {cost.seconds:.0f} s; a grid that is planned for "
        f"the same promise takes {grid.answers:,} answers, about {grid.tokens:,} tokens."
    )
