"""Statements that change rows or tables, in ClickHouse's words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from sqlglot import exp

from tools.warehouse.engines.clickhouse_dialect import text, type_name

Tree = TypeVar("Tree", bound=exp.Expr)
Change = exp.Create | exp.Drop | exp.Alter | exp.Insert | exp.Update | exp.Delete


def target(tree: Change) -> str:
    """The table that a statement changes."""
    node = tree.args["tables"][0] if isinstance(tree, exp.Drop) else tree.this
    name: str = (node.this if isinstance(node, exp.Schema) else node).name
    return name


def physical(tree: Tree, names: Mapping[str, str]) -> Tree:
    """The statement with the tables' present names, known by their plain ones inside of it."""
    tree = tree.copy()
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in list(tree.find_all(exp.Table)):
        if table.name in names and table.name not in own and not table.db:
            if isinstance(table.parent, exp.From | exp.Join) and not table.alias:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
            table.set("this", exp.to_identifier(names[table.name]))
    return tree


def create(tree: exp.Create, name: str) -> str:
    """A MergeTree in the order of its key."""
    if tree.kind == "SEQUENCE":
        return f"create table {name} (value Int64) engine MergeTree order by value"
    if not isinstance(tree.this, exp.Schema):
        return f"create table {name} engine MergeTree order by tuple() as {text(tree.expression)}"
    columns = [column for column in tree.this.expressions if isinstance(column, exp.ColumnDef)]
    return f"create table {name} ({', '.join(_column(each) for each in columns)}) engine MergeTree order by {_key(columns)}"


def _column(node: exp.ColumnDef) -> str:
    never = _has(node, exp.NotNullColumnConstraint, exp.PrimaryKeyColumnConstraint)
    return f"{node.name} {type_name(node.args['kind'], nullable=not never)}"


def _has(node: exp.ColumnDef, *kinds: type[exp.Expr]) -> bool:
    return any(isinstance(each.kind, kinds) for each in node.args.get("constraints") or [])


def _key(columns: Sequence[exp.ColumnDef]) -> str:
    names = {column.name for column in columns}
    if {"shop_id", "row_key"} <= names:
        return "(shop_id, row_key)"
    return next((column.name for column in columns if _has(column, exp.PrimaryKeyColumnConstraint)), "tuple()")


def alter(tree: exp.Alter, name: str) -> list[str]:
    """One statement for each column added or dropped."""
    return [f"alter table {name} {_action(action)}" for action in tree.args["actions"]]


def _action(action: exp.Expr) -> str:
    return (
        f"add column {_column(action)}" if isinstance(action, exp.ColumnDef) else f"drop column {action.args['tables'][0].name}"
    )


def insert(tree: exp.Insert, name: str, key: Sequence[str]) -> str:
    """Rows of a query; given ones as a query too, so that their values can be bound.

    Args:
        tree: With tables by their present names.
        name: The table's present name.
        key: Its primary key, for `on conflict do nothing`.
    """
    schema = tree.this
    columns = f" ({', '.join(each.name for each in schema.expressions)})" if isinstance(schema, exp.Schema) else ""
    source = tree.expression
    if not isinstance(source, exp.Values):
        return f"insert into {name}{columns} {_with(tree)}{text(source)}"
    rows = [row.expressions for row in source.expressions]
    if not tree.args.get("conflict"):
        return f"insert into {name}{columns} " + " union all ".join(f"select {_list(row)}" for row in rows)
    there = f"({', '.join(key)}) in (select {', '.join(key)} from {name})"
    given = " union all ".join(f"select {_named(row, _names(schema, key, row))}" for row in rows)
    return f"insert into {name}{columns} select * from ({given}) where not {there}"


def _named(row: Sequence[exp.Expr], names: Sequence[str]) -> str:
    return ", ".join(f"{text(cell)} as {name}" for cell, name in zip(row, names, strict=True))


def _names(schema: exp.Expr, key: Sequence[str], row: Sequence[exp.Expr]) -> list[str]:
    """Names for cells; where the statement gives none, the key stands first."""
    if isinstance(schema, exp.Schema):
        return [each.name for each in schema.expressions]
    return [*key, *(f"cell_{number}" for number in range(len(key), len(row)))]


def _list(row: Sequence[exp.Expr]) -> str:
    return ", ".join(text(cell) for cell in row)


def _with(tree: exp.Expr) -> str:
    ctes = tree.args.get("with_")
    return f"{text(ctes)} " if ctes else ""


class Matched(NamedTuple):
    """Which rows a statement with `using` or `from` is about: by all the columns that its condition names.

    Attributes:
        value: Those columns of a row as one text; unlike a tuple it can hold nulls and be looked up.
        query: The texts of the rows that are meant.
    """

    value: str
    query: str


def matched(tree: exp.Update | exp.Delete, name: str, plain: str) -> Matched | None:
    """The rows meant; None when the statement names no other table.

    Args:
        tree: With tables by their present names.
        name: The target's present name.
        plain: Its plain one.
    """
    joined = tree.args.get("from_")
    others = [joined.this] if joined else tree.args.get("using") or []
    if not others:
        return None
    where, alias = tree.args["where"].this, tree.this.alias or plain
    columns = sorted({column.name for column in where.find_all(exp.Column) if column.table == alias})
    tables = ", ".join(text(other) for other in others)
    query = f"{_with(tree)}select {_row(columns, f'{alias}.')} from {name} as {alias}, {tables} where {text(where)}"
    return Matched(_row(columns, ""), query)


def _row(columns: Sequence[str], prefix: str) -> str:
    return f"toJSONString(tuple({', '.join(prefix + column for column in columns)}))"


def delete(tree: exp.Delete, name: str, plain: str, condition: str | None) -> str:
    """A deletion, by its own condition or by this one."""
    if condition is None and not tree.args.get("where"):
        return f"truncate table {name}"
    return f"delete from {name} where {condition or text(_bare(tree.args['where'].this, plain))}"


def update(tree: exp.Update, name: str, plain: str, condition: str | None) -> str:
    """An update, by its own condition or by this one.

    Raises:
        ValueError: It takes values of another table.
    """
    values = [_bare(each.expression, plain) for each in tree.expressions]
    if any(column.table for value in values for column in value.find_all(exp.Column)):
        raise ValueError(f"an update of {plain} takes values of another table")
    sets = ", ".join(f"{each.this.name} = {text(value)}" for each, value in zip(tree.expressions, values, strict=True))
    if condition is None:
        condition = text(_bare(tree.args["where"].this, plain)) if tree.args.get("where") else "true"
    return f"alter table {name} update {sets} where {condition}"


def _bare(node: exp.Expr, plain: str) -> exp.Expr:
    """An expression whose columns do not name the target."""
    node = node.copy()
    for column in node.find_all(exp.Column):
        if column.table == plain:
            column.set("table", None)
    return node
