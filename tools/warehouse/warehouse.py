"""The warehouse: one database with every shop's rows, a DuckDB file unless the operator names a server."""

import tempfile
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from tools.core.errors import Unavailable
from tools.warehouse.engines.duckdb import DuckDB
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.engines.opening import open_engine

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
    """Reads and writes the database, creating its tables and migrating them first where needed.

    Args:
        address: A DuckDB file, whose folder must exist, or the address of a server (`engines/opening.py`).
        folder: Where the rows of imports are kept when the data are on a server.
    """

    def __init__(self, address: Path | str, folder: Path | None = None) -> None:
        self.engine = open_engine(address)
        if isinstance(self.engine, DuckDB):
            self._folder, self._kept_as = self.engine.path.parent, ""
        else:
            self._folder = folder or Path(tempfile.gettempdir())
            self._kept_as = sha256(self.engine.place.encode()).hexdigest()[:12]
        self.address = address
        self._migrated = False
        self._migrating = threading.Lock()

    @property
    def path(self) -> Path:
        """The DuckDB file."""
        assert isinstance(self.engine, DuckDB)
        return self.engine.path

    @property
    def scratch_folder(self) -> Path:
        """Where an import may write while it works: on the same disk as the rows that are kept."""
        return self._folder

    def kept_rows(self, import_id: int, table: str) -> Path:
        """The rows of one import for one table, as they were read; on this machine, whatever the engine."""
        return self._folder / "imports" / self._kept_as / str(import_id) / f"{table}.parquet"

    @contextmanager
    def reader(self) -> Iterator[Any]:
        """A read-only `Cursor` on the current schema."""
        self._migrate()
        with self.engine.reader() as cursor:
            yield cursor

    @contextmanager
    def writer(self) -> Iterator[Any]:
        """The one `Writer`, all or nothing, on the current schema."""
        self._migrate()
        with self.engine.writer() as connection:
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
            count: int = cursor.execute("select count(*) from import_file where undone_at is null").fetchall()[0][0]
        return count == 0

    def close(self) -> None:
        """Let go of the database."""
        self.engine.close()

    def _migrate(self) -> None:
        with self._migrating:
            if self._migrated:
                return
            steps = sorted(MIGRATIONS.glob("*.sql"))
            if not self.engine.exists() or self._steps_done(steps) < len(steps):
                self._take_steps(steps)
            self._migrated = True

    def _take_steps(self, steps: list[Path]) -> None:
        with self.engine.writer() as writer:
            # Another process may have taken them while this one waited for the database.
            done = _version(writer)
            if not done:
                writer.execute("create table if not exists schema_version (version bigint not null)")
            for step in steps[done:]:
                writer.execute(step.read_text(encoding="utf-8"))
            writer.execute("delete from schema_version")
            writer.execute("insert into schema_version values (?)", [len(steps)])

    def _steps_done(self, steps: list[Path]) -> int:
        with self.engine.reader() as cursor:
            found = _version(cursor)
        if found > len(steps):
            raise Unavailable("warehouse_newer", file=self.engine.place, found=found, known=len(steps))
        return found


def _version(cursor: Cursor) -> int:
    """How many migrations the database has had."""
    if not cursor.columns("schema_version").names:
        return 0
    found = cursor.execute("select version from schema_version").fetchall()
    return found[0][0] if found else 0
