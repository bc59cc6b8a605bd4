"""Attacks on the sandbox: none may reach the host, outlive its process or win a case."""

import errno
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

import pytest

from setpoint.verify.sandbox import (
    DEFAULT_LIMITS,
    CallEnding,
    CallResult,
    Job,
    Launcher,
    Limits,
    run_job_in,
)

IMPATIENT = Limits(cpu_seconds=1, wall_seconds=2.0)
"""For what must not end by itself; everything else gets the usual time."""

REFUSED = ("FileNotFoundError", "PermissionError")
"""How a namespace hides what Landlock does not let anyone read."""

PATIENCE_SECONDS = 20.0
"""For what comes to be, or ends, at once unless something is wrong."""

Attack: TypeAlias = Callable[..., CallResult]
Found = TypeVar("Found")

pytestmark = pytest.mark.usefixtures("host")


CALLER = """
import sys
from setpoint.verify.sandbox import DEFAULT_LIMITS, Job, probe_backends, run_job_in
_, backend, source = sys.argv
status = next(each for each in probe_backends() if each.backend == backend)
run_job_in(status.launcher, Job(source=source, function="f", calls=((),)), DEFAULT_LIMITS)
"""

PROCESSES = {"bubblewrap": 3, "landlock": 1}
"""How many there are below the caller: bubblewrap has two of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What an attack must not reach.

    Attributes:
        secret: A file with a secret.
        marker: A file that does not exist; an attack that creates it has escaped.
    """

    secret: Path
    marker: Path


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """Checks after the attack that nothing was written and nothing still runs."""
    monkeypatch.setenv("FAVOURITE_COLOUR", "ultramarine")
    host = Host(secret=tmp_path / "secret", marker=tmp_path / "marker")
    host.secret.write_text("ultramarine")
    children = list_children()
    yield host
    assert not host.marker.exists()
    assert list_children() == children


def list_children() -> set[str]:
    """Lists the processes that this one has started and not yet seen the end of."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {child for task in tasks for child in task.read_text().split()}


def list_descendants(process: int) -> list[int]:
    """Lists the processes below one, oldest first."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return [*children, *(each for child in children for each in list_descendants(child))]


def wait_for(find: Callable[[], Found]) -> Found:
    """Looks until there is something to see."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := find()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


def is_running(process: int) -> bool:
    """Tells if a process is there and not merely unburied."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


@pytest.fixture
def attack(launcher: Launcher) -> Attack:
    """Runs a hostile body in every backend."""
    return partial(run_body, launcher)


def run_body(
    launcher: Launcher,
    body: str,
    *,
    prelude: str = "",
    call: object = 0,
    limits: Limits = DEFAULT_LIMITS,
) -> CallResult:
    """Runs a hostile body once; ``f(x)`` is asked for."""
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    source = f"{prelude}\ndef f(x):\n{indented}"
    job = Job(source=source, function="f", calls=((call,),))  # type: ignore[arg-type]
    return run_job_in(launcher, job, limits)[0]


def is_refused(result: CallResult) -> bool:
    """Tells if something was not to be had, whichever way."""
    return any(name in result.detail for name in REFUSED)


@pytest.mark.parametrize(
    "body",
    [
        "import os\nos.fork()",
        "import os\nwhile True:\n    os.fork()",
        "import os\nif os.fork() == 0:\n    os.setsid()\n    while True: pass",
        "import os\nos.system('sleep 60 &')",
        "import subprocess\nsubprocess.Popen(['sleep', '60'])",
        "import os\nos.posix_spawn('/bin/sleep', ['sleep', '60'], {})",
        "import _posixsubprocess, multiprocessing\nmultiprocessing.Process(target=print).start()",
        "import ctypes\nctypes.CDLL(None).fork()",
        "import ctypes\nctypes.CDLL(None).vfork()",
    ],
)
def test_starting_a_process_is_caught(attack: Attack, body: str) -> None:
    """However it is done, the kernel ends it."""
    assert attack(body).ending is CallEnding.FORBIDDEN


@pytest.mark.parametrize(
    "body",
    [
        "import socket\nsocket.socket()",
        "import socket\nsocket.create_connection(('127.0.0.1', 80))",
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1/')",
        "import socket\nsocket.gethostbyname('localhost.example')",
    ],
)
def test_network_is_caught(attack: Attack, body: str) -> None:
    """Not even a socket can be made."""
    assert attack(body).ending is CallEnding.FORBIDDEN


def test_local_socket_of_the_host_is_out_of_reach(attack: Attack, tmp_path: Path) -> None:
    """Local sockets may be made, but there is nobody to talk to."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "door"))
        server.listen()
        server.settimeout(0)
        result = attack(
            f"import socket\nsocket.socket(socket.AF_UNIX).connect({str(tmp_path / 'door')!r})"
        )
        with pytest.raises(BlockingIOError):
            server.accept()

    assert is_refused(result)


def test_files_of_the_host_cannot_be_read(attack: Attack, host: Host) -> None:
    """A path of the host leads nowhere."""
    assert is_refused(attack(f"return open({str(host.secret)!r}).read()"))


def test_files_of_the_host_cannot_be_written(attack: Attack, host: Host) -> None:
    """The same path inside is another place, or none."""
    path = str(host.marker)
    result = attack(f"import os\nos.makedirs({path!r} + '.d')\nopen({path!r}, 'w').write('x')")

    assert result.ending in (CallEnding.RETURNED, CallEnding.FAILED)


@pytest.mark.parametrize(
    "folder", ["/proc", "/sys", "/home", "/work", "/var", "/run", "/dev", "/usr/bin", "/opt"]
)
def test_folders_of_the_host_are_absent(attack: Attack, folder: str) -> None:
    """There is the runtime, and perhaps an empty folder, nothing else."""
    assert is_refused(attack("import os\nreturn os.listdir(x)", call=folder))


def test_this_project_and_installed_packages_cannot_be_read(attack: Attack) -> None:
    """Neither sources nor tests nor site packages are there."""
    body = "refused = 0\nfor place in x:\n    try: open(place)\n"
    body += "    except OSError: refused += 1\nreturn refused"

    assert attack(body, call=[__file__, pytest.__file__]).value == 2


def test_names_of_files_are_hidden_by_namespaces_alone(attack: Attack, backend: str) -> None:
    """Landlock lets anyone ask whether a file exists; it is the one thing that it tells."""
    found = attack("import os\nreturn os.path.exists(x)", call=__file__).value

    assert found is (backend == "landlock")


def test_root_and_runtime_are_read_only(attack: Attack) -> None:
    """Only a private folder can be written, if anything."""
    body = (
        "import os, sys\nrefused = []\n"
        "for place in ('/', os.path.dirname(os.__file__), '/etc', '/usr'):\n"
        "    try: open(place + '/x', 'w')\n"
        "    except OSError as error: refused.append(error.errno)\n"
        "return refused"
    )

    assert attack(body).value in ([errno.EROFS] * 4, [errno.EACCES] * 4)


def test_environment_is_empty(attack: Attack) -> None:
    """Nothing of the caller's environment is inside, whichever way one looks."""
    assert attack("import os\nreturn [dict(os.environ), len(os.environb)]").value == [{}, 0]


def test_memory_is_limited(attack: Attack) -> None:
    """An allocation beyond the limit fails, in one piece or in many."""
    assert "MemoryError" in attack("return bytes(1 << 29)").detail
    assert "MemoryError" in attack("return [bytes(1 << 26) for _ in range(99)]").detail


def test_memory_outside_the_limit_is_caught(attack: Attack) -> None:
    """Memory files do not count as address space, so they are not to be had."""
    assert attack("import os\nos.memfd_create('x')").ending is CallEnding.FORBIDDEN


def test_disk_is_limited(attack: Attack) -> None:
    """Neither one large file nor many small ones fit."""
    body = "for n in range(99):\n    open(f'{n}', 'wb').write(bytes(1 << 20))"

    for result in (attack(body), attack("open('one', 'wb').write(bytes(1 << 24))")):
        assert "raised OSError" in result.detail or is_refused(result)


def test_limits_cannot_be_raised(attack: Attack) -> None:
    """They are hard limits, and no privilege is left."""
    body = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))"

    assert "ValueError" in attack(body).detail


def test_threads_cannot_be_started(attack: Attack) -> None:
    """There is one process with one thread."""
    body = "import threading\nthreading.Thread(target=print).start()"

    assert "can't start new thread" in attack(body).detail


@pytest.mark.parametrize(
    "body",
    [
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "return 9 ** 9 ** 9",
        "import time\ntime.sleep(3600)",
        "import os\nwhile True: os.write(1, b'x' * 65536)",
        "import os, time\nos.closerange(3, 64)\ntime.sleep(3600)",
    ],
)
def test_what_does_not_end_is_ended(attack: Attack, body: str) -> None:
    """Swallowed exceptions, long computations, stops and floods are killed from outside."""
    assert attack(body, limits=IMPATIENT).ending is CallEnding.TIMEOUT


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("import os\nos._exit(0)", "ended the process with status 0"),
        ("raise SystemExit(0)", "raised SystemExit: 0"),
        ("import ctypes\nctypes.string_at(0)", "with status 139"),
        ("return f(x)", "raised RecursionError"),
    ],
)
def test_what_ends_early_fails(attack: Attack, body: str, detail: str) -> None:
    """Ending is not passing."""
    result = attack(body)

    assert result.ending is CallEnding.FAILED
    assert detail in result.detail


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", CallEnding.TIMEOUT),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", CallEnding.FAILED),
        ("import os\nos.execv('/proc/self/exe', ['python'])", CallEnding.FAILED),
        ("import sys, os\nos.execv(sys.executable, ['python', '-c', ''])", CallEnding.FAILED),
    ],
)
def test_what_reaches_itself_alone_in_a_namespace(
    attack: Attack, backend: str, body: str, ending: CallEnding
) -> None:
    """Signals and other programs do no harm there; without one nobody may try."""
    expected = ending if backend == "bubblewrap" else CallEnding.FORBIDDEN

    assert attack(body, limits=IMPATIENT).ending is expected


@pytest.mark.parametrize(
    "body",
    [
        "os.chmod(x, 0o777)",
        "os.utime(x, (1, 1))",
        "os.setxattr(x, 'user.x', b'x')",
        "os.rename(x, x + '.x')",
        "os.link(x, x + '.x')",
        "os.symlink(x, x + '.x')",
        "os.unlink(x)",
        "os.truncate(x, 0)",
        "os.open(x, os.O_RDONLY | os.O_TRUNC)",
        "os.open(x, os.O_PATH)",
        "os.mkfifo(x + '.x')",
        "os.chown(x, 1, 1)",
    ],
)
def test_files_of_the_host_cannot_be_changed(attack: Attack, host: Host, body: str) -> None:
    """Neither modes, times and attributes nor names, which Landlock by itself does not guard."""
    before = host.secret.stat()
    result = attack(f"import os\n{body}", call=str(host.secret))

    assert is_refused(result)
    after = host.secret.stat()
    assert (after.st_mode, after.st_mtime_ns, after.st_ctime_ns, after.st_nlink) == (
        *(before.st_mode, before.st_mtime_ns, before.st_ctime_ns, before.st_nlink),
    )
    assert len([*host.secret.parent.iterdir()]) == 1


@pytest.mark.parametrize(
    "body",
    [
        "os.setpriority(os.PRIO_PROCESS, x, 19)",
        "os.sched_setaffinity(x, {0})",
        "import resource\nresource.prlimit(x, resource.RLIMIT_CORE, (0, 0))",
        "os.kill(x, 0)",
        "import signal\nsignal.pidfd_send_signal(1, signal.SIGKILL)",
        "import fcntl\nfcntl.fcntl(0, fcntl.F_SETOWN, x)",
        "os.setpgid(0, x)",
        "open(f'/proc/{x}/environ').read()",
        "open(f'/proc/{x}/mem').read()",
    ],
)
def test_other_processes_are_out_of_reach(attack: Attack, body: str) -> None:
    """The one that started it, for one, is neither touched nor read."""
    before = os.getpriority(os.PRIO_PROCESS, 0), os.sched_getaffinity(0)
    result = attack(f"import os\n{body}\nreturn 'done'", call=os.getpid())

    assert result.value is None
    assert (os.getpriority(os.PRIO_PROCESS, 0), os.sched_getaffinity(0)) == before


def test_privileges_are_gone(attack: Attack) -> None:
    """Not even root can do there what only root can."""
    assert attack("import os\nos.setuid(x)\nreturn 'done'", call=os.getuid() + 1).value is None


def test_death_of_the_caller_takes_it_along(backend: str) -> None:
    """However suddenly the caller ends, nothing of the sandbox stays behind."""
    source = "import time\ndef f():\n    time.sleep(600)\n"
    caller = subprocess.Popen([sys.executable, "-c", CALLER, backend, source])
    try:
        wait_for(lambda: len(list_descendants(caller.pid)) >= PROCESSES[backend])
        descendants = list_descendants(caller.pid)
    finally:
        caller.kill()
        caller.wait()

    assert wait_for(lambda: not any(map(is_running, descendants)))


def test_blind_writes_to_descriptors_are_caught(attack: Attack) -> None:
    """A report without the nonce is none, whatever it says."""
    body = 'import os\nfor n in range(64):\n    try: os.write(n, b\'["value", ["int", "1"]]\\n\')\n'
    body += "    except OSError: pass\nos._exit(0)"

    assert attack(body).ending is CallEnding.FORBIDDEN


def test_more_reports_than_calls_are_caught(attack: Attack) -> None:
    """Who finds the nonce can lie about values, but not about how many there are."""
    body = (
        "import sys\nframe = sys._getframe()\n"
        "while 'report' not in frame.f_locals: frame = frame.f_back\n"
        'for _ in range(9): frame.f_locals[\'report\'](\'["value", ["int", "1"]]\')\n'
        "return 1"
    )

    assert attack(body).ending is CallEnding.FORBIDDEN


def test_flood_of_the_channel_is_caught(attack: Attack) -> None:
    """A report has a cap, so that the parent's memory is safe."""
    body = "import os\nwhile True:\n    for n in range(3, 9):\n"
    body += "        try: os.write(n, b'x' * 65536)\n        except OSError: pass"

    assert attack(body).ending is CallEnding.FORBIDDEN


def test_forged_nesting_does_not_hurt_the_reader(attack: Attack) -> None:
    """JSON nested beyond reason is refused, not followed."""
    body = (
        "import sys\nframe = sys._getframe()\n"
        "while 'report' not in frame.f_locals: frame = frame.f_back\n"
        "frame.f_locals['report']('[' * 100000)\n"
        "return 1"
    )

    assert attack(body).ending is CallEnding.FORBIDDEN


@pytest.mark.parametrize(
    "prelude",
    [
        "import builtins\nbuiltins.len = builtins.isinstance = lambda *a: 1",
        "import json\njson.dumps = json.loads = lambda *a, **k: 1",
        "import marshal\nmarshal.loads = lambda *a: [1]",
        "import posix\nposix.write = lambda *a: 1",
        "import sys\nsys.modules.clear()",
        "import __main__\n__main__.tag_value = __main__.describe_error = lambda *a: 1",
        "import gc\n[d.pop('expected', 0) for d in gc.get_objects() if type(d) is dict]",
    ],
)
def test_patched_interpreter_changes_no_value(attack: Attack, prelude: str) -> None:
    """The trusted code holds what it needs before the hostile code is loaded."""
    result = attack("return [x]", prelude=prelude, call=5)

    assert result == CallResult(ending=CallEnding.RETURNED, value=[5])


@pytest.mark.parametrize(
    "prelude",
    [
        "class Any(int):\n    def __eq__(self, other): return True\n    __hash__ = int.__hash__",
        "class Any:\n    def __init__(self, x): pass\n    def __eq__(self, other): return True",
        """
class Meta(type):
    def __eq__(self, other): return True
    def __hash__(self): return hash(int)
class Any(metaclass=Meta):
    def __init__(self, x): pass""",
    ],
)
def test_object_that_equals_everything_is_opaque(attack: Attack, prelude: str) -> None:
    """Equality is decided outside, on exact types."""
    assert "Opaque" in repr(attack("return Any(x)", prelude=prelude).value)


def test_descriptors_of_the_caller_are_closed(attack: Attack, host: Host) -> None:
    """A file that the caller holds open is not inherited."""
    reader = os.open(host.secret, os.O_RDONLY)
    os.set_inheritable(reader, True)  # noqa: FBT003 - positional only
    try:
        body = "import os\nfound = b''\nfor n in range(3, 64):\n"
        body += (
            "    try: found += os.pread(n, 99, 0)\n    except OSError: pass\nreturn found.decode()"
        )
        result = attack(body)
    finally:
        os.close(reader)

    assert result.value == ""
