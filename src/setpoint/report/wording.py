"""The outcome of a comparison in plain words of either language."""

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any

from setpoint.records import Arm, Language
from setpoint.report.by_kind import KindComparison
from setpoint.report.comparison import ArmChoice
from setpoint.report.run import RunData
from setpoint.report.texts import load_texts
from setpoint.stats.choose import Choice, Finding, JudgedLevel


def describe_headline(choice: Choice, language: Language = Language.EN) -> str:
    """Returns the finding in as few words as it takes."""
    words = load_texts(language)["headline"]
    if choice.finding is not Finding.PLATEAU:
        return str(words[choice.finding])
    low, high = (format_temperature(choice.plateau[end].temperature) for end in (0, -1))
    return str(words["peak" if low == high else "plateau"].format(low=low, high=high))


def explain(choice: Choice, language: Language = Language.EN) -> str:
    """Returns in one or two sentences why there is a setpoint, or why there is none."""
    words = load_texts(language)
    values: dict[str, str] = {}
    if choice.best is not None:
        worst = min(choice.levels, key=lambda level: level.right.rate)
        levels = [level.temperature for level in choice.levels]
        worse = {level.temperature for level in choice.levels if level.is_worse}
        values = {
            "best": _describe(choice.best, words),
            "worst": _describe(worst, words),
            "plateau": format_ranges(levels, {e.temperature for e in choice.plateau}, language),
            "worse": format_ranges(levels, worse, language),
        }
    is_peak = choice.finding is Finding.PLATEAU and len(choice.plateau) == 1
    return str(words["finding"]["peak" if is_peak else choice.finding].format(**values))


def explain_run(run: RunData, choice: Choice, language: Language = Language.EN) -> str:
    """Returns what `explain` does; of a search, what it said itself."""
    return explain(choice, language) if run.finding is None else run.finding.reason


def explain_kind(comparison: KindComparison, language: Language = Language.EN) -> str:
    """Returns in one sentence which temperatures of a kind are as good as its best."""
    words = load_texts(language)["kind_finding"]
    if comparison.problems == 1:
        return str(words["one_problem"])
    if not comparison.decided:
        return str(words["alike"])
    name = "peak" if len(comparison.plateau) == 1 else "plateau"
    return str(
        words[name].format(
            best=format_temperature(comparison.best),
            plateau=format_ranges(
                [level.temperature for level in comparison.levels],
                {level.temperature for level in comparison.plateau},
                language,
            ),
        )
    )


def explain_arms(choice: ArmChoice, language: Language = Language.EN) -> str:
    """Returns in a sentence which arm did best, and how many are told apart from it."""
    words = load_texts(language)["arms"]
    if choice.best is None:
        return str(words["no_samples"])
    right = choice.best.level.right
    return str(
        words["decided" if choice.decided else "alike"].format(
            best=choice.best.arm.name,
            right=right.successes,
            trials=right.trials,
            worse=sum(judged.level.is_worse for judged in choice.arms),
            arms=len(choice.arms),
        )
    )


def name_series(arms: Iterable[Arm], language: Language = Language.EN) -> dict[str, str]:
    """Returns what to call each series: its style, and the settings that are not neutral."""
    styles = load_texts(language)["style"]
    return {arm.series: " ".join([styles[arm.style], *arm.series.split(" ")[1:]]) for arm in arms}


def format_temperature(temperature: float) -> str:
    """Returns a temperature with at least one decimal: ``0.25``, ``1.0``."""
    return str(round(float(temperature), 6))


def format_ranges(
    temperatures: Iterable[float],
    chosen: Collection[float],
    language: Language = Language.EN,
) -> str:
    """Returns the chosen temperatures, neighbours joined: ``0.3 to 0.7 and 1.2``."""
    words = load_texts(language)["ranges"]
    ranges = []
    for is_chosen, group in groupby(temperatures, lambda temperature: temperature in chosen):
        levels = [format_temperature(temperature) for temperature in group]
        if is_chosen:
            ranges.append(words["to"].join(dict.fromkeys((levels[0], levels[-1]))))
    first = words["comma"].join(ranges[:-1])
    return str(words["and"].join(filter(None, [first, *ranges[-1:]])))


def _describe(level: JudgedLevel, words: dict[str, Any]) -> str:
    return str(
        words["finding"]["level"].format(
            temperature=format_temperature(level.temperature),
            right=level.right.successes,
            trials=level.right.trials,
        )
    )
