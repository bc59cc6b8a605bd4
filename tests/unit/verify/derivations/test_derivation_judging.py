"""Tests of `setpoint.verify.derivations.judging` and what it builds on."""

import pytest

from setpoint.problems import MathKey
from setpoint.records import Step, Truth
from setpoint.verify.derivations.judging import judge_derivation

ARTICLE = MathKey(answer="85/3", milestones=(("d=10/3",), ("a_1=5/3", "a_2=5")))
PLAIN = MathKey(answer="5")

RIGHT = r"""设首项为 a_1，公差为 d。
3a_1+3d=15，6a_1+15d=60，
解得 d=\frac{10}{3}，a_1=\frac{5}{3}。
a_9=a_1+8d=\frac{5}{3}+\frac{80}{3}=\frac{85}{3}"""
PUBLISHED = "前3项和：3a1+3d=15，前6项和：6a1+15d=60。解得a1=2，d=5。a9=a1+8d=2+8×5=42，又8x5=35。"


def verdicts(text: str, key: MathKey = PLAIN) -> dict[str, Truth]:
    """The verdict of each step by its text."""
    return {step.text: step.verdict for step in judge_derivation(key, text).steps}


def single(text: str, key: MathKey = PLAIN) -> Step:
    """The one step of a text."""
    (step,) = judge_derivation(key, text).steps
    return step


@pytest.mark.parametrize(
    "text",
    [
        "8*5 = 40",
        r"\frac{1}{2} \times 40 = 20",
        "9 eggs × $2 per egg = $18",
        "25% of 80 = 20",
        "(3/12)*100% = 25%",
        "82/3 ≈ 27.33",
        "82/3 ≈ 27.3",
        r"\sqrt{2} ≈ 1.414",
        r"\pi \approx 3.14",
        "1234 ≈ 1200",
        "a_1+(a_1+d)+(a_1+2d) = 3a_1+3d",
        "- 5 + 3 = -2",
        "2 x 3 = 6",
        "28 1/3 = 85/3",
        "5! = 120",
        "1,234 + 1 = 1,235",
    ],
)
def test_true_steps(text: str) -> None:
    """What holds is TRUE in whatever notation."""
    assert single(text).verdict is Truth.TRUE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8x5 = 35", "8x5 = 40, not 35"),
        ("8 × 5 = 35 apples", "8 × 5 = 40, not 35"),
        ("20 = 3 * 5", "3 * 5 = 15, not 20"),
        ("85/3 ≈ 28.34", "85/3 is not 28.34"),
        ("3 + 4 + 5 = 7", "3 + 4 + 5 = 12, not 7"),
        ("10 + $24 = $50", "10 + $24 = 34, not 50"),
        (r"\frac{15840}{440} \approx 36.5", r"\frac{15840}{440} = 36, not 36.5"),
    ],
)
def test_false_steps(text: str, why: str) -> None:
    """What cannot be saved is FALSE, with the computation that shows it."""
    step = single(text)

    assert (step.verdict, step.why) == (Truth.FALSE, why)


@pytest.mark.parametrize(
    "text",
    [
        "20/3 = 6.67",
        "3.33*3 = 10",
        "3 yards = 3*3 feet",
        "1 dozen = 12*1 eggs",
        "5 boys and 3 girls = 8 children",
        "7 more than 3 + 4 = 14",
        "half of 10 = 5",
        "17÷5 = 3余2",
        "5 feet 6 inches = 66 inches",
        "4 packs = 24 cans",
        "50% Increase = 0.50 * 300",
        "3 minutes = 40%",
        "Wait, 3*5 = 16.",
        "Is 3*5 = 16?",
        "3*5 = 16 is wrong",
        "等等，3*5=16",
        "2x = 10",
        "2rs = 2",
        "f(3) = 9",
        "1+2+...+10 = 56",
        "sqrt(9 + 27) = 6y",
        "5 = 6",
        "8 ≡ 2 (mod 6), so 2*4 = 2",
    ],
)
def test_steps_that_are_not_called_false(text: str) -> None:
    """Rounding, units, prose, doubt and unknowns leave a step undecided."""
    assert Truth.FALSE not in verdicts(text).values()


@pytest.mark.parametrize("text", ["2+3=5+4=9", "2+3+4=2+3=5+4=9"])
def test_running_totals_are_not_called_false(text: str) -> None:
    """Equals signs that carry a total along are bad style, not bad arithmetic."""
    assert Truth.FALSE not in verdicts(text).values()


def test_rounding_is_false_where_the_problem_is_exact() -> None:
    """The policy on ``82/3=27.33``: FALSE if the key is a fraction without a decimal."""
    assert single("82/3=27.33", ARTICLE).verdict is Truth.FALSE
    assert single("82/3=27.33", PLAIN).verdict is Truth.UNKNOWN
    assert single("82/3≈27.33", ARTICLE).verdict is Truth.TRUE


def test_right_derivation_is_true_throughout() -> None:
    """Equations hold for the values that solve them, and these satisfy them."""
    derivation = judge_derivation(ARTICLE, RIGHT)

    assert derivation.count(Truth.TRUE) == len(derivation.steps) == 7
    assert derivation.is_consistent
    assert derivation.reaches_milestones


def test_published_derivation_is_caught() -> None:
    """Values that contradict an earlier equation, or the problem, are FALSE steps."""
    derivation = judge_derivation(ARTICLE, PUBLISHED)
    false = {step.text: step.why for step in derivation.steps if step.verdict is Truth.FALSE}

    assert false == {
        "a1=2": "the problem gives a_1 = 5/3",
        "d=5": "the problem gives d = 10/3",
        "8x5=35": "8x5 = 40, not 35",
    }
    assert derivation.is_consistent is False
    assert derivation.reaches_milestones is False


def test_contradiction_is_found_without_milestones() -> None:
    """The text's own equation is enough; the value that comes later is to blame."""
    found = verdicts("3a+3d=15. So a=2 and, later, d=5.")

    assert found["d=5"] is Truth.FALSE
    assert found["3a+3d=15"] is Truth.UNKNOWN


def test_equation_after_its_values_is_to_blame() -> None:
    """If the values came first, the equation is the FALSE step."""
    assert verdicts("a=2, d=5. Thus 3a+3d=15.")["3a+3d=15"] is Truth.FALSE


def test_name_with_two_values_decides_nothing() -> None:
    """A name that is used again, or corrected, has no single value."""
    found = verdicts("x=5. Then x=2.")

    assert set(found.values()) == {Truth.UNKNOWN}


def test_supposed_value_refutes_nothing() -> None:
    """A value that was only tried is no statement."""
    assert Truth.FALSE not in verdicts("3a+3=15. Suppose a = 2. Then 3a+3 = 9.").values()


def test_distant_value_refutes_nothing() -> None:
    """In a long text a letter may have come to mean something else."""
    text = "3a+3=15. " + "Some words. " * 200 + "Here a = 2."

    assert Truth.FALSE not in verdicts(text).values()


def test_rounded_value_refutes_nothing() -> None:
    """A value given as a decimal may be off in its last digit."""
    assert Truth.FALSE not in verdicts("3d=10. d=3.33").values()


@pytest.mark.parametrize(
    "statement",
    [
        "d=10/3",
        r"d = \frac{10}{3}",
        "公差 d=3 1/3",
        "10/3 = d",
        "3d=10",
        "d=(60-45)/4.5",
        "d为10/3",
    ],
)
def test_milestone_in_any_notation(statement: str) -> None:
    """A milestone is an equation, not a string."""
    key = MathKey(answer="85/3", milestones=(("d=10/3",),))

    assert judge_derivation(key, f"所以 {statement}。").reaches_milestones


@pytest.mark.parametrize("statement", ["d=10/4", "e=10/3", "d≈10/3", "假设 d=10/3", "10/3"])
def test_milestone_not_stated(statement: str) -> None:
    """Another value, another name, an estimate or a supposition do not count."""
    key = MathKey(answer="85/3", milestones=(("d=10/3",),))

    assert judge_derivation(key, statement).reaches_milestones is False


def test_one_equation_of_each_group_is_enough() -> None:
    """Groups hold alternatives; all groups are needed."""
    assert judge_derivation(ARTICLE, "a_2=5, d=10/3").reaches_milestones
    assert judge_derivation(ARTICLE, "a_2=5, a_1=5/3").reaches_milestones is False


def test_numeric_milestone_is_its_value_computed() -> None:
    """A milestone without names asks for a computation with that result."""
    key = MathKey(answer="18", milestones=(("16-3-4=9",),))

    assert judge_derivation(key, "16 - 7 = 9").reaches_milestones
    assert judge_derivation(key, "she has 9").reaches_milestones is False


def test_no_milestones_and_no_steps() -> None:
    """Where nothing was asked or judged, nothing is claimed."""
    derivation = judge_derivation(PLAIN, "显然")

    assert derivation.reaches_milestones is None
    assert derivation.is_consistent is None


def test_cut_line_is_not_judged() -> None:
    """The last line of a capped text may be incomplete."""
    text = "8*5 = 40\n180 - 15 - 120 = 4"

    assert [step.text for step in judge_derivation(PLAIN, text, is_cut=True).steps] == ["8*5 = 40"]


def test_steps_are_verbatim_and_in_order() -> None:
    """A step's text stands at its offset."""
    starts = []
    for step in judge_derivation(ARTICLE, RIGHT).steps:
        assert RIGHT[step.start : step.start + len(step.text)] == step.text
        starts.append(step.start)

    assert starts == sorted(starts)
