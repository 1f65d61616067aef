"""Connections to the DuckDB file: many readers or one writer, within the process and between processes.

DuckDB lets several processes open a file read-only, or one process open it for writing. So a reading
connection is kept only while it is used and a moment longer, and whoever wants to write waits for that moment.
"""

import atexit
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tools.core.errors import Unavailable

IDLE_SECONDS = 2.0
WAIT_SECONDS = 30.0
_RETRY_SECONDS = 0.05
# DuckDB's own words; the path that it quotes may hold any. Windows words it the second way.
_BUSY = re.compile(r'IO Error: (?:Could not set lock on file "|Cannot open file ".*" ?: .*being used by another process)')


class Connections:
    """Hands out cursors on one file.

    Args:
        path: The DuckDB file; it must exist before the first reader.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state = threading.Condition()
        self._reading: duckdb.DuckDBPyConnection | None = None
        self._readers = 0
        self._writing = False
        self._timer: threading.Timer | None = None
        self._last_use = 0.0
        # DuckDB prints a long complaint when a connection is still open at the end of the process.
        atexit.register(self._close_reading)

    @contextmanager
    def reader(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only cursor.

        Raises:
            Unavailable: Another process has been writing for too long, or the file is damaged.
        """
        with self._state:
            self._state.wait_for(lambda: not self._writing)
            if self._reading is None:
                self._reading = self._open(read_only=True)
            self._readers += 1
            cursor = self._reading.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            with self._state:
                self._readers -= 1
                if self._readers == 0:
                    self._close_later()
                self._state.notify_all()

    @contextmanager
    def writer(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The one writing connection, inside one transaction: all or nothing.

        Raises:
            Unavailable: Another process has held the file for too long, or it is damaged.
        """
        with self._state:
            self._state.wait_for(lambda: not self._writing and self._readers == 0)
            self._close_reading()
            self._writing = True
        try:
            connection = self._open(read_only=False)
            try:
                connection.begin()
                yield connection
                connection.commit()
            finally:
                connection.close()
        finally:
            with self._state:
                self._writing = False
                self._state.notify_all()

    def close(self) -> None:
        """Let go of the file."""
        with self._state:
            self._state.wait_for(lambda: self._readers == 0)
            self._close_reading()

    def _open(self, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                connection = duckdb.connect(str(self._path), read_only=read_only)
                connection.execute("set timezone = 'UTC'; set enable_progress_bar = false")
                return connection
            except duckdb.IOException as error:
                if not _BUSY.match(str(error)):
                    raise Unavailable("warehouse_damaged", file=self._path.name) from error
                if time.monotonic() > deadline:
                    raise Unavailable("warehouse_busy", file=self._path.name) from error
                time.sleep(_RETRY_SECONDS)

    def _close_later(self) -> None:
        self._last_use = time.monotonic()
        if self._timer is None:
            self._start_timer(IDLE_SECONDS)

    def _start_timer(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._close_if_idle)
        self._timer.daemon = True
        self._timer.start()

    def _close_if_idle(self) -> None:
        with self._state:
            idle = time.monotonic() - self._last_use
            if self._readers == 0 and idle >= IDLE_SECONDS:
                self._close_reading()
            else:
                self._start_timer(max(IDLE_SECONDS - idle, _RETRY_SECONDS))

    def _close_reading(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._reading is not None:
            self._reading.close()
            self._reading = None
