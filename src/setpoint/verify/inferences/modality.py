"""What words of necessity amount to, by the rules of the modal logic S5.

What is covered: any nesting of negation, necessity and possibility (不能说不一定, *it is not the
case that it is not necessarily true*).
What is not: finding the words (`phrases`), and which phrase of a text counts (`verdicts`).

A phrase is a row of codes, one for each word that matters: ``N`` negates, ``C`` makes certain
(一定, *necessarily*), ``P`` makes possible (可能, *may*), ``V`` is a verb of inferring or saying
that makes certain only under a negation (*we cannot conclude*), ``T`` and ``S`` affirm the
conclusion (成立, *true*, or its own wording), ``W`` and ``F`` deny it (*false*, or the wording of
its negation), and ``X`` calls all that went before a mistake. The row is read from its end.
"""

import re
from enum import Enum

from setpoint.problems import LogicVerdict

_DENIES_THE_REST = re.compile("(?:(?<=[TSF])(?:W|NT)|X)$")
"""*That it must be true is wrong*."""
_FOLLOWED_BY_MODALITY = re.compile("([^CPT]*[SF]|N+T)(N*[CP])T?")
"""*That it fails is impossible*."""


class _Claim(Enum):
    """What is claimed about the conclusion."""

    HOLDS = "it holds"
    FAILS = "it does not hold"
    SURE = "it is certain"
    EXCLUDED = "it is certain that it does not hold"
    UNSURE = "it is not certain"
    POSSIBLE = "it is possible"


_NEGATED = {
    _Claim.HOLDS: _Claim.FAILS,
    _Claim.FAILS: _Claim.HOLDS,
    _Claim.SURE: _Claim.UNSURE,
    _Claim.UNSURE: _Claim.SURE,
    _Claim.EXCLUDED: _Claim.POSSIBLE,
    _Claim.POSSIBLE: _Claim.EXCLUDED,
}
_RULES = {
    "N": _NEGATED,
    "F": _NEGATED,
    "W": _NEGATED,
    "C": {_Claim.HOLDS: _Claim.SURE, _Claim.FAILS: _Claim.EXCLUDED},
    "P": {_Claim.HOLDS: _Claim.POSSIBLE, _Claim.FAILS: _Claim.UNSURE},
}
_VERDICTS = {
    _Claim.HOLDS: LogicVerdict.NECESSARILY,
    _Claim.SURE: LogicVerdict.NECESSARILY,
    _Claim.EXCLUDED: LogicVerdict.NECESSARILY_NOT,
    _Claim.FAILS: LogicVerdict.NOT_NECESSARILY,
    _Claim.UNSURE: LogicVerdict.NOT_NECESSARILY,
}


def verdict_of(codes: str) -> LogicVerdict | None:
    """The verdict that a phrase amounts to; None if it leaves the question open.

    As replies to *does it follow?*, a bare yes is taken for certain and a bare no for not certain.
    """
    if denial := _DENIES_THE_REST.search(codes):
        codes = "N" + codes[: denial.start()]
    if postponed := _FOLLOWED_BY_MODALITY.fullmatch(codes):
        codes = postponed[2] + postponed[1]
    first_negation = codes.find("N")
    claim = _Claim.HOLDS
    for position in range(len(codes) - 1, -1, -1):
        code = codes[position]
        if code == "V" and 0 <= first_negation < position:
            code = "C"
        claim = _RULES.get(code, {}).get(claim, claim)
    return _VERDICTS.get(claim)


def is_modal(codes: str) -> bool:
    """True if a phrase speaks of necessity or possibility, not only of truth."""
    return bool(set(codes) & set("CP")) or "V" in codes.partition("N")[2]
