"""Cursors on a version of the tables."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from sqlglot import exp

from tools.warehouse.engines import clickhouse_changes as changes
from tools.warehouse.engines.clickhouse_client import Client
from tools.warehouse.engines.clickhouse_dialect import CLICKHOUSE, arrow_type, text
from tools.warehouse.engines.clickhouse_lock import Lock
from tools.warehouse.engines.engine import Rows, Values, batches, schema_of
from tools.warehouse.engines.rendering import Statement, kinds_of, named, render

MARK = "__chuhai_"
"""Stands in the names of tables before the version that they were made for."""
_COLUMNS = "from system.columns where database = currentDatabase() and table = {name:String}"


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
            f"select name, type {_COLUMNS} order by position",
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

    def stage(self, table: str, rows: Rows, name: str | None = None) -> str:
        """Put rows where SQL can read them, until the writer is done."""
        staged = name or f"staged_{table}"
        present = staged + self._suffix
        lists = {field.name for field in self.columns(table) if pa.types.is_list(field.type)}
        columns = ", ".join(each if each in lists else f"toNullable({each}) as {each}" for each in schema_of(rows).names)
        self._client.command(f"drop table if exists {present} sync")
        self._client.command(
            f"create table {present} engine MergeTree order by tuple() as select {columns} from {self.names[table]} limit 0"
        )
        for batch in batches(rows):
            self._lock.beat()
            self._client.insert(present, pa.Table.from_batches([batch]))
        self.names[staged] = present
        return staged

    def _run(self, statement: Statement, values: dict[str, Any]) -> None:
        self._lock.beat()
        tree = statement.tree
        if isinstance(tree, exp.Create):
            self._create(tree, values)
        elif isinstance(tree, exp.Drop):
            self._drop(changes.target(tree))
        elif isinstance(tree, exp.Alter | exp.Insert | exp.Update | exp.Delete):
            self._change(tree, values)
        else:
            self._ask(changes.physical(self._numbered(tree), self.names), values)

    def _create(self, tree: exp.Create, values: dict[str, Any]) -> None:
        plain = f"{tree.this.name}_sequence" if tree.kind == "SEQUENCE" else changes.target(tree)
        if tree.args.get("exists") and plain in self.names:
            return
        name = plain + self._suffix
        made = changes.physical(tree, self.names)
        self._client.command(changes.create(made, name), values)
        self.names[plain] = name

    def _drop(self, plain: str) -> None:
        name = self.names.pop(plain)
        if name.endswith(self._suffix):
            self._client.command(f"drop table {name} sync")

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
        elif isinstance(made, exp.Delete):
            condition = self._matched(made, name, plain, values)
            self._client.command(changes.delete(made, name, plain, condition), None if condition else values)
        elif isinstance(made, exp.Update):
            condition = self._matched(made, name, plain, values)
            self._client.command(changes.update(made, name, plain, condition), None if condition else values)
        self._rows = [(abs(self._count(name) - before),)]

    def _matched(self, made: exp.Update | exp.Delete, name: str, plain: str, values: dict[str, Any]) -> str | None:
        """The rows that another table picks, as a condition; a mutation knows no joins."""
        found = changes.matched(made, name, plain)
        if found is None:
            return None
        keys = f"matched{self._suffix}"
        self._client.command(f"drop table if exists {keys} sync")
        self._client.command(f"create table {keys} engine MergeTree order by tuple() as {found.query}", values)
        return f"{found.value} in (select * from {keys})"

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
            f"select name {_COLUMNS} and is_in_primary_key order by position",
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
