"""The outcome of a comparison in plain English."""

from collections.abc import Callable
from itertools import groupby

from setpoint.report.comparison import ArmChoice
from setpoint.stats.choose import Choice, Finding, JudgedLevel

ESTIMAND = (
    "95% intervals for sampling noise on these problems only: how far the figures would move if "
    "the same problems were answered again, not how the model does on new problems."
)


def explain(choice: Choice) -> str:
    """Returns in one or two sentences why there is a setpoint, or why there is none."""
    best = choice.best
    if best is None:
        return "No problem has been finished at every temperature yet."
    if choice.finding is Finding.PLATEAU:
        return _explain_plateau(choice, best)
    if choice.finding is Finding.ALIKE:
        return _explain_alike(choice, best)
    return _PLAIN_CASES[choice.finding].format(level=_describe(best))


def explain_arms(choice: ArmChoice) -> str:
    """Returns in a sentence which arm did best, and how many are told apart from it."""
    best = choice.best
    if best is None:
        return "No problem has been finished at every arm yet."
    right = best.level.right
    found = f"Most right was {best.arm.name} with {right.successes} of {right.trials}"
    if not choice.decided:
        return f"{found}, but no arm did worse by more than chance explains."
    worse = sum(judged.level.is_worse for judged in choice.arms)
    return f"{found}; {worse} of {len(choice.arms)} arms did worse by more than chance explains."


def format_temperature(temperature: float) -> str:
    """Returns a temperature with at least one decimal: ``0.25``, ``1.0``."""
    return str(round(float(temperature), 6))


def format_ranges(choice: Choice, belongs: Callable[[JudgedLevel], bool]) -> str:
    """Returns the temperatures that belong, neighbours joined: ``0.3 to 0.7 and 1.2``."""
    ranges = []
    for is_member, group in groupby(choice.levels, belongs):
        temperatures = [format_temperature(level.temperature) for level in group]
        if is_member:
            ranges.append(" to ".join(dict.fromkeys((temperatures[0], temperatures[-1]))))
    return " and ".join(filter(None, [", ".join(ranges[:-1]), *ranges[-1:]]))


_PLAIN_CASES = {
    Finding.ALL_RIGHT: (
        "Every answer was right at every temperature: these problems are too easy to tell "
        "temperatures apart."
    ),
    Finding.NONE_RIGHT: (
        "No answer was right at any temperature: these problems are too hard to tell "
        "temperatures apart."
    ),
    Finding.ONE_LEVEL: "Only one temperature was tried, {level}, so there is nothing to compare.",
}


def _explain_plateau(choice: Choice, best: JudgedLevel) -> str:
    worse = format_ranges(choice, lambda level: level.is_worse)
    worse_too = f"{worse} did worse by more than chance explains."
    if len(choice.plateau) == 1:
        return f"Best was {_describe(best)}; {worse_too}"
    plateau = format_ranges(choice, lambda level: level.in_plateau)
    return f"Best was {_describe(best)}; {plateau} cannot be told apart from it; {worse_too}"


def _explain_alike(choice: Choice, best: JudgedLevel) -> str:
    worst = min(choice.levels, key=lambda level: level.right.rate)
    return (
        f"Even the best temperature, {_describe(best)}, and the worst, {_describe(worst)}, are no "
        "further apart than chance explains. More problems or runs may decide."
    )


def _describe(level: JudgedLevel) -> str:
    temperature = format_temperature(level.temperature)
    return f"{temperature} with {level.right.successes} of {level.right.trials} right"
