"""Tests of reading metrics."""

import math

from setpoint.server.page.prometheus import Metric, read_metrics

TEXT = """\
# HELP tokens_total Tokens given to answers.
# TYPE tokens_total counter
tokens_total{block="code"} 12
tokens_total{block="a } b"} 1e3
# TYPE rows gauge
rows 3 1700000000
# HELP wait_seconds Time in the queue.
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 4
wait_seconds_sum 0.5
wait_seconds_count 4
<b>no metric</b>
odd NaNcy
"""


def test_samples_are_read_with_their_meaning() -> None:
    """Histograms without their buckets; what is no sample is passed over."""
    metrics = read_metrics(TEXT)
    assert metrics[0] == Metric(
        name='tokens_total{block="code"}',
        value=12,
        meaning="Tokens given to answers.",
        is_counter=True,
    )
    assert [(metric.name, metric.value) for metric in metrics[1:-1]] == [
        ('tokens_total{block="a } b"}', 1000),
        ("rows", 3),
        ("wait_seconds_sum", 0.5),
        ("wait_seconds_count", 4),
    ]
    assert [metric.is_counter for metric in metrics] == [True, True, False, False, False, False]
    assert metrics[3].meaning == "Time in the queue."
    assert math.isnan(metrics[-1].value)


def test_nothing_has_no_metrics() -> None:
    """As where the server has none."""
    assert read_metrics("") == ()
