"""What every engine offers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

Values = Sequence[Any] | Mapping[str, Any] | None
Rows: TypeAlias = pa.Table | Path
"""Rows on their way into a table: in memory, or a Parquet file."""
BATCH_ROWS = 100_000
_USER = re.compile(r"//.*@")


class Loaded(NamedTuple):
    """How many rows were new and how many replaced earlier ones."""

    added: int
    superseded: int


class Cursor(Protocol):
    """Runs SQL in DuckDB's dialect."""

    @property
    def description(self) -> Sequence[Any] | None:
        """Name first, for each column of the last result."""

    def execute(self, query: str, parameters: Values = None, /) -> "Cursor":
        """Run one statement or, without values, several."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Rows of the last result; after a change of rows their number."""

    def columns(self, table: str) -> pa.Schema:
        """A table's columns; none when there is no such table."""


class Writer(Cursor, Protocol):
    """Changes rows; all of its changes arrive together or not at all."""

    def stage(self, table: str, rows: Rows, name: str | None = None) -> str:
        """Put rows where SQL can read them, until the writer is done.

        Args:
            table: Whose columns the rows have, all or some of them.
            rows: The rows.
            name: Of the staged table; its own for each table when left out. Staging it again replaces it.

        Returns:
            Name of the staged table.
        """


class Engine(Protocol):
    """One database.

    Attributes:
        name: Of the engine.
        place: What messages call the database; never with a password.
    """

    name: str
    place: str

    def exists(self) -> bool:
        """Whether there is a database to read from."""

    def reader(self) -> AbstractContextManager[Cursor]:
        """A cursor that cannot write."""

    def writer(self) -> AbstractContextManager[Writer]:
        """The one writer, all or nothing."""

    def close(self) -> None:
        """Let go of the database."""


def batches(rows: Rows) -> Iterator[pa.RecordBatch]:
    """The rows in pieces that fit into memory."""
    if isinstance(rows, Path):
        with pq.ParquetFile(rows) as file:
            yield from file.iter_batches(batch_size=BATCH_ROWS)
    else:
        yield from rows.to_batches(max_chunksize=BATCH_ROWS)


def schema_of(rows: Rows) -> pa.Schema:
    """Columns of the rows."""
    return pq.read_schema(rows) if isinstance(rows, Path) else rows.schema


def shown(address: str) -> str:
    """An address without user, password and options."""
    scheme, _, rest = address.partition(":")
    before, _, after = rest.partition("?")
    if not rest.startswith("//") or "@" in after:  # no telling where a password would end
        return scheme
    return scheme + ":" + _USER.sub("//", before)
