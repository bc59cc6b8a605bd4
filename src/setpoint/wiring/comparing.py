"""Reads two runs to be compared, judging their answers again if asked to."""

from dataclasses import replace
from pathlib import Path

from setpoint.records import GradedSample, Kind, Language
from setpoint.report.contrast import Contrast, contrast_runs
from setpoint.report.contrast_view import render_contrast_page
from setpoint.report.run import RunData
from setpoint.wiring.files import write_whole
from setpoint.wiring.grading import build_grader
from setpoint.wiring.runs import load_run


def compare_folders(first: Path, second: Path, *, regrade: bool) -> Contrast:
    """Compares the run in the second folder with that in the first.

    Args:
        first: A run folder.
        second: Another.
        regrade: Whether the present verifiers judge both first; the folders stay as they are.

    Raises:
        RunUnreadableError: There is no readable run in a folder.
        RunsUnlikeError: The comparison would not be fair.
        SandboxUnavailableError: There is code to judge, but it cannot be isolated here.
    """
    runs = [load_run(folder) for folder in (first, second)]
    ours, theirs = map(_regrade, runs) if regrade else runs
    return contrast_runs(ours, theirs, is_regraded=regrade)


def write_contrast_page(contrast: Contrast, file: Path, language: Language) -> None:
    """Writes the page, whole or not at all.

    Raises:
        RunUnreadableError: The file cannot be written.
        StorageFullError: No space is left.
    """
    write_whole(file, render_contrast_page(contrast, language))


def _regrade(run: RunData) -> RunData:
    if any(problem.kind is Kind.CODE for problem in run.problems):
        from setpoint.verify.sandbox import require_sandbox

        require_sandbox()
    grader, problems = build_grader(), {problem.id: problem for problem in run.problems}

    def judge(sample: GradedSample) -> GradedSample:
        completion = sample.completion
        problem = problems[completion.key.problem_id]
        return replace(sample, verdict=grader.grade(problem, completion.response))

    return replace(run, samples=tuple(map(judge, run.samples)))
