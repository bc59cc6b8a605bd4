"""What of the file system the sandbox's Python interpreter needs, and nothing else.

What is covered: the interpreter's binary, its standard library without site packages, and
the system's shared libraries, all read-only and at their own paths, for interpreters from
pyenv, uv, conda, Docker images and distributions, inside a virtual environment or not; as
mounts of bubblewrap, and as the places that Landlock permits to read.
What is not: packages, executables, configuration, devices, `/proc`.
"""

import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_LIBRARY_FOLDERS = (Path("/lib"), Path("/lib64"), Path("/usr/lib"), Path("/usr/lib64"))
_LIBRARY_INDEX = Path("/etc/ld.so.cache")
_PACKAGE_FOLDERS = ("site-packages", "dist-packages")

CHILD_PROGRAM = Path(__file__).with_name("child.py")
INTERPRETER_OPTIONS = ("-S", "-s", "-P", "-B", "-X", "utf8")
"""No site packages, nothing from the working directory, nothing written."""


def runtime_executable() -> Path:
    """Finds the interpreter that this one, or its virtual environment, is based on."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    binary = Path(sys.base_prefix) / "bin" / name
    return binary if binary.exists() else Path(sys.executable).resolve()


@cache
def runtime_mounts() -> tuple[str, ...]:
    """Lists the arguments that make bubblewrap show the runtime read-only."""
    return (*_system_libraries(), *_interpreter(), *_masked_packages())


@cache
def runtime_places() -> tuple[Path, ...]:
    """Lists the files and folders, with all below them, that the interpreter reads; all exist."""
    beside = () if sys.base_prefix == "/usr" else (Path(sys.base_prefix) / "lib").glob("*.so*")
    modules = (each for each in standard_library().iterdir() if each.name not in _PACKAGE_FOLDERS)
    libraries = map(_own_libraries, filter(Path.is_dir, _LIBRARY_FOLDERS))
    return tuple(filter(Path.exists, (*libraries, _LIBRARY_INDEX, *beside, *modules)))


def standard_library() -> Path:
    """Finds the folder of the standard library."""
    return Path(sysconfig.get_path("stdlib"))


def _system_libraries() -> Iterator[str]:
    """Shows the folders of shared libraries."""
    for folder in _LIBRARY_FOLDERS:
        if folder.is_symlink():
            yield from ("--symlink", str(folder.readlink()), str(folder))
        elif folder.is_dir():
            yield from _show(_own_libraries(folder))
    if _LIBRARY_INDEX.exists():
        yield from _show(_LIBRARY_INDEX)


def _own_libraries(folder: Path) -> Path:
    """Narrows a folder of libraries, on Debian, to those of this processor."""
    processor = sysconfig.get_config_var("MULTIARCH") or ""
    return folder / processor if processor and (folder / processor).is_dir() else folder


def _interpreter() -> Iterator[str]:
    """Shows the binary, and the libraries that came with it."""
    binary = runtime_executable()
    yield from ("--ro-bind", str(binary.resolve()), str(binary))
    if sys.base_prefix == "/usr":
        yield from _show(standard_library())
    else:
        yield from _show(Path(sys.base_prefix) / "lib")


def _masked_packages() -> Iterator[str]:
    """Hides installed packages behind an empty folder that cannot be written."""
    packages = standard_library() / "site-packages"
    if packages.is_dir():
        yield from ("--tmpfs", str(packages), "--remount-ro", str(packages))


def _show(path: Path) -> tuple[str, str, str]:
    return ("--ro-bind", str(path), str(path))
