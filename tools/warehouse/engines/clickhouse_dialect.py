"""What ClickHouse writes otherwise than DuckDB. Much is left to its settings (`SETTINGS`)."""

import re
from typing import Any

import pyarrow as pa
from sqlglot import exp

from tools.warehouse.engines.rendering import Dialect, smallest_value, without_nulls_mark

SETTINGS: dict[str, Any] = {
    "join_use_nulls": 1,
    "group_by_use_nulls": 1,
    "aggregate_functions_null_for_empty": 1,
    "prefer_column_name_to_alias": 1,
    "enable_extended_results_for_datetime_functions": 1,
    "decimal_check_overflow": 1,
    "insert_null_as_default": 0,
    "input_format_null_as_default": 0,
    "session_timezone": "UTC",
    "mutations_sync": 2,
    "lightweight_deletes_sync": 2,
}
"""As the SQL standard has nulls, empty sums, aliases and dates; deletions are done when they return."""

# Decimals have room for products: ClickHouse keeps the width of the factors, and an Int64 times a narrow decimal overflows.
_TYPES = {
    "TEXT": "String", "VARCHAR": "String", "JSON": "String", "BIGINT": "Int64", "INT": "Int32", "BOOLEAN": "Bool",
    "DATE": "Date32", "DOUBLE": "Float64", "TIMESTAMPTZ": "DateTime64(6, 'UTC')", "TIMESTAMP": "DateTime64(6, 'UTC')",
    "TIMESTAMPNTZ": "DateTime64(6, 'UTC')", "INT128": "Int128",
}  # fmt: skip


def type_name(kind: exp.DataType, *, nullable: bool) -> str:
    """ClickHouse's name of a type."""
    if kind.this == exp.DataType.Type.ARRAY or kind.this == exp.DataType.Type.LIST:
        return f"Array({type_name(kind.expressions[0], nullable=False)})"
    if kind.this == exp.DataType.Type.DECIMAL:
        scale = kind.expressions[1].name if len(kind.expressions) > 1 else "3"
        plain = f"Decimal(38, {scale})"
    else:
        plain = _TYPES[str(kind.this.value).upper()]
    return f"Nullable({plain})" if nullable else plain


_ARROW = {
    "String": pa.string(), "Int64": pa.int64(), "Int32": pa.int32(), "Bool": pa.bool_(), "Date32": pa.date32(),
    "Float64": pa.float64(), "DateTime64(6, 'UTC')": pa.timestamp("us", tz="UTC"),
}  # fmt: skip
_DECIMAL = re.compile(r"Decimal\(38, (\d+)\)")


def arrow_type(name: str) -> pa.DataType:
    """The Arrow type of a ClickHouse type that `type_name` makes."""
    plain = name.removeprefix("Nullable(").removesuffix(")") if name.startswith("Nullable(") else name
    if plain.startswith("Array("):
        return pa.list_(arrow_type(plain[6:-1]))
    match = _DECIMAL.fullmatch(plain)
    return pa.decimal128(38, int(match[1])) if match else _ARROW[plain]


def _value(_: int, name: str, kind: str, _is_cell: bool) -> str:
    return f"{{p_{name}:{type_name(exp.DataType.build(kind, dialect='duckdb'), nullable=False)}}}"


def text(node: exp.Expr) -> str:
    """A node as ClickHouse writes it."""
    return node.sql(dialect="clickhouse")


def _var(sql: str) -> exp.Expr:
    return exp.Var(this=sql)


def _cast(node: exp.Cast) -> exp.Expr:
    if node.to.this in (exp.DataType.Type.ARRAY, exp.DataType.Type.LIST):
        return exp.Anonymous(this="CAST", expressions=[node.this, exp.Literal.string(type_name(node.to, nullable=False))])
    return exp.Anonymous(this="CAST", expressions=[node.this, exp.Literal.string(type_name(node.to, nullable=True))])


def _double(node: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="CAST", expressions=[node, exp.Literal.string("Nullable(Float64)")])


def _divide(node: exp.Div) -> exp.Expr:
    """A quotient is a double, and nothing where the divisor is nought; decimals would be cut to their places."""
    below = exp.Anonymous(this="nullIf", expressions=[_double(node.expression), exp.Literal.number(0)])
    return exp.Div(this=_double(node.this), expression=below, typed=True, safe=False)


def _contains(node: exp.ArrayContains) -> exp.Expr:
    """No list holds nothing."""
    return node.this if isinstance(node.this, exp.Null) else node


def _seconds(node: exp.TimeToUnix) -> exp.Expr:
    """`epoch` of a moment, or of the seconds between two."""
    return _double(node.this)


def _days(node: exp.GenerateSeries) -> exp.Expr:
    """The days from one to another."""
    first, last = text(node.args["start"]), text(node.args["end"])
    count = f"toUInt32(greatest(0, ifNull(dateDiff('day', {first}, {last}) + 1, 0)))"
    return _var(f"arrayMap(i -> {first} + i, range({count}))")


def _greatest(node: exp.LogicalOr) -> exp.Expr:
    return exp.Max(this=node.this)


def _least(node: exp.LogicalAnd) -> exp.Expr:
    return exp.Min(this=node.this)


def _joined(node: exp.GroupConcat) -> exp.Expr:
    """Texts in one; of distinct ones in their order."""
    separator = text(node.args.get("separator") or exp.Literal.string(","))
    inner = node.this.this if isinstance(node.this, exp.Order) else node.this
    if isinstance(inner, exp.Distinct):
        value = inner.expressions[0]
        value = value.this if isinstance(value, exp.Order) else value
        return _var(f"nullIf(arrayStringConcat(arraySort(groupUniqArray({text(value)})), {separator}), '')")
    return _var(f"nullIf(arrayStringConcat(groupArray({text(inner)}), {separator}), '')")


def _array(node: exp.ArrayAgg) -> exp.Expr:
    """A list in the order of one key."""
    inner = node.this
    if not isinstance(inner, exp.Order):
        return _var(f"groupArray({text(inner)})")
    [key] = inner.expressions
    sort = "arrayReverseSort" if key.args.get("desc") else "arraySort"
    return _var(f"arrayMap(x -> x.1, {sort}(x -> x.2, groupArray(({text(inner.this)}, {text(key.this)}))))")


def _json(node: exp.Anonymous) -> exp.Expr:
    if node.name.lower() != "to_json":
        return node
    return _var(f"formatRowNoNewline('JSONEachRow', {text(node.expressions[0])}.*)")


CLICKHOUSE = Dialect(
    name="clickhouse",
    value=_value,
    rules={
        exp.Anonymous: _json,
        exp.AnyValue: smallest_value,
        exp.ArrayAgg: _array,
        exp.ArrayContains: _contains,
        exp.Cast: _cast,
        exp.Div: _divide,
        exp.GenerateSeries: _days,
        exp.GroupConcat: _joined,
        exp.IgnoreNulls: without_nulls_mark,
        exp.LogicalAnd: _least,
        exp.LogicalOr: _greatest,
        exp.TimeToUnix: _seconds,
    },
    expand=lambda tree: [tree],
)
