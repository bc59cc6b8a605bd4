"""The weights that the package carries."""

from setpoint.models.chat import render_prompt
from setpoint.models.find import find_model
from setpoint.models.load import Dtype, load_model

FOLDER = find_model("nano")


def test_nano_is_small_and_comes_with_a_card() -> None:
    """At most 10 MB of weights and 5 million parameters."""
    assert (FOLDER / "model.safetensors").stat().st_size <= 10_000_000
    assert "Apache-2.0" in (FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_nano_is_loaded_as_the_headline_model_is() -> None:
    """The same architecture and sampling advice; a prompt ends inside the thought."""
    model = load_model("nano", FOLDER, dtype=Dtype.FLOAT32)
    assert model.network.config.model_type == "qwen2"
    assert model.network.num_parameters() <= 5_000_000
    assert model.default_sampling["temperature"] == 0.6
    assert model.default_sampling["top_p"] == 0.95
    prompt = render_prompt(model.tokenizer, "1+1?")
    assert model.tokenizer.decode(prompt.token_ids).endswith("<｜Assistant｜><think>\n")
    assert prompt.opens_in_thought
