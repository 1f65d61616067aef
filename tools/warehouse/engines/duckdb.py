"""A DuckDB file: many readers or one writer, within the process and between processes.

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
from typing import Any

import duckdb
import pyarrow as pa

from tools.core.errors import Unavailable
from tools.warehouse.engines.engine import Rows, Values

IDLE_SECONDS = 2.0
WAIT_SECONDS = 30.0
_COURTESY_SECONDS = 1.0
_RETRY_SECONDS = 0.05
_ARROW = {
    "VARCHAR": pa.string(), "JSON": pa.string(), "INTEGER": pa.int32(), "BIGINT": pa.int64(), "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(), "DATE": pa.date32(), "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"),
}  # fmt: skip
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")
# DuckDB's own words; the path that it quotes may hold any. Windows words it the second way.
_BUSY = re.compile(r'IO Error: (?:Could not set lock on file "|Cannot open file ".*" ?: .*being used by another process)')


class DuckDB:
    """Hands out cursors on one file.

    Args:
        path: The DuckDB file; it must exist before the first reader.
    """

    name = "DuckDB"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = path.name
        self._state = threading.Condition()
        self._reading: duckdb.DuckDBPyConnection | None = None
        self._readers = 0
        self._writing = False
        self._waiting = 0
        self._timer: threading.Timer | None = None
        self._last_use = 0.0
        # DuckDB prints a long complaint when a connection is still open at the end of the process.
        atexit.register(self._close_reading)

    def exists(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    @contextmanager
    def reader(self) -> Iterator["Reading"]:
        """A read-only cursor.

        Raises:
            Unavailable: Another process has been writing for too long, or the file is damaged.
        """
        with self._state:
            # Who wants to write goes first, but not for ever: a thread may read twice at once.
            self._state.wait_for(lambda: not self._writing and not self._waiting, timeout=_COURTESY_SECONDS)
            self._state.wait_for(lambda: not self._writing)
            if self._reading is None:
                self._reading = self._open(read_only=True)
            self._readers += 1
            cursor = self._reading.cursor()
        try:
            yield Reading(cursor)
        finally:
            cursor.close()
            with self._state:
                self._readers -= 1
                if self._readers == 0:
                    self._close_later()
                self._state.notify_all()

    @contextmanager
    def writer(self) -> Iterator["Writing"]:
        """The one writing connection, inside one transaction: all or nothing.

        Raises:
            Unavailable: Another process has held the file for too long, or it is damaged.
        """
        with self._state:
            self._waiting += 1
            try:
                self._state.wait_for(lambda: not self._writing and self._readers == 0)
                self._close_reading()
                self._writing = True
            finally:
                self._waiting -= 1
        try:
            connection = self._open(read_only=False)
            try:
                connection.begin()
                yield Writing(connection)
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
                connection = duckdb.connect(str(self.path), read_only=read_only)
                connection.execute("set timezone = 'UTC'; set enable_progress_bar = false")
                return connection
            except duckdb.IOException as error:
                if not _BUSY.match(str(error)) and not self._is_being_made(deadline):
                    raise Unavailable("warehouse_damaged", file=self.path.name) from error
                if time.monotonic() > deadline:
                    raise Unavailable("warehouse_busy", file=self.path.name) from error
                time.sleep(_RETRY_SECONDS)

    def _is_being_made(self, deadline: float) -> bool:
        """Whether another process has just begun the file: it has no bytes yet."""
        return time.monotonic() <= deadline and (not self.path.exists() or self.path.stat().st_size == 0)

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


class Reading:
    """A cursor.

    Args:
        connection: Read-only, or in a transaction.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @property
    def description(self) -> list[Any] | None:
        """Name first, for each column of the last result."""
        return self._connection.description

    def execute(self, query: str, parameters: Values = None, /) -> "Reading":
        """Run SQL."""
        self._connection.execute(query, parameters)
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Rows of the last result; after a change of rows their number."""
        return self._connection.fetchall()

    def fetchnumpy(self) -> dict[str, Any]:
        """Columns of the last result, by name."""
        return self._connection.fetchnumpy()

    def columns(self, table: str) -> pa.Schema:
        """A table's columns; none when there is no such table."""
        found = self._connection.execute(
            "select column_name, data_type from duckdb_columns() where table_name = ? order by column_index", [table]
        ).fetchall()
        return pa.schema([(name, arrow_type(kind)) for name, kind in found])


class Writing(Reading):
    """The writing connection."""

    def stage(self, table: str, rows: Rows, name: str | None = None) -> str:
        """Put rows where SQL can read them, until the writer is done."""
        staged = name or f"staged_{table}"
        if isinstance(rows, Path):
            path = str(rows).replace("'", "''")
            self._connection.execute(f"create or replace temp view {staged} as select * from read_parquet('{path}')")
        else:
            self._connection.register(staged, rows)
        return staged


def arrow_type(kind: str) -> pa.DataType:
    """The Arrow type of a DuckDB type."""
    if kind.endswith("[]"):
        return pa.list_(arrow_type(kind[:-2]))
    match = _DECIMAL.fullmatch(kind)
    return pa.decimal128(int(match[1]), int(match[2])) if match else _ARROW[kind]
