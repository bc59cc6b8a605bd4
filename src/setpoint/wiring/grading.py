"""The graders, with everything they need."""

from setpoint.problems import AnswerKey
from setpoint.protocols import Grader
from setpoint.records import Response, Verdict


def build_grader() -> Grader:
    """Returns the grader of sweeps."""
    from setpoint.verify.grader import VerifierGrader

    return VerifierGrader()


def grade(key: AnswerKey, response: Response) -> Verdict:
    """Judges one response against a key."""
    from setpoint.verify.grader import grade as judge

    return judge(key, response)
