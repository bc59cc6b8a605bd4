"""Row seeds: which noise a sample sees.

The seed depends on sweep seed, problem and run, never on the arm: all temperatures of one
(problem, run) share their noise, so that differences between temperatures vary less.
"""

import hashlib


def row_seed(sweep_seed: int, problem_id: str, run: int) -> int:
    """Returns a seed in [0, 2**64) by hashing; equal on every machine."""
    name = f"{sweep_seed}\x1f{problem_id}\x1f{run}".encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "little")
