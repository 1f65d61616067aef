"""Imported data as the material of a diagnosis."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from tools.core.errors import NotCovered, NotEnoughData
from tools.core.result import Period, Warning, warning
from tools.events.events import events_between
from tools.funnel.evidence import load_evidence
from tools.funnel.material import Material
from tools.funnel.panel import Flags, Panel
from tools.funnel.request import FunnelQuestion
from tools.funnel.scope import PLACES_SQL, Scope, scope_of
from tools.funnel.stages import windows_of
from tools.funnel.stored.ads import ads_panel, with_organic
from tools.funnel.stored.grid import Bins, stacked
from tools.funnel.stored.money import Money, choose_money
from tools.funnel.stored.orders import orders_panel
from tools.funnel.stored.refunds import refunds_of
from tools.funnel.stored.search import search_panel, search_rows, search_windows
from tools.funnel.stored.sources import sources_of
from tools.funnel.stored.stock import with_stock
from tools.funnel.stored.traffic import Choice, coarse_notes, traffic_panel, traffic_reports
from tools.funnel.stored.unallocated import unallocated
from tools.funnel.windows import choose_windows, length_notes, whole_periods
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Coverage, Warehouse

HISTORY_DAYS = 56
"""Days up to the end of the current window that a break is looked for in."""
_CURRENCIES = f"""select distinct currency from (
    select currency, shop_id, marketplace from traffic_day union all select currency, shop_id, marketplace from order_line
) f where {PLACES_SQL}"""


@dataclass(frozen=True)
class _Reach:
    """What there is to work on.

    Attributes:
        traffic: Traffic reports by marketplace.
        orders: Reach of the order lines by marketplace, where they are what tells the sales.
    """

    scope: Scope
    traffic: dict[str, Choice]
    orders: dict[str, Coverage]
    available: Period
    as_of: date


def stored_material(question: FunnelQuestion, warehouse: Warehouse) -> Material:
    """Load what a question is about.

    Args:
        question: Without rows.
        warehouse: Where imported rows are.

    Raises:
        NotEnoughData: Nothing is imported, or it does not reach over both windows.
        NotCovered: No report gives the chain asked for, or amounts lack a rate.
        UnknownReference: A name that the data do not hold.
    """
    coverage = warehouse.coverage()
    if not coverage:
        raise NotEnoughData("no_data_at_all")
    scope, notes = scope_of(question, warehouse)
    with warehouse.reader() as cursor:
        reach = _reach(cursor, question, scope, coverage)
        base, current, more = _windows(question, reach)
        start = min(base.start, max(reach.available.start, current.end - timedelta(days=HISTORY_DAYS - 1)))
        span = Period(start=start, end=max(base.end, current.end))
        sold_in = [currency for (currency,) in cursor.execute(_CURRENCIES, scope.values_of_places).fetchall()]
        money, rates = choose_money(cursor, sold_in, question.currency, span)
        loader = _Loader(cursor, reach, span, money, base, current)
        return loader.material(question, [*notes, *more, *rates])


def _reach(cursor: Cursor, question: FunnelQuestion, scope: Scope, coverage: list[Coverage]) -> _Reach:
    traffic = {} if question.chain == "sales" else traffic_reports(cursor, scope)
    traffic = {place: choice for place, choice in traffic.items() if choice.periods}
    if not all(choice.daily for choice in traffic.values()):
        traffic = {place: c for place, c in traffic.items() if c.daily} or traffic
    lines = [entry for entry in coverage if entry.table == "order_line" and _is_in(entry, scope)]
    orders = {entry.marketplace: entry for entry in lines if entry.marketplace not in traffic}
    ends = [start + timedelta(days=days - 1) for c in traffic.values() for start, days in c.periods.items()]
    first = [min(c.periods) for c in traffic.values()] + [entry.first_day for entry in orders.values()]
    last = ends + [entry.complete_until for entry in orders.values()]
    if not first:
        raise _nothing(question, scope)
    as_of = min(question.as_of or max(last), max(last))
    return _Reach(scope, traffic, orders, Period(start=min(first), end=max(last)), as_of)


def _is_in(entry: Coverage, scope: Scope) -> bool:
    return (scope.shops is None or entry.shop in scope.shops) and (
        scope.marketplaces is None or entry.marketplace in scope.marketplaces
    )


def _nothing(question: FunnelQuestion, scope: Scope) -> NotCovered | NotEnoughData:
    if question.chain in ("traffic", "ads"):
        return NotCovered("funnel_needs_traffic", field="chain")
    return NotEnoughData("no_data_for_filters", field="filters", values=scope.marketplaces or scope.shops or [])


def _windows(question: FunnelQuestion, reach: _Reach) -> tuple[Period, Period, list[Warning]]:
    """As asked, cut to whole report periods; by default the last two of them, where reports are not by day."""
    daily = all(choice.daily for choice in reach.traffic.values())
    if daily or not reach.traffic:
        return choose_windows(question, reach.as_of, reach.available)
    first = next(iter(reach.traffic.values()))
    periods = [Period(start=start, end=start + timedelta(days=days - 1)) for start, days in first.periods.items()]
    if not question.current and not question.base:
        if len(periods) < 2:
            raise NotEnoughData("one_report_period", field="base")
        base, current = periods[-2:]
        return base, current, [warning("windows_by_report_period"), *length_notes(base, current)]
    base, current, _ = choose_windows(question, reach.as_of, reach.available)
    current, notes = whole_periods(current, periods, "current")
    base, more = whole_periods(base, periods, "base")
    return base, current, [*notes, *more, *length_notes(base, current)]


@dataclass(frozen=True)
class _Loader:
    cursor: Cursor
    reach: _Reach
    span: Period
    money: Money
    base: Period
    current: Period

    def material(self, question: FunnelQuestion, notes: list[Warning]) -> Material:
        whole, more = self._complete(self._whole())
        panels, also = self._chains(whole)
        also += coarse_notes(self.reach.traffic)
        if self.reach.scope.skus is None and whole.bin_days.max(initial=1) == 1:
            also += unallocated(self.cursor, self.reach.scope, whole)
        wanted = question.chain or ("traffic" if self.reach.traffic else "sales")
        if wanted not in panels:
            raise NotCovered(f"funnel_needs_{wanted}", field="chain")
        panel, base, current = panels.pop(wanted)
        scope = self.reach.scope
        return Material(
            panel=panel, base=base, current=current, as_of=self.reach.as_of, chain=wanted,
            refunds=refunds_of(self.cursor, scope, panel, self.money, self.span),
            others={} if question.chain else {name: part for name, part in panels.items() if name in ("search", "ads")},
            evidence=load_evidence(self.cursor, scope, base, current),
            events=events_between(self.cursor, self.span.start, self.span.end, scope.marketplaces, scope.skus, _one(scope.shops)),
            gaps=self._gaps(whole), sources=sources_of(self.cursor, scope, wanted),
            warnings=[*notes, *more, *also], pool=not question.skus and not question.filters.sku,
        )  # fmt: skip

    def _whole(self) -> Panel:
        """All sales: by the traffic reports, by the order lines of places that have none."""
        daily = all(choice.daily for choice in self.reach.traffic.values())
        bins = Bins.daily(self.span) if daily else self._periods()
        traffic = traffic_panel(self.cursor, self.reach.scope, self.reach.traffic, self.span, bins, self.money)
        found = [with_stock(self.cursor, self.reach.scope, traffic)] if traffic else []
        if self.reach.orders and daily:
            places = self.reach.scope._replace(marketplaces=sorted(self.reach.orders))
            lines = orders_panel(self.cursor, places, self.span, bins, self.money)
            found += [replace(lines, reported=self._order_days(lines))] if lines else []
        if not found:
            raise NotEnoughData(
                "no_data_in_window",
                field="current",
                available_from=self.reach.available.start,
                available_to=self.reach.available.end,
            )
        return stacked(found)

    def _periods(self) -> Bins:
        """Periods of the reports of the first place; others stand in them only where theirs are the same."""
        periods = next(iter(self.reach.traffic.values())).periods
        inside = {s: d for s, d in periods.items() if self.span.start <= s and s + timedelta(days=d - 1) <= self.span.end}
        return Bins(list(inside), list(inside.values()))

    def _order_days(self, lines: Panel) -> Flags:
        rows = []
        for segment in lines.segments:
            entry = self.reach.orders[segment.marketplace]
            rows.append([entry.first_day <= start <= entry.complete_until for start in lines.starts])
        return np.array(rows, dtype=bool).reshape(lines.present.shape)

    def _complete(self, whole: Panel) -> tuple[Panel, list[Warning]]:
        """Leave out places of which one window has no report: that is no fall of sales."""
        if whole.reported is None or not len(whole.segments):
            return whole, []
        windows = windows_of(whole, self.base, self.current)
        kept: Flags = np.all([whole.reported[:, chosen].any(axis=1) for chosen in windows.both], axis=0)
        if not kept.any():
            raise NotEnoughData(
                "funnel_window_without_report", field="current", base=_text(self.base), current=_text(self.current)
            )
        lost = sorted({segment.marketplace for segment, k in zip(whole.segments, kept, strict=True) if not k})
        return whole.only(kept), [warning("place_without_report", places=lost)] if lost else []

    def _gaps(self, whole: Panel) -> list[str]:
        """Places and days of the windows that no report covers."""
        if whole.reported is None:
            return []
        windows = windows_of(whole, self.base, self.current)
        found: dict[str, int] = {}
        for segment, row in zip(whole.segments, whole.reported, strict=True):
            missing = int((~row & (windows.in_base | windows.in_current)).sum())
            found[segment.marketplace] = max(found.get(segment.marketplace, 0), missing)
        return [f"{place}: {days}" for place, days in sorted(found.items()) if days]

    def _chains(self, whole: Panel) -> tuple[dict[str, tuple[Panel, Period, Period]], list[Warning]]:
        name = "traffic" if self.reach.traffic else "sales"
        found = {name: (whole, self.base, self.current)}
        notes: list[Warning] = []
        if whole.bin_days.max(initial=1) == 1:
            ads = ads_panel(self.cursor, self.reach.scope, self.span, Bins.daily(self.span), self.money)
            windows = windows_of(whole, self.base, self.current)
            by_product = all(segment.sku is not None for segment in whole.segments)
            if ads and by_product and all(ads.present[:, chosen].any() for chosen in windows.both):
                panel, notes = with_organic(ads, whole, windows)
                found["ads"] = (panel, self.base, self.current)
        rows = search_rows(self.cursor, self.reach.scope, self.span)
        periods = search_windows(rows, self.base, self.current)
        if periods:
            bins, base, current = periods
            money = self.money if self.money.rates is None else self._money_over(bins)
            found["search"] = (search_panel(rows, bins, money), base, current)
        return found, notes

    def _money_over(self, bins: Bins) -> Money:
        span = Period(start=bins.starts[0], end=bins.starts[-1] + timedelta(days=bins.lengths[-1] - 1))
        currencies = {currency for _, currency in self.money.rates or {}}
        return choose_money(self.cursor, currencies, self.money.currency, span)[0]


def _one(names: list[str] | None) -> str | None:
    return names[0] if names and len(names) == 1 else None


def _text(period: Period) -> str:
    return f"{period.start} – {period.end}"
