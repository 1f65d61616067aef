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
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from sqlglot import exp

from tools.core.errors import Unavailable
from tools.warehouse.engines import clickhouse_changes as changes
from tools.warehouse.engines.clickhouse_client import Client
from tools.warehouse.engines.clickhouse_dialect import CLICKHOUSE, arrow_type, text
from tools.warehouse.engines.engine import Rows, Values, batches, schema_of, shown
from tools.warehouse.engines.rendering import Statement, kinds_of, named, render

VERSIONS, WRITER, MARK = "warehouse_version", "warehouse_writer", "__chuhai_"
WAIT_SECONDS, LEASE_SECONDS, BEAT_SECONDS = 30.0, 600, 30.0
_RETRY_SECONDS = 0.2


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
    def reader(self) -> Iterator["Reading"]:
        """A cursor on the newest version, whatever is written meanwhile.

        Raises:
            Unavailable: The driver is missing, or the server does not answer.
        """
        yield Reading(self._client, self._newest()[1])

    @contextmanager
    def writer(self) -> Iterator["Writing"]:
        """The one writer: all of its changes become visible at once, or none.

        Raises:
            Unavailable: Somebody else has been writing for too long, or the server does not answer.
        """
        with self._writing, Lock(self._client) as lock:
            self._client.command(f"create table if not exists {VERSIONS} (number Int64, tables Map(String, String)) engine MergeTree order by number")
            number, names = self._newest()
            self._drop_left_over(number)
            writing = Writing(self._client, names, number + 1, lock)
            yield writing
            lock.check()
            self._client.command(
                f"insert into {VERSIONS} select {{number:Int64}}, mapFromArrays({{plain:Array(String)}}, {{present:Array(String)}})",
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
        found = self._client.rows(f"select toString(uuid) from system.tables where database = currentDatabase() and name = '{WRITER}'")
        return found[0][0] if found else ""

    def _take_over(self) -> None:
        """Move the lock of a writer that gave no sign of life out of the way; of several who try only the first can."""
        stale = (
            f"select toString(uuid) from system.tables where database = currentDatabase() and name = '{WRITER}' "
            f"and now() - greatest(metadata_modification_time, (select max(beat) from {WRITER})) > {LEASE_SECONDS}"
        )
        for (holder,) in self._client.rows(stale, missing=[]):
            self._client.succeeds(f"rename table {WRITER} to `taken_over{MARK}{holder}`")


class Reading:
    """A cursor on one version of the tables.

    Args:
        client: Of the database.
        names: Present name of each table.
    """

    def __init__(self, client: Client, names: Mapping[str, str]) -> None:
        self._client = client
        self.names = dict(names)
        self.description: list[tuple[str, ...]] | None = None
        self._rows: list[tuple[Any, ...]] = []

    def execute(self, query: str, parameters: Values = None, /) -> "Reading":
        """Run SQL of DuckDB's dialect."""
        values = named(parameters)
        for statement in render(query, kinds_of(values), CLICKHOUSE):
            self._run(statement, {f"p_{name}": values[name] for name in statement.names})
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Rows of the last result."""
        return self._rows

    def columns(self, table: str) -> pa.Schema:
        """A table's columns."""
        found = self._client.rows(
            "select name, type from system.columns where database = currentDatabase() and table = {name:String} order by position",
            {"name": self.names.get(table, "")},
        )
        return pa.schema([(name, arrow_type(kind)) for name, kind in found])

    def _run(self, statement: Statement, values: dict[str, Any]) -> None:
        self._ask(changes.physical(statement.tree, self.names), values)

    def _ask(self, tree: exp.Expr, values: dict[str, Any]) -> None:
        names, self._rows = self._client.query(text(tree), values)
        self.description = [(name,) for name in names]


class Writing(Reading):
    """The writer: changes copies of tables.

    Args:
        client: Of the database.
        names: Present name of each table.
        number: Of the version being made.
        lock: Held.
    """

    def __init__(self, client: Client, names: Mapping[str, str], number: int, lock: Lock) -> None:
        super().__init__(client, names)
        self._suffix = f"{MARK}{number}"
        self._lock = lock

    def stage(self, table: str, rows: Rows) -> str:
        """Put rows where SQL can read them, until the writer is done."""
        staged = f"staged_{table}"
        name = staged + self._suffix
        lists = {field.name for field in self.columns(table) if pa.types.is_list(field.type)}
        columns = ", ".join(each if each in lists else f"toNullable({each}) as {each}" for each in schema_of(rows).names)
        self._client.command(f"drop table if exists {name} sync")
        self._client.command(f"create table {name} engine MergeTree order by tuple() as select {columns} from {self.names[table]} limit 0")
        for batch in batches(rows):
            self._lock.beat()
            self._client.insert(name, pa.Table.from_batches([batch]))
        self.names[staged] = name
        return staged

    def _run(self, statement: Statement, values: dict[str, Any]) -> None:
        self._lock.beat()
        tree = statement.tree
        if isinstance(tree, exp.Create):
            self._create(tree, values)
        elif isinstance(tree, exp.Drop):
            del self.names[changes.target(tree)]
        elif isinstance(tree, exp.Alter | exp.Insert | exp.Update | exp.Delete):
            self._change(tree, values)
        else:
            self._ask(changes.physical(self._numbered(tree), self.names), values)

    def _create(self, tree: exp.Create, values: dict[str, Any]) -> None:
        plain = tree.this.name if tree.kind != "SEQUENCE" else f"{tree.this.name}_sequence"
        plain = changes.target(tree) if tree.kind != "SEQUENCE" else plain
        if tree.args.get("exists") and plain in self.names:
            return
        name = plain + self._suffix
        made = changes.physical(tree, self.names)
        self._client.command(changes.create(made, name), values)
        self.names[plain] = name

    def _change(self, tree: changes.Change, values: dict[str, Any]) -> None:
        plain = changes.target(tree)
        name = self._own(plain)
        made = changes.physical(tree, self.names)
        before = self._count(name)
        if isinstance(made, exp.Alter):
            for command in changes.alter(made, name):
                self._client.command(command)
        elif isinstance(made, exp.Insert):
            self._client.command(changes.insert(made, name, self._key(name)), values)
        else:
            change = changes.delete if isinstance(made, exp.Delete) else changes.update
            condition = self._matched(made, name, plain, values)
            self._client.command(change(made, name, plain, condition), None if condition else values)
        self._rows = [(abs(self._count(name) - before),)]

    def _matched(self, made: changes.Change, name: str, plain: str, values: dict[str, Any]) -> str | None:
        """The rows that another table picks, as a condition; a mutation knows no joins."""
        found = changes.matched(made, name, plain)
        if found is None:
            return None
        keys = f"matched{self._suffix}"
        self._client.command(f"drop table if exists {keys} sync")
        self._client.command(f"create table {keys} engine MergeTree order by tuple() as {found.query}", values)
        return f"({found.columns}) in (select * from {keys})"

    def _own(self, plain: str) -> str:
        """This version's copy of a table, made when it is first changed."""
        name = plain.partition(MARK)[0] + self._suffix
        if self.names[plain] != name:
            self._client.command(f"create table {name} clone as {self.names[plain]}")
            self.names[plain] = name
        return name

    def _count(self, name: str) -> int:
        found: int = self._client.rows(f"select count() from {name}")[0][0]
        return found

    def _key(self, name: str) -> list[str]:
        found = self._client.rows(
            "select name from system.columns where database = currentDatabase() and table = {name:String} and is_in_primary_key order by position",
            {"name": name},
        )
        return [row[0] for row in found]

    def _numbered(self, tree: exp.Expr) -> exp.Expr:
        """A query whose `nextval` is the next number of the table that stands for the sequence."""
        tree = tree.copy()
        for call in [call for call in tree.find_all(exp.Anonymous) if call.name.lower() == "nextval"]:
            name = self._own(f"{call.expressions[0].name}_sequence")
            self._client.command(f"insert into {name} select ifNull(max(value), 0) + 1 from {name}")
            call.replace(exp.Var(this=f"(select max(value) from {name})"))
        return tree
