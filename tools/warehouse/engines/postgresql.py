"""A PostgreSQL server: one transaction for each import, one snapshot for each answer."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tools.core.errors import Unavailable
from tools.warehouse.engines.engine import Rows, Values, batches, schema_of, shown
from tools.warehouse.engines.postgresql_dialect import POSTGRESQL
from tools.warehouse.engines.rendering import kinds_of, named, render

CONNECT_SECONDS, WAIT_SECONDS, ANSWER_SECONDS = 10, 30, 300
_WRITER = 0x43_48_55_48
"""Key of the advisory lock that the one writer holds."""
_SHOWN, _QUOTED = re.compile(r"\b(?:host|port|dbname)=\S+"), re.compile(r"'(?:[^'\\]|\\.)*'")
_ARROW = {
    "text": pa.string(), "jsonb": pa.string(), "json": pa.string(), "integer": pa.int32(), "bigint": pa.int64(),
    "boolean": pa.bool_(), "double precision": pa.float64(), "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}  # fmt: skip


class PostgreSQL:
    """Hands out cursors on one PostgreSQL database.

    Args:
        address: A URL, or `host=… dbname=…` as libpq has it.
    """

    name = "PostgreSQL"

    def __init__(self, address: str) -> None:
        self.place = shown(address) if "://" in address else _shown(address)
        self._address = address
        self._idle: list[Any] = []
        self._state = threading.Lock()

    def exists(self) -> bool:
        """A server has its database already."""
        return True

    @contextmanager
    def reader(self) -> Iterator["Cursor"]:
        """A cursor on one snapshot, read-only.

        Raises:
            Unavailable: The driver is missing, or the server does not answer.
        """
        with self._connection("isolation level repeatable read, read only") as connection:
            yield Cursor(connection, self)

    @contextmanager
    def writer(self) -> Iterator["Writing"]:
        """The one writer, in one transaction: all or nothing.

        Raises:
            Unavailable: Somebody else has been writing for too long, or the server does not answer.
        """
        with self._connection("isolation level read committed, read write") as connection:
            writing = Writing(connection, self)
            writing.lock()
            yield writing

    def close(self) -> None:
        """Let go of the connections."""
        with self._state:
            while self._idle:
                self._idle.pop().close()

    @contextmanager
    def _connection(self, mode: str) -> Iterator[Any]:
        """A connection in a transaction, committed when all went well."""
        connection = self._begun(mode)
        try:
            yield connection
            with self.told():
                connection.execute("commit")
        except BaseException:
            connection.close()
            raise
        with self._state:
            self._idle.append(connection)

    def _begun(self, mode: str) -> Any:
        """A connection in a transaction; one that died while idle is replaced."""
        while True:
            with self._state:
                idle = self._idle.pop() if self._idle else None
            with self.told():
                connection = idle or _connect(self._address)
                try:
                    connection.execute(f"begin transaction {mode}")
                    return connection
                except Exception:
                    connection.close()
                    if idle is None:
                        raise

    @contextmanager
    def told(self) -> Iterator[None]:
        """Faults of the server as the operator's."""
        try:
            import psycopg
        except ImportError as missing:
            raise Unavailable("warehouse_driver_missing", engine="PostgreSQL", extra="postgresql") from missing
        try:
            yield
        except psycopg.errors.LockNotAvailable as error:
            raise Unavailable("warehouse_busy", file=self.place) from error
        except psycopg.errors.QueryCanceled as error:
            raise Unavailable("warehouse_slow", place=self.place, seconds=ANSWER_SECONDS) from error
        except psycopg.OperationalError as error:
            raise Unavailable("warehouse_unreachable", place=self.place) from error


def _shown(address: str) -> str:
    """Host, port and database of libpq's own form; nothing quoted, which might be a password."""
    return " ".join(["postgresql:", *_SHOWN.findall(_QUOTED.sub("", address))])


def _connect(address: str) -> Any:
    import psycopg

    return psycopg.connect(
        address, autocommit=True, connect_timeout=CONNECT_SECONDS, cursor_factory=psycopg.RawCursor,
        options=f"-c timezone=UTC -c statement_timeout={ANSWER_SECONDS}s -c datestyle=ISO",
    )  # fmt: skip


class Cursor:
    """Runs SQL of DuckDB's dialect.

    Args:
        connection: In a transaction.
        engine: Its database.
    """

    def __init__(self, connection: Any, engine: PostgreSQL) -> None:
        self._cursor = connection.cursor()
        self._engine = engine

    @property
    def description(self) -> Any:
        """Name first, for each column of the last result."""
        return self._cursor.description

    def execute(self, query: str, parameters: Values = None, /) -> "Cursor":
        """Run SQL."""
        values = named(parameters)
        for statement in render(query, kinds_of(values), POSTGRESQL):
            self.run(statement.sql, [values[name] for name in statement.names])
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Rows of the last result; after a change of rows their number."""
        if self._cursor.description is None:
            return [(self._cursor.rowcount,)]
        found: list[tuple[Any, ...]] = self._cursor.fetchall()
        return found

    def columns(self, table: str) -> pa.Schema:
        """A table's columns; none when there is no such table."""
        self.run(
            "select attname, format_type(atttypid, null), atttypmod from pg_attribute "
            "where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum",
            [table],
        )
        return pa.schema([(name, _arrow_type(kind, modifier)) for name, kind, modifier in self.fetchall()])

    def run(self, sql: str, values: list[Any] | None = None) -> None:
        """Run SQL of PostgreSQL's dialect."""
        with self._engine.told():
            self._cursor.execute(sql, values or None)


class Writing(Cursor):
    """The writer's cursor."""

    def lock(self) -> None:
        """Wait for the other writer; until the end of the transaction there is no other."""
        self.run(f"set local lock_timeout = '{WAIT_SECONDS}s'")
        self.run(f"select pg_advisory_xact_lock({_WRITER})")

    def stage(self, table: str, rows: Rows, name: str | None = None) -> str:
        """Put rows where SQL can read them, until the writer is done."""
        staged = name or f"staged_{table}"
        columns = ", ".join(schema_of(rows).names)
        self.run(f"drop table if exists pg_temp.{staged}")
        self.run(f"create temp table {staged} on commit drop as select {columns} from {table} with no data")
        with self._engine.told(), self._cursor.copy(f"copy {staged} ({columns}) from stdin") as copy:
            for batch in batches(rows):
                copy.write(_copy_lines(batch))
        self.run(f"analyze {staged}")
        return staged


def _arrow_type(kind: str, modifier: int) -> pa.DataType:
    if kind.endswith("[]"):
        return pa.list_(_arrow_type(kind[:-2], modifier))
    if kind == "numeric":
        return pa.decimal128((modifier - 4) >> 16, (modifier - 4) & 0xFFFF)
    return _ARROW[kind]


def _copy_lines(batch: pa.RecordBatch) -> bytes:
    """Rows in the text form of COPY: tabs between values, a backslash before what would be read otherwise."""
    if not batch.num_rows:
        return b""
    joined = pc.binary_join_element_wise(
        *(_texts(column) for column in batch.columns), "\t", null_handling="replace", null_replacement="\\N"
    )
    return ("\n".join(joined.to_pylist()) + "\n").encode()


def _texts(column: pa.Array) -> pa.Array:
    texts = pc.cast(column, pa.string())
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        for plain, escaped in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
            texts = pc.replace_substring(texts, plain, escaped)
    return texts
