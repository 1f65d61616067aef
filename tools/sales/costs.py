"""What goods cost: which costs are known, in which currencies, and whether rates bring them to those of the amounts."""

from dataclasses import replace
from datetime import date
from typing import Any

import duckdb

from prompts.formats import percent
from tools.core.errors import NotCovered
from tools.core.result import Period, Warning, warning
from tools.sales.catalogue import measure_of
from tools.sales.compile import COST_CURRENCY, Money, compile_probe, lacks_rate
from tools.sales.parts import Part
from tools.sales.plan import Plan

_KNOWN = f"p.unit_cost is not null and {COST_CURRENCY} is not null"


def cost_money(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part, money: Money) -> Money:
    """How the amounts and costs of a part are converted.

    Raises:
        NotCovered: Amounts stay in their currency, and a cost has no rate to it.
    """
    if not _needs_costs(part):
        return money
    pairs = _pairs(cursor, plan, part)
    wanted = {(cost, plan.currency if money.convert else currency) for cost, currency in pairs}
    foreign = sorted({target for cost, target in wanted if target and cost != target})
    money = replace(money, cost_targets=tuple(foreign))
    if foreign and not money.convert:
        _check_rates(cursor, plan, part, money)
    return money


def cost_notes(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> list[Warning]:
    """How much of net product revenue has no known cost.

    Raises:
        NotCovered: No product sold in the window has one.
    """
    if not _needs_costs(part):
        return []
    columns = [
        "f.currency", f"count(*) filter (where {_KNOWN})", "count(*)",
        f"coalesce(sum(f.net_amount) filter (where {_KNOWN}), 0)", "sum(f.net_amount)",
    ]  # fmt: skip
    found = sorted(cursor.execute(*compile_probe(plan, part, columns, by=1, condition="f.is_product")).fetchall())
    if found and not any(known for _, known, *_ in found):
        raise NotCovered("needs_costs", field="metrics")
    shares = [
        f"{currency} {percent(1 - known_net / net)}" if net else str(currency)
        for currency, known, lines, known_net, net in found
        if known < lines
    ]
    notes = [warning("without_cost", shares=shares)] if shares else []
    return [*notes, *_conversion(cursor, plan, part)]


def _conversion(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> list[Warning]:
    foreign = sorted({cost for cost, currency in _pairs(cursor, plan, part) if cost not in (currency, plan.currency)})
    if not foreign:
        return []
    first, last, source = rates_used(cursor, part.window)
    return [warning("costs_converted", currencies=foreign, first=first, last=last, source=source)]


def rates_used(cursor: Any, window: Period) -> tuple[date | None, date | None, str]:
    """First and last day of the rates that a window's amounts are converted by, and who gave them."""
    [(first, last, source)] = cursor.execute(
        "select min(rate_date), max(rate_date), string_agg(distinct source, ', ' order by source) from fx_rate "
        "where rate_date between $first_day::date - 7 and $last_day",
        {"first_day": window.start, "last_day": window.end},
    ).fetchall()
    return first, last, source or "-"


def _pairs(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part) -> list[tuple[str, str]]:
    """Currencies of the cost and of the amount of what was sold, as they occur together."""
    sold = f"f.is_product and f.kind = 'sold' and {_KNOWN}"
    return cursor.execute(*compile_probe(plan, part, [COST_CURRENCY, "f.currency"], by=2, condition=sold)).fetchall()


def _needs_costs(part: Part) -> bool:
    return any(measure_of(name).costs for name in part.names)


def _check_rates(cursor: duckdb.DuckDBPyConnection, plan: Plan, part: Part, money: Money) -> None:
    columns = [COST_CURRENCY, "f.currency", "min(f.order_date)"]
    probe = compile_probe(plan, part, columns, by=2, money=money, condition=lacks_rate(money))
    lacking = sorted((day, base, quote) for base, quote, day in cursor.execute(*probe).fetchall())
    if lacking:
        day, base, quote = lacking[0]
        raise NotCovered("cost_without_rate", field="metrics", base=base, quote=quote, day=day)
