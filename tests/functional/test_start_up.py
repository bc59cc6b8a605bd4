"""Commands that need no model do not wait for one."""

import subprocess
import sys

HEAVY = ("torch", "transformers", "scipy", "numpy", "rich", "jinja2")


def modules_after(code: str) -> set[str]:
    """Returns the names of top-level modules that a fresh interpreter has loaded."""
    report = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    command = [sys.executable, "-c", f"{code}\n{report}"]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(finished.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy() -> None:
    """`setpoint --help` must answer at once."""
    loaded = modules_after(
        "from setpoint.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    )
    assert "setpoint" in loaded
    assert not loaded.intersection(HEAVY)


def test_reports_do_not_load_torch() -> None:
    """Everything that `setpoint report` imports, without torch or transformers."""
    loaded = modules_after(
        "import setpoint.wiring.runs, setpoint.report.table, setpoint.report.view"
    )
    assert not loaded.intersection({"torch", "transformers"})
