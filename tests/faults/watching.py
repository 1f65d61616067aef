"""What a server takes while it works: memory, its readers' memory, temporary files."""

import os
import threading
from pathlib import Path

from tests.faults.programs import descendants, memory

_SECONDS = 0.01


class Watch(threading.Thread):
    """Looks at a process and those below it again and again until it is stopped.

    Attributes:
        most: Megabytes of the server, of the largest process below it, and of temporary files.
    """

    def __init__(self, number, temporary):
        super().__init__()
        self._number = number
        self._temporary = temporary
        self._ended = threading.Event()
        self.most = {"server": 0.0, "reader": 0.0, "temporary": 0.0}

    def run(self):
        """Look."""
        while not self._ended.wait(_SECONDS):
            readers = [number for generation in descendants(self._number)[1:] for number in generation]
            self._note("server", memory(self._number)[0])
            self._note("reader", max((memory(number)[1] for number in readers), default=0.0))
            self._note("temporary", open_files(self._number) + stored(self._temporary))

    def _note(self, name, megabytes):
        self.most[name] = max(self.most[name], megabytes)

    def stop(self):
        """Look no more."""
        self._ended.set()
        self.join()


def open_files(number):
    """Megabytes of files that a process holds open and that have no name any more."""
    found = 0
    try:
        for opened in Path(f"/proc/{number}/fd").iterdir():
            if os.readlink(opened).endswith(" (deleted)"):
                found += opened.stat().st_blocks * 512
    except OSError:
        pass
    return found / 1e6


def stored(folder):
    """Megabytes of files under a folder."""
    found = 0
    for path in folder.rglob("*"):
        try:
            found += path.stat().st_blocks * 512
        except OSError:
            continue
    return found / 1e6
