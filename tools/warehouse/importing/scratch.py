"""Folders that imports write to while they work; what killed imports left is removed by the next one."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "import-"


@contextmanager
def scratch_folder(within: Path) -> Iterator[Path]:
    """A folder for one import.

    Its process holds a lock on it, which the system lets go of when the process ends, however it ends.

    Args:
        within: Folder to make it in; folders there that nobody holds are removed.
    """
    with _locked(within):
        _clear(within)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=within))
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _clear(within: Path) -> None:
    for folder in within.glob(f"{_PREFIX}*"):
        try:
            with _locked(folder, fcntl.LOCK_NB):
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue


@contextmanager
def _locked(folder: Path, wait: int = 0) -> Iterator[None]:
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | wait)
        yield
    finally:
        os.close(held)
