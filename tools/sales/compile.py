"""A plan to one SQL tree. Identifiers come from the catalogue, values are bound, nobody passes SQL."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from tools.core.result import Period
from tools.sales.catalogue import dimensions, measures
from tools.sales.plan import Plan
from tools.sales.traffic import TrafficScope

DIALECT = "duckdb"
CURRENCY = "currency"
LEVEL, MATCHED, UNCONVERTED, FOREIGN = "level_", "matched_", "unconverted_", "foreign_"
_DAY = {"order_line": "f.order_date", "traffic_day": "f.period_from"}
_FX = (Path(__file__).parent / "fx.sql").read_text(encoding="utf-8")
_PRODUCT = {
    "order_line": ("product", "p.shop_id = f.shop_id and p.marketplace = f.marketplace and p.sku = f.sku"),
    "traffic_day": (
        "(select shop_id, marketplace, asin, any_value(parent_asin) as parent_asin, any_value(brand) as brand, "
        "any_value(category) as category from product group by shop_id, marketplace, asin)",
        "p.shop_id = f.shop_id and p.marketplace = f.marketplace and p.asin = f.asin",
    ),
}


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


def compile_query(plan: Plan, table: str, window: Period, *, traffic: TrafficScope | None, ranked: bool, convert: bool) -> Query:
    """Compile the metrics of one table.

    Args:
        plan: The question.
        table: `order_line` or `traffic_day`.
        window: Days to take.
        traffic: For `traffic_day`, which of its rows to take.
        ranked: Order and cut to the plan's limit; otherwise all rows.
        convert: Convert money to the plan's currency.
    """
    wanted = _measures(plan, table)
    money = any(measures()[table][name].money for name in wanted)
    keys = [*plan.dimensions, *([CURRENCY] if money and not convert else [])]
    columns = {name: _key(name, table) for name in keys}
    one_place = len({(entry.shop, entry.marketplace) for entry in plan.scope}) == 1
    values: dict[str, Any] = {"first_day": window.start, "last_day": window.end}
    query = exp.select(
        *(column.as_(name, quoted=True) for name, column in columns.items()),
        *(_measure(table, name, convert=convert, one_place=one_place).as_(name) for name in wanted),
        exp.Count(this=exp.Star()).as_(MATCHED),
    ).from_(f"{table} as f")
    query = _joins(query, plan, table, convert, values)
    query = query.where(*_conditions(plan, table, traffic, values))
    if convert and money:
        query = query.select("count(*) filter (where x.rate is null) as " + UNCONVERTED)
        query = query.select(f"count(*) filter (where f.currency <> $currency) as {FOREIGN}", dialect=DIALECT)
    query = _group(query, plan, columns, ranked)
    return Query(query.sql(dialect=DIALECT), values, tuple(keys), tuple(wanted))


def _measures(plan: Plan, table: str) -> list[str]:
    return list(dict.fromkeys(name for m in plan.metrics_of(table) for name in plan.formulas[m.id].of))


def _key(name: str, table: str) -> exp.Expr:
    if name == CURRENCY:
        return _sql("f.currency")
    entry = dimensions()[name]
    return _sql(f"date_trunc('{entry.time}', {_DAY[table]})::date" if entry.time else str(entry.column(table)))


def _measure(table: str, name: str, *, convert: bool, one_place: bool) -> exp.Expr:
    entry = measures()[table][name]
    tree = _sql(entry.sql)
    if convert and entry.money:
        for column in list(tree.find_all(exp.Column)):
            if column.name == entry.money:
                column.replace(_sql(f"(f.{entry.money}::double * x.rate)"))
    for column in list(tree.find_all(exp.Column)):
        if column.name == "order_number":
            column.replace(_sql("f.order_id" if one_place else "(f.shop_id, f.marketplace, f.order_id)"))
    return tree


def _joins(query: exp.Select, plan: Plan, table: str, convert: bool, values: dict[str, Any]) -> exp.Select:
    named = [*plan.dimensions, *(condition.dimension for condition in plan.conditions)]
    if any("p." in (dimensions()[name].column(table) or "") for name in named):
        source, on = _PRODUCT[table]
        query = query.join(f"{source} as p", on=on, join_type="left", dialect=DIALECT)
    if convert:
        values["currency"] = plan.currency
        days = "select unnest(generate_series($first_day::date, $last_day::date, interval 1 day))::date"
        itself = f"{days}, $currency, 1.0, null, null"
        query = query.join(
            f"(select * from ({_FX}) union all {itself}) as x",
            on=f"x.currency = f.currency and x.day = {_DAY[table]}",
            join_type="left",
            dialect=DIALECT,
        )
    return query


def _conditions(plan: Plan, table: str, traffic: TrafficScope | None, values: dict[str, Any]) -> list[exp.Expr]:
    found = [_sql(f"{_DAY[table]} between $first_day and $last_day")]
    for number, condition in enumerate(plan.conditions):
        values[f"filter_{number}"] = list(condition.values)
        column = dimensions()[condition.dimension].column(table)
        found.append(
            _sql(f"list_contains($filter_{number}, {column})" if len(condition.values) > 1 else f"{column} = $filter_{number}[1]")
        )
    if plan.by_product and table == "order_line" and not _names_sku(plan):
        found.append(_sql("f.is_product"))
    if traffic:
        values.update(traffic.values)
        found.append(_sql(traffic.condition))
    return found


def _names_sku(plan: Plan) -> bool:
    return any(condition.dimension == "sku" for condition in plan.conditions)


def _group(query: exp.Select, plan: Plan, columns: dict[str, exp.Expr], ranked: bool) -> exp.Select:
    """Rows by all keys and, in the same scan, their total by currency."""
    if not columns:
        return query
    names = list(columns)
    inner = [columns[name].sql(dialect=DIALECT) for name in names]
    totals = [columns[name].sql(dialect=DIALECT) for name in names if name == CURRENCY]
    if not plan.dimensions:
        return query.group_by(*columns.values())
    query = query.select(f"grouping({', '.join(inner[: len(plan.dimensions)])}) as {LEVEL}", dialect=DIALECT)
    sets = f"select 1 group by grouping sets (({', '.join(inner)}), ({', '.join(totals)}))"
    query.set("group", _sql(sets).args["group"])
    if not ranked:
        return query
    partition = ", ".join([LEVEL, *([CURRENCY] if totals else [])])
    number = f"row_number() over (partition by {partition} order by {_order(plan)})"
    outer = exp.select("*").from_(query.subquery("grouped"))
    return outer.qualify(f"{number} <= {plan.limit + 1}", dialect=DIALECT)


def _order(plan: Plan) -> str:
    quoted = [f'"{name}"' for name in plan.dimensions]
    by = plan.order_by
    if by is None and any(dimensions()[name].time for name in plan.dimensions):
        return ", ".join(quoted)
    if by in plan.dimensions:
        return ", ".join([f'"{by}" {"desc" if plan.descending else "asc"}', *quoted])
    parts = plan.formulas[by or plan.metrics[0].id].of
    value = parts[0] if len(parts) == 1 else f"{parts[0]}::double / nullif({parts[1]}, 0)"
    return ", ".join([f"{value} {'desc' if plan.descending else 'asc'} nulls last", *quoted])
