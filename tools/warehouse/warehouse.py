"""The warehouse: one DuckDB file with every shop's rows."""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb

from tools.core.errors import Unavailable
from tools.warehouse.connection import Connections

MIGRATIONS = Path(__file__).parent / "migrations"


class Coverage(NamedTuple):
    """What one table's data of one shop and marketplace hold.

    Attributes:
        complete_until: Last day that no export cut short.
        has_other_lines: Whether there are lines of no product (postage, fees).
    """

    shop: str
    marketplace: str
    table: str
    first_day: date
    last_day: date
    complete_until: date
    has_returns: bool
    has_buyers: bool
    has_other_lines: bool


class Warehouse:
    """Reads and writes the DuckDB file, creating and migrating it first where needed.

    Args:
        path: The file; its folder must exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connections = Connections(path)
        self._migrated = False
        self._migrating = threading.Lock()

    @property
    def scratch_folder(self) -> Path:
        """Where an import may write while it works: on the same disk as the data."""
        return self.path.parent

    def kept_rows(self, import_id: int, table: str) -> Path:
        """The rows of one import for one table, as they were read."""
        return self.path.parent / "imports" / str(import_id) / f"{table}.parquet"

    @contextmanager
    def reader(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only cursor on the current schema."""
        self._migrate()
        with self._connections.reader() as cursor:
            yield cursor

    @contextmanager
    def writer(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The writing connection in one transaction on the current schema."""
        self._migrate()
        with self._connections.writer() as connection:
            yield connection

    def coverage(self) -> list[Coverage]:
        """What days the data reach over, by shop, marketplace and table."""
        with self.reader() as cursor:
            rows = cursor.execute("select * from coverage order by all").fetchall()
        return [Coverage(*row) for row in rows]

    def known_values(self, dimensions: Collection[str] | None = None) -> dict[str, list[str]]:
        """Every value that a filter can name, by dimension, the most frequent first.

        Args:
            dimensions: Only these; all when left out.
        """
        if dimensions is not None and not dimensions:
            return {}
        with self.reader() as cursor:
            rows = cursor.execute(
                "select dimension, value from known_value where $1 is null or list_contains($1, dimension) "
                "group by all order by dimension, sum(row_count) desc, value",
                [None if dimensions is None else list(dimensions)],
            ).fetchall()
        found: dict[str, list[str]] = {}
        for dimension, value in rows:
            found.setdefault(dimension, []).append(value)
        return found

    def is_empty(self) -> bool:
        """True when nothing was ever imported."""
        with self.reader() as cursor:
            return cursor.execute("select count(*) from import_file where undone_at is null").fetchall() == [(0,)]

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()

    def _migrate(self) -> None:
        with self._migrating:
            if self._migrated:
                return
            steps = sorted(MIGRATIONS.glob("*.sql"))
            if not self.path.exists() or self._steps_done(steps) < len(steps):
                self._take_steps(steps)
            self._migrated = True

    def _take_steps(self, steps: list[Path]) -> None:
        with self._connections.writer() as connection:
            # Another process may have taken them while this one waited for the file.
            done = _version(connection)
            for number, step in enumerate(steps[done:], start=done + 1):
                connection.execute(step.read_text(encoding="utf-8"))
                connection.execute("create or replace table schema_version as select ? as version", [number])

    def _steps_done(self, steps: list[Path]) -> int:
        with self._connections.reader() as cursor:
            found = _version(cursor)
        if found > len(steps):
            raise Unavailable("warehouse_newer", file=self.path.name, found=found, known=len(steps))
        return found


def _version(connection: duckdb.DuckDBPyConnection) -> int:
    """How many migrations the file has had."""
    named = connection.execute("select 1 from duckdb_tables() where table_name = 'schema_version'").fetchall()
    if not named:
        return 0
    version: int = connection.execute("select version from schema_version").fetchall()[0][0]
    return version
