"""Texts of the tabs about runs and the server's state; English, then Chinese."""

from collections.abc import Mapping

TEXTS_OF_RUNS: Mapping[str, tuple[str, str]] = {
    # sweep
    "sweep_intro": (
        (
            "Asks the model the same problems at every temperature and checks all answers. A "
            "search asks only where the best temperature may be, and writes `setpoint.json`. Both "
            "run beside the server, in a process of their own, and take their share of the machine."
        ),
        (
            "在每个温度下让模型回答同一批题目，并检查全部回答。"
            "搜索只在最佳温度可能所在之处提问，并写出 `setpoint.json`。"
            "两者都在独立进程中与服务并行，会占用本机资源。"
        ),
    ),
    "suite": ("Problems", "题目"),
    "suite_hint": (
        "article, nano:6, or the beginning of problem ids; several with commas",
        "article、nano:6，或题目编号的前缀；多个用逗号分隔",
    ),
    "levels": ("Temperatures", "温度"),
    "levels_hint": (
        "first:last:step, or a list such as 0.2,0.6,1",
        "起:止:步长，或列表，如 0.2,0.6,1",
    ),
    "runs_each": ("Runs of each", "每题次数"),
    "find": ("Search for the best temperature", "寻找最佳温度"),
    "run_name": ("Name of the run folder", "结果文件夹名"),
    "start": ("Start or continue", "开始或继续"),
    "resume": ("Resume", "继续"),
    "resume_which": ("A run that was begun here", "在此开始过的扫描"),
    "sweep_none": ("No sweep runs.", "没有正在运行的扫描。"),
    "sweep_running": ("Running: {name}", "正在运行：{name}"),
    "sweep_done": ("Done: {name}. See it under Results.", "已完成：{name}。请在“结果”中查看。"),
    "sweep_stopped": (
        "Stopped: {name}. Everything so far is kept; resume when you like.",
        "已停止：{name}。已有结果全部保留，可随时继续。",
    ),
    "sweep_failed": ("Ended with a fault: {name}", "出错结束：{name}"),
    "sweep_busy": ("a sweep runs already. Stop it first.", "已有扫描在运行，请先停止。"),
    "bad_name": (
        "a name has letters, digits, '.', '_' and '-' only, and begins with none of the marks.",
        "名称只含字母、数字和 . _ -，且不以符号开头。",
    ),
    "bad_number": ("{name} must be {least} to {most}.", "{name}须在 {least} 至 {most} 之间。"),
    "not_begun": ("{name} was not begun here.", "{name} 不是在此开始的。"),
    # results
    "which_run": ("Run", "扫描"),
    "refresh": ("Look again", "刷新"),
    "no_runs": ("There is no run below {folder} yet.", "{folder} 下还没有结果。"),
    "no_run": ("there is no run {name}.", "没有名为 {name} 的结果。"),
    "samples_of": ("{done} of {planned} answers", "{done}/{planned} 个回答"),
    "report_link": ("The whole report", "完整报告"),
    "curve": ("Right answers by temperature, with 95 % intervals", "各温度的正确率与 95 % 区间"),
    "plateau": ("plateau", "平台区间"),
    "of": ("{successes} of {trials}", "{successes}/{trials}"),
    "style_plain": ("plain", "普通"),
    "style_steps": ("steps", "步骤格式"),
    "right": ("right", "正确"),
    "complete": ("complete", "完整"),
    "loops": ("loops", "重复"),
    "truncated": ("cut off", "截断"),
    "mean_tokens": ("tokens", "词元"),
    "claims": ("Claims", "论断"),
    "claim": ("Claim", "论断"),
    "verdict": ("Verdict", "结论"),
    "basis": ("What it rests on", "依据"),
    "samples": ("Answers", "回答"),
    "any": ("any", "不限"),
    "at_temperature": ("At temperature", "温度"),
    "with_outcome": ("With verdict", "判定"),
    "more_samples": (
        "The first {shown} of {count}; the whole report has all.",
        "此处为 {count} 个中的前 {shown} 个，完整报告中有全部。",
    ),
    # health
    "health_intro": (
        "What the server says of itself, again every two seconds while this tab is open.",
        "服务自身的状态；打开此页时每两秒更新。",
    ),
    "state": ("State", "状态"),
    "memory_process": ("Memory of the server", "服务占用内存"),
    "memory_machine": ("Memory of the machine", "本机内存"),
    "mebibytes": ("{count} MiB", "{count} MiB"),
    "measure": ("Measure", "指标"),
    "value": ("Value", "值"),
    "a_second": ("a second", "每秒"),
    "no_metrics": ("This server shows no metrics.", "此服务未提供指标。"),
}
