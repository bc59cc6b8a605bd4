"""llama.cpp on the same weights; ``python -m benchmarks.llama_cpp`` builds what is needed.

The sources are those inside a pinned llama-cpp-python; they give the batched benchmark, which
decodes without sampling, and the converter of our weights to a GGUF file of the same dtype. The
build takes some minutes and is kept in the user's cache folder.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import platformdirs

from benchmarks.work import Timing, Work
from setpoint.models.load import LoadedModel

_RELEASE = "llama-cpp-python==0.3.36"
_TOOL = "llama-batched-bench"
_OUTTYPES = {"bfloat16": "bf16", "float16": "f16", "float32": "f32"}
_SETTINGS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DBUILD_SHARED_LIBS=OFF",
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_OPENSSL=OFF",
)


class NotBuiltError(Exception):
    """llama.cpp is not there; the message says what to do."""


def main() -> None:
    """Downloads, unpacks and builds."""
    folder = _folder()
    with tempfile.TemporaryDirectory() as downloads:
        _run(
            *(sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:"),
            *("--dest", downloads, _RELEASE),
        )
        with tarfile.open(next(Path(downloads).glob("*.tar.gz"))) as archive:
            archive.extractall(folder, filter="data")
    build = folder / "build"
    _run("cmake", "-G", "Ninja", "-B", build, "-S", _sources(), *_SETTINGS)
    _run("ninja", "-C", build, _TOOL)
    print(build / "bin" / _TOOL)


def decode(model: LoadedModel, work: Work, *, rows: int, threads: int) -> Timing:
    """Times all the work's answers, decoded in batches of some rows with one shared prompt.

    One batch is measured, and counted as often as there are batches. Reading the weights from
    disk is not counted, nor is sampling, which this tool does not do.

    Raises:
        NotBuiltError: llama.cpp is not there, or cannot read this model.
    """
    prompt = max(map(len, work.prompts))
    reach = 2 * prompt + rows * (work.new_tokens + 1)
    printed = _run(
        *(_existing("build/bin/" + _TOOL), "-m", _weights(model)),
        *("-c", str(reach), "-t", str(threads), "-pps", "--output-format", "jsonl"),
        *("-npp", str(prompt), "-ntg", str(work.new_tokens), "-npl", str(rows)),
    )
    line = next(line for line in printed.splitlines() if line.startswith("{"))
    emitted = work.rows * work.new_tokens
    return Timing(json.loads(line)["t"] * work.rows / rows, emitted, emitted)


def _weights(model: LoadedModel) -> Path:
    """Returns the GGUF file of a model, made once for a dtype."""
    dtype = _OUTTYPES[model.fingerprint["dtype"]]
    target = _folder() / f"{model.fingerprint['weights_sha256'][:16]}-{dtype}.gguf"
    if not target.exists():
        part = target.with_suffix(".part")
        script = _sources() / "convert_hf_to_gguf.py"
        _run(
            *(sys.executable, script, model.folder, "--outtype", dtype, "--outfile", part),
            environment={**os.environ, "PYTHONPATH": str(_sources() / "gguf-py")},
        )
        part.rename(target)
    return target


def _folder() -> Path:
    return platformdirs.user_cache_path("setpoint") / "peers" / "llama.cpp"


def _sources() -> Path:
    return _existing("llama_cpp_python-*/vendor/llama.cpp")


def _existing(pattern: str) -> Path:
    found = next(_folder().glob(pattern), None)
    if found is None:
        raise NotBuiltError("not built here: python -m benchmarks.llama_cpp")
    return found


def _run(*command: str | Path, environment: dict[str, str] | None = None) -> str:
    """Runs a command and returns what it printed; its complaints go where ours go."""
    done = subprocess.run(  # noqa: S603 - our own list of words, no shell
        command, check=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    return done.stdout


if __name__ == "__main__":
    main()
