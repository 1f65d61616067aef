"""The ClickHouse driver, and what its faults mean."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from tools.core.errors import Unavailable
from tools.warehouse.engines.clickhouse_dialect import SETTINGS

CONNECT_SECONDS, ANSWER_SECONDS = 10, 300
_ALREADY_EXISTS, _UNKNOWN_TABLE, _TOO_SLOW = 57, 60, 159


class Client:
    """Sends statements; connects when first used.

    Args:
        address: Of the database.
        place: What messages call it.
    """

    def __init__(self, address: str, place: str) -> None:
        self._address = address
        self.place = place
        self._opening = threading.Lock()
        self._open: Any = None

    def query(self, sql: str, values: dict[str, Any] | None = None) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Names of columns, and rows."""
        with self._told():
            result = self._driver().query(sql, parameters=values or None)
            return list(result.column_names), [tuple(row) for row in result.result_rows]

    def rows(
        self, sql: str, values: dict[str, Any] | None = None, *, missing: list[tuple[Any, ...]] | None = None
    ) -> list[tuple[Any, ...]]:
        """Rows.

        Args:
            sql: The query.
            values: By name.
            missing: What to return when a table does not exist.
        """
        try:
            return self.query(sql, values)[1]
        except _faults().DatabaseError as error:
            if missing is not None and error.code == _UNKNOWN_TABLE:
                return missing
            raise

    def command(self, sql: str, values: dict[str, Any] | None = None) -> None:
        """Run a statement without a result."""
        with self._told():
            self._driver().command(sql, parameters=values or None)

    def succeeds(self, sql: str) -> bool:
        """Create or rename a table; False when the new name is taken already, or nothing is there to rename."""
        try:
            self.command(sql)
        except _faults().DatabaseError as error:
            if error.code not in (_ALREADY_EXISTS, _UNKNOWN_TABLE):
                raise
            return False
        return True

    def insert(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table."""
        with self._told():
            self._driver().insert_arrow(table, rows)

    def close(self) -> None:
        """Let go of the connections."""
        with self._opening:
            if self._open is not None:
                self._open.close()
                self._open = None

    def _driver(self) -> Any:
        with self._opening:
            if self._open is None:
                self._open = _connect(self._address)
            return self._open

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the server as the operator's."""
        faults = _faults()
        try:
            yield
        except faults.Error as error:
            if error.code == _TOO_SLOW:
                raise Unavailable("warehouse_slow", place=self.place, seconds=ANSWER_SECONDS) from error
            if error.code is None or self._open is None:
                raise Unavailable("warehouse_unreachable", place=self.place) from error
            raise


def _faults() -> Any:
    """The driver's faults."""
    try:
        import clickhouse_connect.driver.exceptions as exceptions
    except ImportError as missing:
        raise Unavailable("warehouse_driver_missing", engine="ClickHouse", extra="clickhouse") from missing
    return exceptions


def _connect(address: str) -> Any:
    import clickhouse_connect

    return clickhouse_connect.get_client(
        dsn=address,
        settings=dict(SETTINGS),
        connect_timeout=CONNECT_SECONDS,
        send_receive_timeout=ANSWER_SECONDS,
        autogenerate_session_id=False,
        form_encode_query_params=True,
        tz_mode="aware",
    )
