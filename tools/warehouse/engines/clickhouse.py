"""A ClickHouse server: versions of tables in place of transactions.

ClickHouse has no transactions over several statements, so a writer never touches what readers see. It copies each
table that it changes (parts are linked, not copied), changes the copy, and at the end adds one row to
`warehouse_version`, which says under what name each table now stands. That insert is atomic: before it nothing of an
import is visible, after it all. A reader looks up the newest version once and stays with it. What a writer that died
leaves behind no version names; the next writer drops it. The versions before the last but one are dropped then too,
so a reader that outlives two imports is told to ask again.

One writer at a time: `create table warehouse_writer` succeeds for one only. A writer that died holds it until its last
sign of life is ten minutes old. A writer that was silent for that long and lost its place finds so when it is done,
and gives up; between that look and the insert a take-over could in theory slip in.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tools.warehouse.engines.clickhouse_client import Client
from tools.warehouse.engines.clickhouse_cursors import MARK, Reading, Writing
from tools.warehouse.engines.clickhouse_lock import Lock
from tools.warehouse.engines.engine import shown

VERSIONS = "warehouse_version"


class ClickHouse:
    """Hands out cursors on one ClickHouse database.

    Args:
        address: `clickhouse://user:password@host:port/database`, with the driver's options after a `?`.
    """

    name = "ClickHouse"

    def __init__(self, address: str) -> None:
        self.place = shown(address)
        self._client = Client(address, self.place)
        self._writing = threading.Lock()

    def exists(self) -> bool:
        """Whether a version of the tables was ever finished."""
        return bool(self._client.rows(f"exists table {VERSIONS}")[0][0]) and self._newest()[0] > 0

    @contextmanager
    def reader(self) -> Iterator[Reading]:
        """A cursor on the newest version, whatever is written meanwhile.

        Raises:
            Unavailable: The driver is missing, or the server does not answer.
        """
        yield Reading(self._client, self._newest()[1])

    @contextmanager
    def writer(self) -> Iterator[Writing]:
        """The one writer: all of its changes become visible at once, or none.

        Raises:
            Unavailable: Somebody else has been writing for too long, or the server does not answer.
        """
        with self._writing, Lock(self._client) as lock:
            self._client.command(
                f"create table if not exists {VERSIONS} (number Int64, tables Map(String, String)) "
                "engine MergeTree order by number"
            )
            number, names = self._newest()
            self._drop_left_over(number)
            writing = Writing(self._client, names, number + 1, lock)
            yield writing
            lock.check()
            self._client.command(
                f"insert into {VERSIONS} "
                "select {number:Int64}, mapFromArrays({plain:Array(String)}, {present:Array(String)})",
                {"number": number + 1, "plain": list(writing.names), "present": list(writing.names.values())},
            )

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _newest(self) -> tuple[int, dict[str, str]]:
        found = self._client.rows(f"select number, tables from {VERSIONS} order by number desc limit 1")
        return (found[0][0], dict(found[0][1])) if found else (0, {})

    def _drop_left_over(self, number: int) -> None:
        """Tables of no version, and of versions that nobody should read any more."""
        kept = f"select arrayJoin(mapValues(tables)) from {VERSIONS} where number in ({number}, {number - 1})"
        marked = f"select name from system.tables where database = currentDatabase() and position(name, '{MARK}') > 0"
        for (name,) in self._client.rows(f"{marked} and name not in ({kept})"):
            self._client.command(f"drop table if exists `{name}` sync")
