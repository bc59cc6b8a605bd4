"""The graders, with everything they need."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from setpoint.errors import SettingError, UsageError
from setpoint.problems import AnswerKey
from setpoint.protocols import Grader
from setpoint.records import Response, Verdict

if TYPE_CHECKING:
    from setpoint.verify.cases import Case, JudgedCase


def build_grader() -> Grader:
    """Returns the grader of sweeps."""
    from setpoint.verify.grader import VerifierGrader

    return VerifierGrader()


def grade(key: AnswerKey, response: Response, question: str = "") -> Verdict:
    """Judges one response against a key; the question is empty if it is not known."""
    from setpoint.verify.grader import grade as judge

    return judge(key, response, question)


def judge_cases(file: Path) -> Iterator["JudgedCase"]:
    """Reads a whole file of cases, then judges one after the other.

    Raises:
        UsageError: The file cannot be read, or a line of it is no case; the text names the line
            and the field.
    """
    from setpoint.verify.cases import judge_case

    yield from map(judge_case, _read_cases(file))


def _read_cases(file: Path) -> list["Case"]:
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}.") from error
    numbered = enumerate(lines, start=1)
    cases = [_read_line(file, number, line) for number, line in numbered if line.strip()]
    if not cases:
        raise UsageError(f"{file} has no cases. Expected a JSON object on each line.")
    return cases


def _read_line(file: Path, number: int, line: bytes) -> "Case":
    from setpoint.verify.cases import read_case

    try:
        return read_case(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}, line {number}: not UTF-8 text ({error.reason}).") from error
    except SettingError as error:
        raise UsageError(f"{file}, line {number}: {error}.") from error
