"""The measurements for a GPU run to their end on any machine, in small."""

from argparse import Namespace

from transformers import Qwen2ForCausalLM

from benchmarks.gpu import SHAPES, compare


def test_every_figure_is_measured() -> None:
    """Steps launched and recorded, their floor, and a sweep beside both peers."""
    network = Qwen2ForCausalLM(SHAPES["tiny"]).eval()
    options = Namespace(shape="tiny", dtype="float32", rows=[1, 4], tokens=4, repeats=1)

    figures = compare(network, options)

    assert figures["device"]
    steps = figures["steps"]
    assert isinstance(steps, list)
    assert [step["rows"] for step in steps] == [1, 4]
    assert all(step["recorded"] > 0 and step["floor"] > 0 for step in steps)
    assert figures["tokens_per_second"].keys() == {  # type: ignore[attr-defined]
        "setpoint",
        "setpoint_sharing_off",
        "generate_per_temperature",
        "batched_generate",
    }
