"""What PostgreSQL writes otherwise than DuckDB. Made for 15 and newer."""

import itertools

from sqlglot import exp

from tools.warehouse.engines.rendering import Dialect, smallest_value, without_nulls_mark

_TYPES = {
    "VARCHAR": "TEXT", "DOUBLE": "DOUBLE PRECISION", "BIGINT": "BIGINT", "BOOLEAN": "BOOLEAN", "DATE": "DATE",
    "TIMESTAMPTZ": "TIMESTAMPTZ", "DECIMAL(38, 9)": "NUMERIC",
}  # fmt: skip


def _value(number: int, _: str, kind: str, is_cell: bool) -> str:
    if is_cell:
        return f"${number}"
    base, array = (kind[:-2], "[]") if kind.endswith("[]") else (kind, "")
    return f"(${number}::{_TYPES[base]}{array})"


def _expand(tree: exp.Expr) -> list[exp.Expr]:
    """A table with row keys gets the index by which later exports find their rows."""
    if not isinstance(tree, exp.Create) or tree.kind != "TABLE":
        return [tree]
    table = exp.to_table((tree.this.this if isinstance(tree.this, exp.Schema) else tree.this).name)
    before: list[exp.Expr] = []
    if tree.args.get("replace"):
        tree.set("replace", False)
        before = [exp.Drop(tables=[table.copy()], kind="TABLE", exists=True)]
    columns = {column.name for column in tree.find_all(exp.ColumnDef)}
    after: list[exp.Expr] = []
    if {"shop_id", "row_key"} <= columns:
        after = [exp.maybe_parse(f"create index on {table.name} (shop_id, row_key)", dialect="postgres")]
    return [*before, tree, *after]


def _column(node: exp.ColumnDef) -> exp.Expr:
    """Texts sort by their bytes, as DuckDB's do, not by the customs of a language."""
    if node.kind and node.kind.is_type("text", "varchar") and not node.find(exp.CollateColumnConstraint):
        collation = exp.CollateColumnConstraint(this=exp.to_identifier("C", quoted=True))
        node.set("constraints", [exp.ColumnConstraint(kind=collation), *(node.args.get("constraints") or [])])
    return node


def _contains(node: exp.ArrayContains) -> exp.Expr:
    values = exp.Paren(this=node.this) if isinstance(node.this, exp.Null) else node.this
    return exp.EQ(this=node.expression, expression=exp.Any(this=values))


def _by_greatest(node: exp.ArgMax | exp.ArgMin) -> exp.Expr:
    """`arg_max` passes over rows without a value."""
    order = exp.Ordered(this=node.expression, desc=isinstance(node, exp.ArgMax), nulls_first=False)
    values = exp.ArrayAgg(this=exp.Order(this=node.this, expressions=[order]))
    known = exp.Filter(this=values, expression=exp.Where(this=exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.null()))))
    return exp.Bracket(this=exp.Paren(this=known), expressions=[exp.Literal.number(1)], offset=1)


def _seconds(node: exp.TimeToUnix) -> exp.Expr:
    return exp.cast(exp.Extract(this=exp.Var(this="EPOCH"), expression=node.this), "double", dialect="duckdb")


def _series(node: exp.Explode) -> exp.Expr:
    """A series is rows already."""
    return node.this if isinstance(node.this, exp.GenerateSeries) else node


def _json(node: exp.Anonymous) -> exp.Expr:
    return exp.Anonymous(this="to_jsonb", expressions=node.expressions) if node.name.lower() == "to_json" else node


def _divide(node: exp.Div) -> exp.Expr:
    """A quotient is a double, and nothing where the divisor is nought."""
    above = exp.cast(node.this, "double", dialect="duckdb")
    below = node.expression
    if not isinstance(below, exp.Nullif):
        below = exp.Nullif(this=below, expression=exp.Literal.number(0))
    return exp.Div(this=above, expression=exp.cast(below, "double", dialect="duckdb"), typed=True, safe=False)


def _group(node: exp.Group) -> exp.Expr:
    """`group by all`: by what is no aggregate."""
    select = node.parent
    if not node.args.get("all") or not isinstance(select, exp.Select):
        return node
    numbers = [exp.Literal.number(n) for n, each in enumerate(select.expressions, 1) if not each.find(exp.AggFunc)]
    return exp.Group(expressions=numbers)


def _order(node: exp.Order) -> exp.Expr:
    """`order by all`: by every column; of a star by the whole row."""
    select = node.parent
    by = node.expressions[0].this if len(node.expressions) == 1 else None
    if not isinstance(select, exp.Select) or not isinstance(by, exp.Column | exp.Var) or by.name.lower() != "all":
        return node
    if select.is_star:
        return exp.Order(expressions=[exp.Ordered(this=exp.column(select.args["from_"].alias_or_name), nulls_first=False)])
    numbers = range(1, len(select.expressions) + 1)
    return exp.Order(expressions=[exp.Ordered(this=exp.Literal.number(n), nulls_first=False) for n in numbers])


def _alias(node: exp.Subquery) -> exp.Expr:
    """A derived table needs a name."""
    if isinstance(node.parent, exp.From | exp.Join) and not node.alias:
        taken = {table.alias_or_name for table in node.root().find_all(exp.Table, exp.Subquery)}
        name = next(name for number in itertools.count(1) if (name := f"q{number}") not in taken)
        node.set("alias", exp.TableAlias(this=exp.to_identifier(name)))
    return node


POSTGRESQL = Dialect(
    name="postgres",
    value=_value,
    rules={
        exp.AnyValue: smallest_value,
        exp.IgnoreNulls: without_nulls_mark,
        exp.ColumnDef: _column,
        exp.ArrayContains: _contains,
        exp.ArgMax: _by_greatest,
        exp.ArgMin: _by_greatest,
        exp.Anonymous: _json,
        exp.Div: _divide,
        exp.Explode: _series,
        exp.Group: _group,
        exp.Order: _order,
        exp.Subquery: _alias,
        exp.TimeToUnix: _seconds,
    },
    expand=_expand,
)
