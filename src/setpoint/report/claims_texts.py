"""The claims, their verdicts and what would decide them, in words of two languages."""

from setpoint.records import Kind, Language, PromptStyle
from setpoint.report.claims import (
    ClaimVerdict,
    Finding,
    Judgeable,
    JudgedClaim,
    MoreProblems,
    Need,
)
from setpoint.report.claims_catalog import Group, Obstacle
from setpoint.report.claims_measures import Measure

_EN, _ZH = Language.EN, Language.ZH

STATEMENTS = {
    _EN: {
        "C1": "math answers are right at every temperature from 0.3 up",
        "C2": "derivations are less complete up to 0.4 than at 0.5 to 0.7",
        "C3": "consistent and complete derivations peak at 0.6",
        "C4": "false steps rise from 0.9",
        "C5": "code passes most often at 0.6, least at 0.1 and from 1.0; hints, docstring and the "
        "empty case likewise",
        "C6": "the logic verdict is right everywhere, a valid counterexample appears only around "
        "0.6",
        "C7": "from 1.0 rare and control characters, doubled words and non-finite logits appear",
        "C8": "from 1.0 memory is 5 to 8 % higher",
        "C9": "the step format at 0.4 is about as complete as the plain prompt at 0.6",
        "C10": "with sampling off, 0.3 and 0.1 behave alike",
    },
    _ZH: {
        "C1": "温度从 0.3 起，数学答案都正确",
        "C2": "温度不高于 0.4 时，推导不如 0.5 至 0.7 时完整",
        "C3": "一致且完整的推导在 0.6 时最多",
        "C4": "从 0.9 起错误步骤增多",
        "C5": "代码在 0.6 时通过最多，在 0.1 和 1.0 以上最少；类型提示、文档字符串、空输入亦然",
        "C6": "逻辑结论处处正确，有效反例只在 0.6 附近出现",
        "C7": "从 1.0 起出现生僻字符、控制字符、叠词和非有限的 logits",
        "C8": "从 1.0 起内存高出 5 % 至 8 %",
        "C9": "0.4 时用步骤格式，与 0.6 时用普通提示大致同样完整",
        "C10": "关闭采样时，0.3 与 0.1 表现相同",
    },
}
VERDICTS = {
    _EN: {verdict: verdict.value for verdict in ClaimVerdict},
    _ZH: {
        ClaimVerdict.SUPPORTED: "支持",
        ClaimVerdict.REFUTED: "否定",
        ClaimVerdict.UNDECIDED: "未定",
    },
}
HEADINGS = {
    _EN: ("claim", "verdict", "effect [95 %]", "p (Holm)", "what it rests on"),
    _ZH: ("论断", "结论", "效应 [95 %]", "p (Holm)", "依据"),
}
NOTES = {
    _EN: "Effects are differences between groups of temperatures (or, where it says rate, shares) "
    "of answers, for new problems of the kind; the unit is the problem. A claim holds if all its "
    "comparisons do. 'At every temperature' is read as in at least 90 % of answers, 'about as' as "
    "at most 10 points apart.",
    _ZH: "效应是各组温度之间答案比例的差（写明比例者为比例本身），针对同类新题，以题为单位。"
    "各项比较都成立，论断才成立。处处正确指至少 90 %，大致相同指相差不超过 10 个百分点。",
}
_OBSTACLES = {
    _EN: {
        Obstacle.MEMORY: "a run does not record memory",
        Obstacle.UNFINISHED: "the run is not finished, and short answers end first",
        Obstacle.SAMPLING_OFF: "a run stores sampling off as temperature 0, so that 0.3 and 0.1 "
        "would be the same setting",
    },
    _ZH: {
        Obstacle.MEMORY: "运行记录中没有内存",
        Obstacle.UNFINISHED: "运行尚未完成，而短的回答先结束",
        Obstacle.SAMPLING_OFF: "关闭采样记为温度 0，因此 0.3 与 0.1 是同一设置",
    },
}
_MEASURES = {
    _EN: {
        Measure.RIGHT: "right answers",
        Measure.COMPLETE: "complete answers",
        Measure.SOUND: "consistent and complete derivations",
        Measure.FALSE_STEPS: "answers with false steps",
        Measure.HINTS: "type hints",
        Measure.DOCSTRING: "docstrings",
        Measure.EMPTY_INPUT: "empty input handled",
        Measure.COUNTEREXAMPLE: "valid counterexamples",
        Measure.DOUBLED_WORDS: "doubled words",
        Measure.CONTROL_CHARACTERS: "control characters",
        Measure.RARE_CHARACTERS: "rare characters",
        Measure.NON_FINITE: "non-finite logits",
    },
    _ZH: {
        Measure.RIGHT: "正确答案",
        Measure.COMPLETE: "完整答案",
        Measure.SOUND: "一致且完整的推导",
        Measure.FALSE_STEPS: "含错误步骤的答案",
        Measure.HINTS: "类型提示",
        Measure.DOCSTRING: "文档字符串",
        Measure.EMPTY_INPUT: "空输入处理",
        Measure.COUNTEREXAMPLE: "有效反例",
        Measure.DOUBLED_WORDS: "叠词",
        Measure.CONTROL_CHARACTERS: "控制字符",
        Measure.RARE_CHARACTERS: "生僻字符",
        Measure.NON_FINITE: "非有限 logits",
    },
}
_KINDS = {
    _EN: {Kind.MATH: "math ", Kind.CODE: "code ", Kind.LOGIC: "logic ", None: ""},
    _ZH: {Kind.MATH: "数学", Kind.CODE: "代码", Kind.LOGIC: "逻辑", None: ""},
}
_STYLES = {
    _EN: {PromptStyle.PLAIN: "plain", PromptStyle.STEPS: "steps"},
    _ZH: {PromptStyle.PLAIN: "普通", PromptStyle.STEPS: "步骤"},
}


def describe_basis(judged: JudgedClaim, language: Language) -> str:
    """Returns the comparison that counted, then what would decide the claim."""
    decisive = [_describe_finding(judged.decisive, language)] if judged.decisive else []
    needs = describe_needs(judged.needs, language)
    return ("; " if language is _EN else "；").join([*decisive, *([needs] if needs else [])])


def describe_needs(needs: tuple[Need, ...], language: Language) -> str:
    """Returns all that would decide a claim in one clause; empty if nothing is needed."""
    groups = [need for need in needs if isinstance(need, Group)]
    others = [_describe_need(need, language) for need in needs if not isinstance(need, Group)]
    wanted = [_describe_group(group, language) for group in groups]
    if language is _EN:
        return "; ".join([*([f"needs {' and '.join(wanted)}"] if wanted else []), *others])
    return "；".join([*([f"需要{'、'.join(wanted)}"] if wanted else []), *others])


def _describe_finding(finding: Finding, language: Language) -> str:
    comparison = finding.comparison
    what = _MEASURES[language][comparison.measure]
    first = _describe_group(comparison.first, language)
    second = _describe_group(comparison.second, language) if comparison.second else None
    if language is _EN:
        against = f" against {second}" if second else " (rate)"
        unjudged = f", {finding.unjudged} answers not judged" if finding.unjudged else ""
        return f"{what}: {first}{against}, {finding.problems} problems{unjudged}"
    against = f"对{second}" if second else "（比例）"
    unjudged = f"，{finding.unjudged} 个答案无法判定" if finding.unjudged else ""
    return f"{what}：{first}{against}，{finding.problems} 题{unjudged}"


def _describe_group(group: Group, language: Language) -> str:
    style = _STYLES[language][group.style]
    if group.lowest == group.highest:
        return f"{style} at {group.lowest:g}" if language is _EN else f"{style} {group.lowest:g}"
    if group.highest >= 2:  # noqa: PLR2004 - the highest temperature there is
        return f"{style} from {group.lowest:g}" if language is _EN else f"{style} ≥{group.lowest:g}"
    if group.lowest == 0:
        return (
            f"{style} up to {group.highest:g}" if language is _EN else f"{style} ≤{group.highest:g}"
        )
    joint = " to " if language is _EN else " 至 "
    at = " at " if language is _EN else " "
    return f"{style}{at}{group.lowest:g}{joint}{group.highest:g}"


def _describe_need(need: Judgeable | MoreProblems | Obstacle, language: Language) -> str:
    if isinstance(need, Obstacle):
        return _OBSTACLES[language][need]
    if isinstance(need, Judgeable):
        kind, measure = _KINDS[language][need.kind], _MEASURES[language][need.measure]
        if language is _EN:
            return f"needs {kind}problems in which {measure} can be judged"
        return f"需要能判定{measure}的{kind}题目"
    if need.number is None:
        words = ("no difference was seen, so no number of problems can be named", "未见差异")
    else:
        words = (f"needs about {need.number} problems more", f"约需再加 {need.number} 题")
    return words[0] if language is _EN else words[1]
