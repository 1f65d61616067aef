"""Rows given with the question, as a panel."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from tools.core.errors import InvalidInput, NotCovered, NotEnoughData
from tools.core.result import Warning, warning
from tools.funnel.panel import Floats, Panel, Segment, in_order
from tools.funnel.request import FunnelQuestion, FunnelRow
from tools.marketplaces import find_marketplaces

_COUNTS = ("impressions", "clicks", "sessions", "orders", "units")
_NOT_IN_CHAIN = {
    "traffic": ("impressions", "clicks"),
    "search": ("sessions",),
    "ads": ("sessions",),
    "sales": ("impressions", "clicks", "sessions"),
}
_FIRST = {"traffic": ("sessions",), "search": ("impressions", "clicks"), "ads": ("impressions", "clicks"), "sales": ()}
_LONGEST = 3 * 366
_Key = tuple[str, str | None, str | None]


def panel_of(question: FunnelQuestion) -> tuple[Panel, Floats | None, list[Warning]]:
    """The panel of given rows, the refunds by day where they are told, and what the reader must know.

    Raises:
        InvalidInput: Duplicate days, negative sales, currencies that cannot be added, filters that rows cannot have.
        NotCovered: The rows do not give the chain asked for.
        NotEnoughData: No row is left after the filters.
    """
    rows, places = _wanted(question)
    _check(rows)
    named = [(place, row.sku, row.channel) for row, place in zip(rows, places, strict=True)]
    keys: dict[_Key, int] = {key: at for at, key in enumerate(sorted(set(named), key=in_order))}
    at = np.array([keys[key] for key in named])
    first = min(row.date for row in rows)
    days = (max(row.date for row in rows) - first).days + 1
    if days > _LONGEST:
        raise InvalidInput("rows_too_long", field="rows", days=days, most=_LONGEST)
    day = np.array([(row.date - first).days for row in rows])
    _check_duplicates(rows, at * days + day)
    _check_parts(list(keys))

    def table(name: str, absent: float = 0.0) -> Floats | None:
        values = [getattr(row, name) for row in rows]
        if all(value is None for value in values):
            return None
        found = np.full((len(keys), days), absent)
        found[at, day] = np.array(values, dtype=float)
        return found

    rates, currency = _rates(question, rows)
    counts = _counts(question, {name: counted for name in _COUNTS if (counted := table(name)) is not None})
    local = table("revenue")
    assert local is not None
    present = np.zeros(local.shape, dtype=bool)
    present[at, day] = True
    counts["revenue"] = local if rates is None else _converted(local, rates, at, day)
    notes = _add_buy_box(counts, table("buy_box_percentage"))
    refunds = table("refunds")
    panel = Panel(
        segments=[Segment(*key) for key in keys],
        starts=[first + timedelta(days=i) for i in range(days)],
        bin_days=np.ones(days),
        counts=counts,
        present=present,
        currency=currency,
        in_stock=table("in_stock", np.nan),
        local_revenue=None if rates is None else local,
    )
    return panel, refunds if refunds is None or rates is None else _converted(refunds, rates, at, day), notes


def _wanted(question: FunnelQuestion) -> tuple[list[FunnelRow], list[str]]:
    """The rows asked about, and the marketplace of each."""
    assert question.rows is not None
    filters = question.filters
    other = [name for name, values in filters if values and name not in ("marketplace", "place", "sku")]
    if other:
        raise InvalidInput("rows_filter", field=f"filters.{other[0]}", filter=other[0])
    names = {row.marketplace for row in question.rows}
    known = {name: _ids(name) for name in names}
    exact = {ids[0] for ids in known.values() if len(ids) == 1}
    place = {name: _place(name, ids, exact) for name, ids in known.items()}
    asked = [set(_ids(name)) for name in (*question.marketplaces, *filters.marketplace, *filters.place)]
    skus = {*question.skus, *filters.sku}
    rows = [
        row
        for row in question.rows
        if (not asked or any(ids & {*known[row.marketplace], place[row.marketplace]} for ids in asked))
        and (not skus or row.sku in skus)
        and (question.as_of is None or row.date <= question.as_of)
    ]
    if not rows:
        raise NotEnoughData("no_rows_left", field="rows", given=len(question.rows))
    return rows, [place[row.marketplace] for row in rows]


def _ids(name: str) -> list[str]:
    return [market.id for market in find_marketplaces(name)] or [name.strip().lower()]


def _place(name: str, ids: list[str], exact: set[str]) -> str:
    """One name for a marketplace however the rows spell it: `US` beside `amazon_us` is the same."""
    if len(ids) == 1:
        return ids[0]
    meant = exact & set(ids)
    return meant.pop() if len(meant) == 1 else name.strip()


def _check(rows: list[FunnelRow]) -> None:
    for number, row in enumerate(rows):
        if row.revenue < 0:
            raise InvalidInput("negative_sales", field=f"rows.{number}.revenue", row=number + 1, value=row.revenue, day=row.date)


def _check_duplicates(rows: list[FunnelRow], codes: Any) -> None:
    found, counts = np.unique(codes, return_counts=True)
    if len(found) == len(rows):
        return
    code = found[np.argmax(counts > 1)]
    twice = [int(number) + 1 for number in np.flatnonzero(codes == code)]
    row = rows[twice[0] - 1]
    named = " · ".join(str(part) for part in (row.marketplace, row.sku, row.channel) if part)
    raise InvalidInput("duplicate_day", field=f"rows.{twice[1] - 1}", rows=twice[:5], segment=named, day=row.date)


def _check_parts(keys: list[_Key]) -> None:
    """A marketplace as a whole beside its products would count their sales twice."""
    for place, sku, channel in keys:
        if sku is None and any(other[0] == place and other[1] is not None and other[2] == channel for other in keys):
            raise InvalidInput("rows_whole_and_parts", field="rows", marketplace=place)


def _counts(question: FunnelQuestion, counts: dict[str, Floats]) -> dict[str, Floats]:
    """Counts of the chain asked for; all when none is."""
    if question.chain is None:
        return counts
    if _FIRST[question.chain] and not any(name in counts for name in _FIRST[question.chain]):
        raise NotCovered("rows_without_chain", field="chain", columns=list(_FIRST[question.chain]))
    return {name: table for name, table in counts.items() if name not in _NOT_IN_CHAIN[question.chain]}


def _rates(question: FunnelQuestion, rows: list[FunnelRow]) -> tuple[Floats | None, str | None]:
    """Account currency for one unit of each row's, and the account currency; None when nothing is to be converted."""
    named = {row.currency.upper() for row in rows if row.currency}
    account = question.currency.upper() if question.currency else None
    if not any(row.fx_rate for row in rows):
        if len(named) > 1 or (account and named - {account}):
            raise InvalidInput("rows_need_rates", field="rows", currencies=sorted(named), account=account)
        return None, account or min(named, default=None)
    without = [n + 1 for n, row in enumerate(rows) if row.fx_rate is None and (row.currency or "").upper() != (account or "-")]
    if without:
        raise InvalidInput("rate_missing", field=f"rows.{without[0] - 1}.fx_rate", rows=without[:5])
    return np.array([row.fx_rate or 1.0 for row in rows]), account


def _converted(local: Floats, rates: Floats, at: Any, day: Any) -> Floats:
    by_day = np.zeros(local.shape)
    by_day[at, day] = rates
    return local * by_day


def _add_buy_box(counts: dict[str, Floats], percentage: Floats | None) -> list[Warning]:
    if percentage is None or "sessions" not in counts:
        return []
    highest = float(np.nanmax(percentage, initial=0.0))
    fractions = 0 < highest <= 1
    counts["buy_box_sessions"] = counts["sessions"] * percentage / (1.0 if fractions else 100.0)
    return [warning("buy_box_as_fraction")] if fractions else []


def last_day(question: FunnelQuestion) -> date:
    """The day that relative periods count from."""
    assert question.rows is not None
    return question.as_of or max(row.date for row in question.rows)
