"""DuckDB's dialect to another engine's. Values stay outside of the SQL: the driver binds them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import sqlglot
from sqlglot import TokenType, exp

SOURCE = "duckdb"
Kinds = tuple[tuple[str, str], ...]
"""Names of values, each with its type in DuckDB's words; an empty one for no value."""
Rule = Callable[[Any], exp.Expr]
_KINDS = {
    bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", Decimal: "DECIMAL(38, 9)", str: "VARCHAR",
    datetime: "TIMESTAMPTZ", date: "DATE",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Dialect:
    """How an engine writes what DuckDB's dialect says.

    Attributes:
        name: sqlglot's name of the target.
        value: From a value's number, name, type and whether it fills a column to how a statement names it.
        rules: What replaces a kind of node; inner nodes are replaced first.
        expand: One statement to those that together do the same.
    """

    name: str
    value: Callable[[int, str, str, bool], str]
    rules: Mapping[type[exp.Expr], Rule]
    expand: Callable[[exp.Expr], list[exp.Expr]]


class Statement(NamedTuple):
    """One statement of the engine's own.

    Attributes:
        tree: Not to be changed: it is kept for the next time.
        names: Of its values, in the order of their numbers.
    """

    tree: exp.Expr
    sql: str
    names: tuple[str, ...]


def named(values: Sequence[Any] | Mapping[str, Any] | None) -> dict[str, Any]:
    """Values by name; those given in order are called 1, 2 and so on."""
    if isinstance(values, Mapping):
        return dict(values)
    return {str(number): value for number, value in enumerate(values or (), start=1)}


def kinds_of(values: Mapping[str, Any]) -> Kinds:
    """The type of each value."""
    return tuple((name, _kind(value)) for name, value in values.items())


def _kind(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return f"{_kind(value[0]) if value else 'VARCHAR'}[]"
    return _KINDS[type(value)]


@lru_cache(maxsize=1024)
def render(sql: str, kinds: Kinds, dialect: Dialect) -> tuple[Statement, ...]:
    """Statements in the engine's dialect.

    Args:
        sql: One or several statements in DuckDB's dialect.
        kinds: Of the values.
        dialect: The target.
    """
    trees = [tree for tree in sqlglot.parse(_numbered(sql), dialect=SOURCE) if tree is not None]
    expanded = [part for tree in trees for part in dialect.expand(tree)]
    return tuple(_render(tree, dict(kinds), dialect) for tree in expanded)


def _numbered(sql: str) -> str:
    """The SQL with `?` as `$1`, `$2`, …, in the order of the text."""
    marks = [token for token in sqlglot.tokenize(sql, dialect=SOURCE) if token.token_type == TokenType.PLACEHOLDER]
    for number, token in reversed(list(enumerate(marks, start=1))):
        sql = f"{sql[: token.start]}${number}{sql[token.end + 1 :]}"
    return sql


def _render(tree: exp.Expr, kinds: Mapping[str, str], dialect: Dialect) -> Statement:
    numbers: dict[str, int] = {}
    for node in tree.walk():
        node.comments = None
    for node in list(tree.find_all(exp.Placeholder, exp.Parameter)):
        name = node.name
        if kinds[name]:
            number = numbers.setdefault(name, len(numbers) + 1)
            node.replace(exp.Var(this=dialect.value(number, name, kinds[name], _is_cell(node))))
        else:
            node.replace(exp.null())
    tree = apply(tree, dialect.rules)
    return Statement(tree, tree.sql(dialect=dialect.name), tuple(numbers))


def _is_cell(node: exp.Expr) -> bool:
    """Whether a value goes as it is into a column of a new row, which then says what type it has."""
    return isinstance(node.parent, exp.Tuple) and isinstance(node.parent.parent, exp.Values)


def apply(tree: exp.Expr, rules: Mapping[type[exp.Expr], Rule]) -> exp.Expr:
    """The tree with every node replaced for which there is a rule, from the leaves up."""
    for node in reversed(list(tree.walk(bfs=True))):
        rule = rules.get(type(node))
        if rule is None:
            continue
        replacement = rule(node)
        if node is tree:
            tree = replacement
        elif replacement is not node:
            node.replace(replacement)
    return tree


def smallest_value(node: exp.Expr) -> exp.Expr:
    """`any_value` names no row; the smallest value is one that every engine finds."""
    return exp.Min(this=node.this)


def without_nulls_mark(node: exp.IgnoreNulls) -> exp.Expr:
    """`any_value` and its like skip nulls everywhere."""
    return node.this if isinstance(node.this, exp.Min) else node
