"""Rows given with the question, as a panel."""

from datetime import timedelta
from typing import Any

import numpy as np

from tools.core.errors import InvalidInput, NotCovered
from tools.core.result import Period, Warning, warning
from tools.funnel.given_rows import GivenRow, Key
from tools.funnel.panel import Floats, Panel, Segment, in_order
from tools.funnel.request import FunnelQuestion

_COUNTS = ("impressions", "clicks", "sessions", "orders", "units")
_NOT_IN_CHAIN = {
    "traffic": ("impressions", "clicks"),
    "search": ("sessions",),
    "ads": ("sessions",),
    "sales": ("impressions", "clicks", "sessions"),
}
_FIRST = {"traffic": ("sessions",), "search": ("impressions", "clicks"), "ads": ("impressions", "clicks"), "sales": ()}
_LONGEST = 3 * 366
_SHOWN = 5


class _Table:
    """Columns of rows as tables of segments by days."""

    def __init__(self, rows: list[GivenRow], span: Period) -> None:
        self.keys: dict[Key, int] = {key: at for at, key in enumerate(sorted({given.key for given in rows}, key=in_order))}
        self.rows = [given.row for given in rows]
        self._at = np.array([self.keys[given.key] for given in rows])
        self._day = np.array([(row.date - span.start).days for row in self.rows])
        self._shape = (len(self.keys), span.days)

    def placed(self, values: Any, absent: float = 0.0) -> Floats:
        """One value for each row, and another where there is none."""
        found = np.full(self._shape, absent)
        found[self._at, self._day] = np.array(values, dtype=float)
        return found

    def column(self, name: str, absent: float = 0.0) -> Floats | None:
        """A column; None where no row gives it."""
        values = [getattr(row, name) for row in self.rows]
        return None if all(value is None for value in values) else self.placed(values, absent)


def panel_of(question: FunnelQuestion, rows: list[GivenRow], span: Period) -> tuple[Panel, Floats | None, list[Warning]]:
    """The panel of given rows, the refunds by day where they are told, and what the reader must know.

    Args:
        question: As asked.
        rows: See `wanted_rows`.
        span: Days that are wanted; other rows are left out.

    Raises:
        InvalidInput: Currencies that cannot be added, or too many days.
        NotCovered: The rows do not give the chain asked for.
    """
    if span.days > _LONGEST:
        raise InvalidInput("rows_too_long", field="rows", days=span.days, most=_LONGEST)
    rates, currency = _rates(question, rows)
    used = [given for given in rows if span.start <= given.row.date <= span.end]
    table = _Table(used, span)
    by_day = None if rates is None else table.placed([rates[given.number] for given in used])
    counts = _counts(question, {name: counted for name in _COUNTS if (counted := table.column(name)) is not None})
    local = table.placed([row.revenue for row in table.rows])
    counts["revenue"] = local if by_day is None else local * by_day
    notes = _add_buy_box(counts, table.column("buy_box_percentage"))
    refunds = table.column("refunds")
    panel = Panel(
        segments=[Segment(*key) for key in table.keys],
        starts=[span.start + timedelta(days=i) for i in range(span.days)],
        bin_days=np.ones(span.days),
        counts=counts,
        present=table.placed([1.0] * len(used)) > 0,
        currency=currency,
        in_stock=table.column("in_stock", np.nan),
        local_revenue=None if by_day is None else local,
    )
    return panel, refunds if refunds is None or by_day is None else refunds * by_day, notes


def _counts(question: FunnelQuestion, counts: dict[str, Floats]) -> dict[str, Floats]:
    """Counts of the chain asked for; all when none is."""
    if question.chain is None:
        return counts
    if _FIRST[question.chain] and not any(name in counts for name in _FIRST[question.chain]):
        raise NotCovered("rows_without_chain", field="chain", columns=list(_FIRST[question.chain]))
    return {name: table for name, table in counts.items() if name not in _NOT_IN_CHAIN[question.chain]}


def _rates(question: FunnelQuestion, rows: list[GivenRow]) -> tuple[dict[int, float] | None, str | None]:
    """Account currency for one unit of each row's, by its number, and the account currency; None when nothing is converted."""
    named = {given.row.currency.upper() for given in rows if given.row.currency}
    account = question.currency.upper() if question.currency else None
    if not any(given.row.fx_rate for given in rows):
        if len(named) > 1 or (account and named - {account}):
            raise InvalidInput("rows_need_rates", field="rows", currencies=sorted(named), account=account)
        return None, account or min(named, default=None)
    foreign = [given for given in rows if (given.row.currency or "").upper() != (account or "-")]
    without = [given.number for given in foreign if given.row.fx_rate is None]
    if without:
        raise InvalidInput("rate_missing", field=f"rows.{without[0] - 1}.fx_rate", rows=without[:_SHOWN])
    return {given.number: given.row.fx_rate or 1.0 for given in rows}, account


def _add_buy_box(counts: dict[str, Floats], percentage: Floats | None) -> list[Warning]:
    if percentage is None or "sessions" not in counts:
        return []
    highest = float(np.nanmax(percentage, initial=0.0))
    fractions = 0 < highest <= 1
    counts["buy_box_sessions"] = counts["sessions"] * percentage / (1.0 if fractions else 100.0)
    return [warning("buy_box_as_fraction")] if fractions else []
