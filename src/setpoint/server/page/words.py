"""Every text of the page, in two languages.

Gradio's own translation reaches labels only, not what handlers answer, so the page is built once
for each language instead.
"""

from collections.abc import Mapping
from typing import TypeAlias

from setpoint.records import Language
from setpoint.server.page.words_of_runs import TEXTS_OF_RUNS

Words: TypeAlias = Mapping[str, str]
"""Texts by name, in one language."""


def words_of(language: Language) -> Words:
    """Returns all texts in a language."""
    place = list(Language).index(language)
    return {name: texts[place] for name, texts in {**_TEXTS, **TEXTS_OF_RUNS}.items()}


_TEXTS: Mapping[str, tuple[str, str]] = {
    # the page
    "switch": (
        '<a href="../zh/" lang="zh" hreflang="zh">中文</a>',
        '<a href="../en/" lang="en" hreflang="en">English</a>',
    ),
    "intro": (
        (
            "You talk to {model}; below each answer stands at which temperatures it was drawn, and "
            "why. The same port serves OpenAI's API at `/v1`."
        ),
        (
            "正在与 {model} 对话；每个回答下方写明它在哪些温度下生成、为何如此。"
            "同一端口的 `/v1` 提供 OpenAI 兼容接口。"
        ),
    ),
    "tab_chat": ("Chat", "对话"),
    "tab_compare": ("Compare", "对比"),
    "tab_check": ("Check my answer", "检查答案"),
    "tab_sweep": ("Sweep", "扫描"),
    "tab_results": ("Results", "结果"),
    "tab_health": ("Health", "状态"),
    "refused": ("Not done:", "未完成："),
    # chat
    "conversation": ("Conversation", "对话"),
    "ask": ("Your question", "你的问题"),
    "ask_hint": (
        "Enter sends, Shift+Enter begins a new line",
        "回车发送，Shift+回车换行",
    ),
    "empty_chat": ("Ask something.", "请提问。"),
    "send": ("Send", "发送"),
    "stop": ("Stop", "停止"),
    "clear": ("New conversation", "新对话"),
    "thinking": ("Thinking …", "思考中……"),
    "thought": ("Thought", "思考过程"),
    "temperature": ("Temperature", "温度"),
    "preset_auto": ("auto", "自动"),
    "preset_deterministic": ("deterministic", "确定"),
    "preset_exact": ("exact", "精确"),
    "preset_reasoning": ("reasoning", "推理"),
    "preset_creative": ("creative, for review", "创意（需审阅）"),
    "preset_blocks": ("by block", "按块设定"),
    "when_auto": (
        "The temperature measured for the kind of task, from the profile; else the model's own.",
        "按任务类型取实测温度（来自配置文件），否则用模型自带的温度。",
    ),
    "when_deterministic": (
        "The same answer every time. For tests, and where text is compared with text.",
        "每次答案相同。用于测试，或需逐字比对时。",
    ),
    "when_exact": (
        "For strictly determined work: facts, sums, SQL, JSON from parameters.",
        "用于严格确定的工作：事实、计算、SQL、由参数生成 JSON。",
    ),
    "when_reasoning": (
        "For problems of several steps, where a too cold model runs in circles.",
        "用于多步问题；温度过低的模型容易原地打转。",
    ),
    "when_creative": (
        (
            "For drafts, titles and variants that a person will review. Mistrust its math, code "
            "and logic."
        ),
        "用于会有人审阅的草稿、标题与多种写法。其中的数学、代码和逻辑不可轻信。",
    ),
    "when_blocks": (
        "A temperature of its own for each block of one answer: set them under *More settings*.",
        "同一回答的每种块各用各的温度：在“更多设置”中调整。",
    ),
    "more": ("More settings", "更多设置"),
    "kind": ("Kind of task", "任务类型"),
    "kind_none": ("Not said", "未指定"),
    "kind_math": ("Math", "数学"),
    "kind_code": ("Code", "代码"),
    "kind_logic": ("Logic", "逻辑"),
    "in_steps": ("Ask for numbered steps and an answer section", "要求按步骤作答，并写明答案"),
    "seed": ("Seed (empty: a fresh one)", "随机种子（留空则每次新取）"),
    "max_tokens": ("Most tokens of an answer", "回答的最多词元数"),
    "block_think": ("thought", "思考"),
    "block_code": ("code", "代码"),
    "block_plot": ("plotting code", "绘图代码"),
    "block_math": ("formulas", "公式"),
    "block_prose": ("prose", "文字"),
    "account": ("How this answer was made", "这个回答是怎样产生的"),
    "source_request": ("as asked", "按请求"),
    "source_preset": ("from the preset", "按预设"),
    "source_profile": ("as measured", "按实测"),
    "source_model": ("from the model's configuration", "按模型配置"),
    "source_fallback": ("setpoint's own default", "按默认值"),
    "tokens": ("tokens", "词元"),
    "finish_stop": ("ended by itself", "自然结束"),
    "finish_length": ("cut: too few tokens allowed", "已截断：词元数不足"),
    "finish_repetition": ("stopped: it ran in a loop", "已停止：陷入重复"),
    "finish_cancelled": ("stopped", "已停止"),
    "finish_non_finite": ("ended: logits not finite", "已结束：logits 非有限"),
    # compare
    "compare_intro": (
        (
            "One question at several temperatures, all from one seed and in one batch. What an "
            "answer shares with the one before it is grey; where the colour begins, they part."
        ),
        "同一问题在多个温度下作答，种子相同、同批进行。与前一个回答相同的部分为灰色，变色处即分岔处。",
    ),
    "temperatures": ("Temperatures (1 to 12)", "温度（1 至 12 个）"),
    "seed_of_all": ("Seed of all", "共用种子"),
    "run": ("Run", "运行"),
    "all_share": (
        (
            "All are the same for the first {shared} pieces (about a token each); {distinct} "
            "different texts of {count} so far."
        ),
        "前 {shared} 段（每段约一个词元）全部相同；目前 {count} 个回答中有 {distinct} 种不同文本。",
    ),
    "shares": ("parts from {other} after {shared} pieces", "在 {shared} 段之后与 {other} 分岔"),
    "shares_all": ("the same as {other} so far", "目前与 {other} 相同"),
    "too_many": ("choose 1 to 12 temperatures.", "请选择 1 至 12 个温度。"),
    "key_of_answers": (
        "Check every answer against a key (optional)",
        "用答案逐个检查（可选）",
    ),
    # check
    "check_intro": (
        (
            "Paste an answer, by a person or by any model. It is checked by computation; code is "
            "run in a sandbox."
        ),
        "粘贴一个回答，无论出自人还是模型。检查靠计算；代码在沙箱中运行。",
    ),
    "problem": ("Problem (else a key of your own below)", "题目（或在下方自备答案）"),
    "gold": ("Key", "标准答案"),
    "gold_hint": (
        (
            'math: 85/3 · code: {"fn": "add", "tests": [[[1, 2], 3]]} · logic: '
            '{"premises": ["all A B"], "conclusion": "some A B", "verdict": '
            '"necessarily", "existential_import": true}'
        ),
        (
            '数学：85/3 · 代码：{"fn": "add", "tests": [[[1, 2], 3]]} · 逻辑：'
            '{"premises": ["all A B"], "conclusion": "some A B", "verdict": '
            '"necessarily", "existential_import": true}'
        ),
    ),
    "question": (
        "Question (optional: its numbers may be used in the derivation)",
        "问题（可选：推导可以使用其中的数字）",
    ),
    "answer": ("Answer", "回答"),
    "check": ("Check", "检查"),
    "needs_key": (
        "name a problem, or a kind and a key.",
        "请给出题目，或任务类型与答案。",
    ),
    "too_long": ("the text has more than {most} characters.", "文本超过 {most} 个字符。"),
    "read_as": ("Answer as read", "读出的答案"),
    "checks": ("Checks", "检查项"),
    "steps": ("Steps", "步骤"),
    "no_steps": ("No step could be singled out.", "没有可单独检查的步骤。"),
    "step_TRUE": ("holds", "成立"),
    "step_FALSE": ("does not hold", "不成立"),
    "step_UNKNOWN": ("could not be judged", "无法判断"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "not_judged": ("not judged", "未判"),
    "check_complete": ("complete", "完整"),
    "check_consistent": ("consistent", "前后一致"),
    "check_traceable": ("every number has a source", "每个数都有来源"),
    "check_traceable_share": ("share of numbers with a source", "有来源的数所占比例"),
    "check_true_steps": ("steps that hold", "成立的步骤"),
    "check_false_steps": ("steps that do not hold", "不成立的步骤"),
    "check_unknown_steps": ("steps not judged", "未判的步骤"),
    "check_tests_passed": ("tests passed", "通过的测试"),
    "check_tests_total": ("tests in all", "测试总数"),
    "check_pep8": ("PEP 8", "PEP 8"),
    "check_hints": ("type hints", "类型提示"),
    "check_docstring": ("docstring", "文档字符串"),
    "check_empty_input": ("empty input handled", "处理空输入"),
    "check_verdict": ("verdict right", "结论正确"),
    "check_counterexample": ("valid counterexample", "有效反例"),
    "check_no_repetition": ("no repetition", "无重复"),
    "check_no_doubled_words": ("no doubled words", "无叠词"),
    "check_no_strange_characters": ("no strange characters", "无异常字符"),
    "outcome_CORRECT": ("right", "正确"),
    "outcome_WRONG": ("wrong", "错误"),
    "outcome_NO_ANSWER": ("no answer", "没有答案"),
    "outcome_TRUNCATED": ("cut off", "被截断"),
    "outcome_UNPARSED": ("could not be read", "无法读取"),
    "outcome_LOOP": ("ran in a loop", "陷入重复"),
    "outcome_TIMEOUT": ("took too long", "超时"),
    "outcome_UNSAFE": ("not allowed to run", "不允许运行"),
    "outcome_ERROR": ("could not be judged", "无法判断"),
}
