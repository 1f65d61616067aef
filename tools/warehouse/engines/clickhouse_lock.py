"""The right to write to a ClickHouse database."""

import time

from tools.core.errors import Unavailable
from tools.warehouse.engines.clickhouse_client import Client

WRITER, TAKEN_OVER = "warehouse_writer", "taken_over__chuhai_"
WAIT_SECONDS, LEASE_SECONDS, BEAT_SECONDS = 30.0, 600, 30.0
_RETRY_SECONDS = 0.2


class Lock:
    """The right to write, as a table that only one can create.

    Args:
        client: Of the database.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._owner = ""
        self._beaten = 0.0

    def __enter__(self) -> "Lock":
        deadline = time.monotonic() + WAIT_SECONDS
        while not self._client.succeeds(f"create table {WRITER} (beat DateTime) engine MergeTree order by beat"):
            self._take_over()
            if time.monotonic() > deadline:
                raise Unavailable("warehouse_busy", file=self._client.place)
            time.sleep(_RETRY_SECONDS)
        self._owner = self._holder()
        return self

    def __exit__(self, *_: object) -> None:
        if self._holder() == self._owner:
            self._client.command(f"drop table if exists {WRITER} sync")

    def beat(self) -> None:
        """Show that the writer lives."""
        if time.monotonic() - self._beaten > BEAT_SECONDS:
            self._client.command(f"insert into {WRITER} select now()")
            self._beaten = time.monotonic()

    def check(self) -> None:
        """Make sure that nobody took over.

        Raises:
            Unavailable: Somebody did.
        """
        if self._holder() != self._owner:
            raise Unavailable("warehouse_busy", file=self._client.place)

    def _holder(self) -> str:
        found = self._client.rows(
            f"select toString(uuid) from system.tables where database = currentDatabase() and name = '{WRITER}'"
        )
        return found[0][0] if found else ""

    def _take_over(self) -> None:
        """Move the lock of a writer that gave no sign of life out of the way; of several who try only the first can."""
        stale = (
            f"select toString(uuid) from system.tables where database = currentDatabase() and name = '{WRITER}' "
            f"and now() - greatest(metadata_modification_time, (select max(beat) from {WRITER})) > {LEASE_SECONDS}"
        )
        for (holder,) in self._client.rows(stale, missing=[]):
            self._client.succeeds(f"rename table {WRITER} to `{TAKEN_OVER}{holder}`")
