"""Reading in a process of its own, so that a hostile file can hurt nothing but that process."""

import multiprocessing
import os
import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from tools.core.errors import ImportRefused, ToolError
from tools.warehouse.importing.limits import WORKBOOK_LIMITS, Limits
from tools.warehouse.importing.reading import ReadReport, ReadRequest, Tell, no_one, read_report

_STARTING = threading.Lock()
_GRACE_SECONDS = 5.0
_LOOK_SECONDS = 0.1
# Address space is taken in larger pieces than are used; this many times the memory is a fault in any case.
_SPACE_PER_MEMORY = 4
# A fork of a server that has the modules loaded starts in milliseconds; the server itself reads no file.
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def read_isolated(request: ReadRequest, tell: Tell = no_one, limits: Limits = WORKBOOK_LIMITS) -> ReadReport:
    """Read a file in a child process with limits on memory and time.

    Raises:
        ImportRefused: The file cannot be read, or reading it takes more than the limits allow.
        ToolError: As `read_report` raises it.
    """
    processes: Any = multiprocessing.get_context(_METHOD)
    if _METHOD == "forkserver":
        processes.set_forkserver_preload(["tools.warehouse.importing.warm"])
    receiver, sender = processes.Pipe(duplex=False)
    child = processes.Process(target=_child, args=(sender, request, limits), daemon=True)
    with _without_main():
        child.start()
    sender.close()
    try:
        answer = _await(child, receiver, request.file, limits, tell)
    except EOFError:
        answer = ImportRefused("file_takes_too_much", file=request.file)
    finally:
        receiver.close()
        _end(child)
    if isinstance(answer, ToolError):
        raise answer
    return ReadReport.model_validate(answer)


@contextmanager
def _without_main() -> Iterator[None]:
    """Keeps the child from importing the program that runs here: it needs nothing of it, and some are no file."""
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _await(child: Any, receiver: Connection, file: str, limits: Limits, tell: Tell) -> Any:
    """The child's answer; what it tells on the way is passed on."""
    for _ in range(int(limits.seconds / _LOOK_SECONDS)):
        if _resident_bytes(child.pid) > limits.memory_bytes:
            return ImportRefused("file_takes_too_much", file=file)
        if receiver.poll(_LOOK_SECONDS):
            received = receiver.recv()
            if not isinstance(received, tuple):
                return received
            tell(*received)
    return ImportRefused("file_takes_too_long", file=file)


def _resident_bytes(process: int) -> int:
    """Memory that a process holds; nought where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _end(child: Any) -> None:
    child.join(_GRACE_SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
    child.close()


def _child(sender: Connection, request: ReadRequest, limits: Limits) -> None:
    _limit(limits)
    try:
        answer: Any = read_report(request, lambda *told: sender.send(told)).model_dump(mode="json")
    except ToolError as refused:
        answer = refused
    except MemoryError:
        answer = ImportRefused("file_takes_too_much", file=request.file)
    sender.send(answer)
    sender.close()
    # Nothing is left to be done, and taking the libraries down in order takes longer than many a file.
    os._exit(0)


def _limit(limits: Limits) -> None:
    """Bound the process's memory and computing time, and give it nowhere to write a core file."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes * _SPACE_PER_MEMORY,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
