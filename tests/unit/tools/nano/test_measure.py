"""Counting judged samples, and drawing them."""

from xml.etree import ElementTree as ET

from fakes.samples import make_problem, make_sample

from setpoint.records import Arm, Kind, SampleKey, Sampling
from tools.nano.curve import draw_curve
from tools.nano.evaluate import format_table
from tools.nano.measure import Count, Judged, count


def judged(temperature: float, run: int) -> Judged:
    """Returns a right answer."""
    arm = Arm(sampling=Sampling(temperature=temperature))
    sample = make_sample(SampleKey(problem_id="sums/1/en", arm=arm.name, run=run))
    return Judged(
        problem=make_problem(), arm=arm, completion=sample.completion, verdict=sample.verdict
    )


def counts() -> list[Count]:
    """Returns the counts of three samples."""
    return count([judged(0.0, 0), judged(1.2, 0), judged(1.2, 1)])


def test_samples_are_counted_by_temperature_and_kind() -> None:
    """A row for each kind that occurs, and one for all."""
    assert [(one.temperature, one.kind, one.samples, one.correct) for one in counts()] == [
        (0.0, Kind.MATH, 1, 1),
        (0.0, None, 1, 1),
        (1.2, Kind.MATH, 2, 2),
        (1.2, None, 2, 2),
    ]


def test_an_interval_surrounds_the_share() -> None:
    """Of one right answer in one, Wilson's lower end is 0.207."""
    assert round(counts()[0].low, 3) == 0.207
    assert counts()[0].high == 1


def test_the_table_has_a_row_a_count() -> None:
    """With share and interval."""
    assert "| 1.2 | math | 2/2 = 100% | 34% to 100% | 100% |" in format_table(counts())


def test_the_curve_is_a_picture_with_a_point_a_kind_and_temperature() -> None:
    """The document is well-formed, and the higher share stands higher."""
    root = ET.fromstring(draw_curve(counts()))  # noqa: S314 - our own text
    circles = root.findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 2
    assert float(circles[0].attrib["cx"]) < float(circles[1].attrib["cx"])
