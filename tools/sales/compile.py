"""A plan to one SQL tree. Identifiers come from the catalogue, values are bound, nobody passes SQL."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from tools.sales.catalogue import dimensions, measure_of, tables
from tools.sales.parts import Part
from tools.sales.plan import Plan
from tools.sales.snapshots import day_values, snapshot_rows

DIALECT = "duckdb"
CURRENCY = "currency"
LEVEL, MATCHED, UNCONVERTED, FOREIGN = "level_", "matched_", "unconverted_", "foreign_"
FX = (Path(__file__).parent / "fx.sql").read_text(encoding="utf-8")
COST_CURRENCY = "coalesce(p.unit_cost_currency, p.currency)"
_PRODUCT = {
    "by_sku": ("product", "p.shop_id = f.shop_id and p.marketplace = f.marketplace and p.sku = f.sku"),
    "by_asin": (
        "(select shop_id, marketplace, asin, min(parent_asin) as parent_asin, min(brand) as brand, "
        "min(category) as category from product group by shop_id, marketplace, asin)",
        "p.shop_id = f.shop_id and p.marketplace = f.marketplace and p.asin = f.asin",
    ),
}


@dataclass(frozen=True)
class RowScope:
    """Rows to take of a table that tells the same figures more than once, as a condition with bound values."""

    condition: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Money:
    """How amounts are brought into a currency.

    Attributes:
        convert: To the plan's currency.
        cost_targets: Currencies that costs are converted to; empty where they are in those of the amounts already.
    """

    convert: bool = False
    cost_targets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """One statement with its bound values.

    Attributes:
        keys: Output columns that name a row, in order.
        measures: Output columns that hold measures.
    """

    sql: str
    values: dict[str, Any]
    keys: tuple[str, ...]
    measures: tuple[str, ...]


@cache
def _parse(sql: str) -> exp.Expr:
    return sqlglot.parse_one(sql, dialect=DIALECT)


def _sql(text: str) -> exp.Expr:
    return _parse(text).copy()


def compile_query(plan: Plan, part: Part, *, scope: RowScope | None, ranked: bool, money: Money) -> Query:
    """Compile one part of a plan.

    Args:
        plan: The question.
        part: What to measure over which days.
        scope: Which of the table's rows to take.
        ranked: Order and cut to the plan's limit; otherwise all rows.
        money: How amounts are converted.
    """
    in_money = any(measure_of(name).money for name in part.names)
    money = money if in_money else Money()
    keys = [*part.dimensions, *([CURRENCY] if in_money and not money.convert else [])]
    columns = {name: _key(name, part.table) for name in keys}
    one_place = len({(entry.shop, entry.marketplace) for entry in plan.scope}) == 1
    values: dict[str, Any] = {}
    query = exp.select(
        *(column.as_(name, quoted=True) for name, column in columns.items()),
        *(_measure(name, money=money, one_place=one_place).as_(name) for name in part.names),
        exp.Count(this=exp.Star()).as_(MATCHED),
    )
    query = _from_rows(query, plan, part, scope, values, money)
    if money.convert:
        lacking = "x.rate is null" + (f" or ({lacks_rate(money)})" if money.cost_targets else "")
        query = query.select(f"count(*) filter (where {lacking}) as {UNCONVERTED}", dialect=DIALECT)
        query = query.select(f"count(*) filter (where f.currency <> $currency) as {FOREIGN}", dialect=DIALECT)
    query = _group(query, plan, part, columns, ranked)
    return Query(query.sql(dialect=DIALECT), values, tuple(keys), part.names)


def compile_probe(
    plan: Plan, part: Part, columns: list[str], *,
    by: int = 0, scope: RowScope | None = None, money: Money | None = None, condition: str | None = None,
) -> tuple[str, dict[str, Any]]:  # fmt: skip
    """SQL of something to know about the rows of a part, and its values.

    Args:
        plan: The question.
        part: Whose rows.
        columns: SQL of what to tell of them.
        by: How many of the first columns name a row.
        scope: Which of the table's rows to take.
        money: How amounts are converted, where a condition asks for rates.
        condition: Takes only some of the rows.
    """
    values: dict[str, Any] = {}
    query = _from_rows(exp.select(*columns, dialect=DIALECT), plan, part, scope, values, money or Money())
    query = query.where(condition, dialect=DIALECT) if condition else query
    query = query.group_by(*columns[:by], dialect=DIALECT) if by else query
    return query.sql(dialect=DIALECT), values


def _from_rows(
    query: exp.Select, plan: Plan, part: Part, scope: RowScope | None, values: dict[str, Any], money: Money
) -> exp.Select:
    """The rows of a part: its table, what is joined to it, and the conditions. Binds their values."""
    rows = f"({snapshot_rows(plan, part)})" if part.table == "inventory_day" else part.table
    query = _joins(query.from_(f"{rows} as f", dialect=DIALECT), plan, part, values, money)
    return query.where(*_conditions(plan, part, scope, values))


def lacks_rate(money: Money) -> str:
    """SQL that is true of lines whose cost cannot be brought into the currency of their amount."""
    return (
        f"f.is_product and f.kind = 'sold' and p.unit_cost is not null and {COST_CURRENCY} <> {_cost_target(money)} "
        "and k.rate is null"
    )


def _cost_target(money: Money) -> str:
    return "$currency" if money.convert else "f.currency"


def _key(name: str, table: str) -> exp.Expr:
    if name == CURRENCY:
        return _sql("f.currency")
    entry = dimensions()[name]
    return _sql(f"date_trunc('{entry.time}', {tables()[table].day})::date" if entry.time else str(entry.column(table)))


def _measure(name: str, *, money: Money, one_place: bool) -> exp.Expr:
    entry = measure_of(name)
    tree = _sql(entry.sql)
    written = {
        "order_number": "f.order_id" if one_place else "(f.shop_id, f.marketplace, f.order_id)",
        "unit_cost": _unit_cost(money),
    }
    if money.convert and entry.money:
        written[entry.money] = f"(f.{entry.money}::double * x.rate)"
    for column in list(tree.find_all(exp.Column)):
        if column.name in written:
            column.replace(_sql(written[column.name]))
    return tree


def _unit_cost(money: Money) -> str:
    same = f"{COST_CURRENCY} = {_cost_target(money)}"
    if not money.cost_targets:
        return f"(case when {same} then p.unit_cost end)"
    return f"(case when {same} then p.unit_cost::double else p.unit_cost::double * k.rate end)"


def _joins(query: exp.Select, plan: Plan, part: Part, values: dict[str, Any], money: Money) -> exp.Select:
    named = [*part.dimensions, *(condition.dimension for condition in plan.conditions)]
    costs = any(measure_of(name).costs for name in part.names)
    day = tables()[part.table].day
    if costs or any("p." in (dimensions()[name].column(part.table) or "") for name in named):
        source, on = _PRODUCT[tables()[part.table].product]
        query = query.join(f"{source} as p", on=on, join_type="left", dialect=DIALECT)
    if money.convert:
        values.update(currency=plan.currency, targets=[plan.currency])
        days = "select unnest(generate_series($first_day::date, $last_day::date, interval 1 day))::date"
        rates = f"(select * from ({FX}) union all {days}, $currency, $currency, 1.0, null, null) as x"
        query = query.join(rates, on=f"x.currency = f.currency and x.day = {day}", join_type="left", dialect=DIALECT)
    if costs and money.cost_targets:
        values["targets"] = list(money.cost_targets)
        on = f"k.currency = {COST_CURRENCY} and k.target = {_cost_target(money)} and k.day = {day}"
        query = query.join(f"({FX}) as k", on=on, join_type="left", dialect=DIALECT)
    return query


def _conditions(plan: Plan, part: Part, scope: RowScope | None, values: dict[str, Any]) -> list[exp.Expr]:
    found = []
    if part.table == "inventory_day":
        values.update(day_values(part))
    else:
        values.update(first_day=part.window.start, last_day=part.window.end)
        found.append(_sql(f"{tables()[part.table].day} between $first_day and $last_day"))
    for number, condition in enumerate(plan.conditions):
        values[f"filter_{number}"] = list(condition.values)
        column = dimensions()[condition.dimension].column(part.table)
        found.append(
            _sql(f"list_contains($filter_{number}, {column})" if len(condition.values) > 1 else f"{column} = $filter_{number}[1]")
        )
    if plan.by_product and part.table == "order_line" and not _names_sku(plan):
        found.append(_sql("f.is_product"))
    if scope:
        values.update(scope.values)
        found.append(_sql(scope.condition))
    return found


def _names_sku(plan: Plan) -> bool:
    return any(condition.dimension == "sku" for condition in plan.conditions)


def _group(query: exp.Select, plan: Plan, part: Part, columns: dict[str, exp.Expr], ranked: bool) -> exp.Select:
    """Rows by all keys and, in the same scan, their total by currency."""
    if not columns:
        return query
    names = list(columns)
    inner = [columns[name].sql(dialect=DIALECT) for name in names]
    totals = [columns[name].sql(dialect=DIALECT) for name in names if name == CURRENCY]
    if not part.dimensions or part.gives != "both":
        return query.group_by(*columns.values())
    query = query.select(f"grouping({', '.join(inner[: len(part.dimensions)])}) as {LEVEL}", dialect=DIALECT)
    sets = f"select 1 group by grouping sets (({', '.join(inner)}), ({', '.join(totals)}))"
    query.set("group", _sql(sets).args["group"])
    if not ranked:
        return query
    partition = ", ".join([LEVEL, *([CURRENCY] if totals else [])])
    unnamed = [f'"{name}" is null' for name in plan.ranked_items]
    number = f"row_number() over (partition by {partition} order by {', '.join([*unnamed, _order(plan)])})"
    outer = exp.select("*").from_(query.subquery("grouped"))
    return outer.qualify(f"{number} <= {plan.limit + 1}", dialect=DIALECT)


def _order(plan: Plan) -> str:
    quoted = [f'"{name}"' for name in plan.dimensions]
    by = plan.order_by
    if by is None and plan.has_time_split:
        return ", ".join(quoted)
    if by in plan.dimensions:
        return ", ".join([f'"{by}" {"desc" if plan.descending else "asc"}', *quoted])
    parts = plan.formulas[by or plan.metrics[0].id].of
    value = parts[0] if len(parts) == 1 else f"{parts[0]}::double / nullif({parts[1]}, 0)"
    return ", ".join([f"{value} {'desc' if plan.descending else 'asc'} nulls last", *quoted])
