"""The program that runs inside the sandbox: calls a hostile function, reports what it returns.

What is covered: resource limits, loading the source, one report per call. It is started by
the bare interpreter, imports nothing but built-in modules and `resource`, and is never
imported by the product.
What is not: isolation (the caller's), expected values (they never come here), judgement.

The hostile code shares this process, so nothing in it is secret from it: whoever finds the
channel and its nonce can report any value, which is what returning that value does. A
report is therefore never more than an answer. The nonce keeps blind writes to descriptors
apart from reports.

Reports are lines ``NONCE JSON``: ``["ready"]``, ``["loaded"]``, then for each call
``["value", TAGGED]`` or ``["raised", "IndexError: ..."]``. A tagged value names its exact
type: ``["NoneType", ""]``, ``["bool", "1"]``, ``["int", "-ff"]`` (hexadecimal),
``["float", "0x1.8p+1"]``, ``["str", "6162"]`` (UTF-8 as hexadecimal), ``["list", [...]]``,
``["tuple", [...]]``, ``["dict", [[KEY, VALUE], ...]]``; any other type is ``["other", "set"]``.
"""

from __future__ import annotations

import marshal
import posix
import sys

TYPE_CHECKING = False  # importing `typing` would double the start-up time
if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 60
MAX_REPORT_CHARACTERS = 1 << 18
MAX_MESSAGE_CHARACTERS = 200
DICT_SUBCLASSES = ("Counter", "OrderedDict", "defaultdict")


def main() -> None:
    """Reads the job from standard input, runs it and ends without any exit handlers."""
    job = marshal.loads(read_everything(0))  # noqa: S302 - written by the product
    is_guest = not job["limits"]  # the host of a WebAssembly guest has limits of its own
    report = open_channel(job["nonce"], open_door if is_guest else open_pipe)
    posix.environ.clear()
    set_limits(job["limits"])
    report('["ready"]')
    run(job["source"], job["function"], job["calls"], report)
    posix._exit(0)  # noqa: SLF001 - public under the name os._exit


def run(source: str, function: str, calls: list[bytes], report: Callable[[str], None]) -> None:
    """Loads the source once, then makes each call with arguments unpacked for it alone."""
    tag_value, describe, unpack = tag, describe_error, marshal.loads
    try:
        hostile = load(source, function)
    except BaseException as error:  # noqa: BLE001 - hostile code may raise anything
        report(f'["raised", {describe(error)}]')
        return
    report('["loaded"]')
    for arguments in calls:
        try:
            line = f'["value", {tag_value(hostile(*unpack(arguments)))}]'
        except BaseException as error:  # noqa: BLE001 - as above
            line = f'["raised", {describe(error)}]'
        report(line if len(line) <= MAX_REPORT_CHARACTERS else '["value", ["other", "too large"]]')


def load(source: str, function: str) -> Callable[..., object]:
    """Executes the source as a module that is not ``__main__`` and returns its function."""
    module = type(sys)("answer")
    sys.modules["answer"] = module
    code = compile(source, "answer.py", "exec", dont_inherit=True)
    exec(code, module.__dict__)  # noqa: S102 - this is the sandbox
    return module.__dict__[function]  # type: ignore[no-any-return]


def tag(value: object, depth: int = 0) -> str:
    """Writes a value with its exact type as JSON; types are compared by identity alone."""
    kind = type(value)
    for known, write in SCALARS:
        if kind is known:
            return f'["{known.__name__}", "{write(value)}"]'
    if depth < MAX_DEPTH and (kind is list or kind is tuple):
        items: list[object] = [*value]  # type: ignore[misc]
        return f'["{kind.__name__}", [{", ".join([tag(item, depth + 1) for item in items])}]]'
    if depth < MAX_DEPTH and is_dict(kind):
        entries: dict[object, object] = value  # type: ignore[assignment]
        pairs = [
            f"[{tag(key, depth + 1)}, {tag(entry, depth + 1)}]"
            for key, entry in dict.items(entries)
        ]
        return f'["dict", [{", ".join(pairs)}]]'
    return f'["other", {json_text(kind.__name__)}]'


def is_dict(kind: type) -> bool:
    """Tells if a type is dict or a subclass of it from the standard library."""
    return kind is dict or (
        kind.__module__ == "collections"
        and kind.__name__ in DICT_SUBCLASSES
        and issubclass(kind, dict)
    )


def describe_error(error: BaseException) -> str:
    """Names an exception as a JSON string; its own text is hostile and may itself raise."""
    name = type(error).__name__
    try:
        text = f"{name}: {error}" if error.args else name
    except BaseException:  # noqa: BLE001 - hostile code may raise anything
        text = name
    return json_text(text)


def json_text(text: str) -> str:
    """Quotes a text for JSON, keeping plain characters only, and at most 200 of them."""
    plain = text[:MAX_MESSAGE_CHARACTERS].replace('"', "'")
    kept = [
        character if character.isprintable() and character != "\\" else "?" for character in plain
    ]
    return '"' + "".join(kept) + '"'


def hex_text(text: str) -> str:
    """Encodes a text, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass").hex()


def open_channel(
    nonce: str, open_way_out: Callable[[], Callable[[str], None]]
) -> Callable[[str], None]:
    """Returns the writer of reports; what the source prints leads nowhere."""
    send = open_way_out()

    def report(text: str) -> None:
        send(f"{nonce} {text}\n")

    return report


def open_pipe() -> Callable[[str], None]:
    """Moves the pipe off descriptor 1, which then leads nowhere."""
    descriptor, write = posix.dup(1), posix.write
    posix.dup2(2, 1)

    def send(line: str) -> None:
        remaining = memoryview(line.encode("utf-8", "replace"))
        while remaining:
            remaining = remaining[write(descriptor, remaining) :]

    return send


def open_door() -> Callable[[str], None]:
    """Finds the one function that a WebAssembly guest can call, see `wasm_host`."""
    from host import tools

    return tools.report  # type: ignore[no-any-return]


def set_limits(limits: dict[str, tuple[int, int]]) -> None:
    """Lowers soft and hard limits, which nothing without privileges can raise again."""
    if not limits:  # a guest does not have the module either
        return
    import resource

    for name, both in limits.items():
        resource.setrlimit(getattr(resource, name), both)


def read_everything(descriptor: int) -> bytes:
    """Reads to the end, so that nothing of the job is left in the pipe."""
    chunks = []
    while chunk := posix.read(descriptor, 1 << 16):
        chunks.append(chunk)
    return b"".join(chunks)


SCALARS: tuple[tuple[type, Callable[..., str]], ...] = (
    (type(None), lambda value: ""),  # noqa: ARG005 - there is only one
    (bool, "{:d}".format),
    (int, "{:x}".format),
    (float, float.hex),
    (str, hex_text),
)


if __name__ == "__main__":
    main()
