"""Work on strangers' files in a process of its own, so that a hostile file can hurt nothing but that process."""

import multiprocessing
import os
import resource
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, Protocol, TypeVar

from tools.core.errors import ImportRefused, ToolError

_STARTING = threading.Lock()
_GRACE_SECONDS = 5.0
_LOOK_SECONDS = 0.1
# Address space is taken in larger pieces than are used; this many times the memory is a fault in any case.
_SPACE_PER_MEMORY = 4
# A fork of a server that has the modules loaded starts in milliseconds; the server itself reads no file.
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_WARM: list[str] = []

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Tell = Callable[..., None]
"""Is told of the progress; what it is told goes from the child to the parent."""


class ProcessLimits(Protocol):
    """Bounds of one process.

    Attributes:
        seconds: Time that may pass, and computing time.
        memory_bytes: Memory that it may hold.
    """

    @property
    def seconds(self) -> int: ...  # noqa: D102

    @property
    def memory_bytes(self) -> int: ...  # noqa: D102


class _Told(NamedTuple):
    said: tuple[Any, ...]


class _Done(NamedTuple):
    result: Any


class _Fault(NamedTuple):
    """A fault of the program in the child."""

    trace: str


def preload(module: str) -> None:
    """Name a module that the server of child processes loads before it forks the first.

    Naming one does nothing any more once the first child has started.
    """
    if module not in _WARM:
        _WARM.append(module)


def run_isolated(
    work: Callable[[Argument, Tell], Result],
    argument: Argument,
    *,
    file: str,
    limits: ProcessLimits,
    tell: Tell = lambda *_: None,
) -> Result:
    """Do some work on a file in a child process with limits on memory and time.

    Args:
        work: A function of some module; is handed the argument, and whom to tell of its progress.
        argument: Goes to the child, so it must be plain data; so must the result.
        file: What the user calls the file, for refusals.
        limits: Bounds of the process.
        tell: Is told in this process.

    Raises:
        ImportRefused: The work takes more than the limits allow, or ends the process.
        ToolError: As the work raises it.
    """
    processes: Any = multiprocessing.get_context(_METHOD)
    if _METHOD == "forkserver":
        processes.set_forkserver_preload([__name__, *_WARM])
    receiver, sender = processes.Pipe(duplex=False)
    child = processes.Process(target=_child, args=(sender, work, argument, file, limits), daemon=True)
    with _without_main():
        child.start()
    sender.close()
    answer_came = False
    try:
        answer = _await(child, receiver, file, limits, tell)
        answer_came = not isinstance(answer, ImportRefused)
    except EOFError:
        answer = ImportRefused("file_takes_too_much", file=file)
    finally:
        receiver.close()
        _end(child, _GRACE_SECONDS if answer_came else 0)
    if isinstance(answer, ToolError):
        raise answer
    if isinstance(answer, _Fault):
        raise RuntimeError(answer.trace)
    result: Result = answer.result
    return result


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


def _await(child: Any, receiver: Connection, file: str, limits: ProcessLimits, tell: Tell) -> Any:
    """The child's answer; what it tells on the way is passed on."""
    for _ in range(int(limits.seconds / _LOOK_SECONDS)):
        if _resident_bytes(child.pid) > limits.memory_bytes:
            return ImportRefused("file_takes_too_much", file=file)
        if receiver.poll(_LOOK_SECONDS):
            received = receiver.recv()
            if not isinstance(received, _Told):
                return received
            tell(*received.said)
    return ImportRefused("file_takes_too_long", file=file)


def _resident_bytes(process: int) -> int:
    """Memory that a process holds; nought where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _end(child: Any, grace: float) -> None:
    child.join(grace)
    if child.is_alive():
        child.kill()
        child.join()
    child.close()


def _child(sender: Connection, work: Callable[[Any, Tell], Any], argument: Any, file: str, limits: ProcessLimits) -> None:
    _limit(limits)
    try:
        answer: Any = _Done(work(argument, lambda *told: sender.send(_Told(told))))
    except ToolError as refused:
        answer = refused
    except (MemoryError, RecursionError):
        answer = ImportRefused("file_takes_too_much", file=file)
    except Exception:
        answer = _Fault(traceback.format_exc())
    sender.send(answer)
    sender.close()
    # Nothing is left to be done, and taking the libraries down in order takes longer than many a file.
    os._exit(0)


def _limit(limits: ProcessLimits) -> None:
    """Bound the process's memory and computing time, and give it nowhere to write a core file."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes * _SPACE_PER_MEMORY,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
