"""Imported data as the material of a diagnosis."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from tools.core.errors import NotCovered, NotEnoughData
from tools.core.result import Period, Warning, warning
from tools.events.events import Event, events_between
from tools.funnel.contract import definitions_of
from tools.funnel.evidence import load_evidence
from tools.funnel.material import Material
from tools.funnel.panel import Flags, Panel
from tools.funnel.request import FunnelQuestion
from tools.funnel.scope import PLACES_SQL, scope_of
from tools.funnel.stages import windows_of
from tools.funnel.stored.ads import ads_panel, with_organic
from tools.funnel.stored.grid import Bins, stacked
from tools.funnel.stored.money import Money, choose_money
from tools.funnel.stored.orders import orders_panel
from tools.funnel.stored.reach import Reach, Taken, reach_of, take
from tools.funnel.stored.refunds import refunds_of
from tools.funnel.stored.reports import coarse_notes
from tools.funnel.stored.search import search_panel, search_rows, search_windows
from tools.funnel.stored.sources import sources_of
from tools.funnel.stored.stock import with_stock
from tools.funnel.stored.traffic import traffic_panel
from tools.funnel.stored.unallocated import unallocated
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Warehouse

_GAPS_SHOWN = 5
_OF_CLICKS = ("impressions", "clicks", "ctr")
_CURRENCIES = f"""select distinct currency from (
    select currency, shop_id, marketplace from traffic_day union all select currency, shop_id, marketplace from order_line
) f where {PLACES_SQL}"""

_SHOPS = f"""select distinct marketplace, shop_id from (
    select shop_id, marketplace from report_period where table_name = 'traffic_day'
    union all select shop_id, marketplace from coverage where table_name = 'order_line'
) f where {PLACES_SQL} order by 1, 2"""


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
        reach = reach_of(cursor, question, scope, coverage)
        chosen, more = take(question, reach)
        sold_in = [currency for (currency,) in cursor.execute(_CURRENCIES, scope.values_of_places).fetchall()]
        money, rates = choose_money(cursor, sold_in, question.currency, chosen.span)
        return _Loader(cursor, reach, chosen, money).material(question, [*notes, *more, *rates])


@dataclass(frozen=True)
class _Loader:
    cursor: Cursor
    reach: Reach
    chosen: Taken
    money: Money

    def material(self, question: FunnelQuestion, notes: list[Warning]) -> Material:
        chosen, scope = self.chosen, self.reach.scope
        loaded, more = self._whole()
        whole, also = self._complete(loaded)
        panels, beside = self._chains(whole)
        if scope.skus is None and self._daily:
            rest, told = unallocated(self.cursor, scope, whole, self.money)
            beside += told
            if rest:
                panels[next(iter(panels))] = (stacked([whole, rest]), chosen.base, chosen.current)
        wanted = question.chain or _chain_of(question.stage, panels) or next(iter(panels))
        if wanted not in panels:
            raise NotCovered(f"funnel_needs_{wanted}", field="chain")
        panel, base, current = panels.pop(wanted)
        return Material(
            panel=panel, base=base, current=current, as_of=self.reach.as_of, chain=wanted,
            refunds=refunds_of(self.cursor, scope, panel, self.money, chosen.span),
            others={} if question.chain or wanted in ("search", "ads") else {name: part for name, part in panels.items() if name in ("search", "ads")},
            evidence=load_evidence(self.cursor, scope, base, current),
            events=self._events(panel),
            gaps=self._gaps(whole), sources=sources_of(self.cursor, scope, wanted),
            warnings=[*notes, *more, *coarse_notes(chosen.traffic), *also, *beside, *self._shops()],
            definitions=definitions_of(wanted, self.reach.orders if wanted == "traffic" else None),
            pool=not question.skus and not question.filters.sku,
        )  # fmt: skip

    def _events(self, panel: Panel) -> list[Event]:
        """Events of the places and products in question."""
        span, scope = self.chosen.span, self.reach.scope
        places = sorted({segment.marketplace for segment in panel.segments})
        return events_between(self.cursor, span.start, span.end, places, scope.skus, _one(scope.shops))

    def _shops(self) -> list[Warning]:
        """Shops whose sales of one marketplace stand together."""
        rows = self.cursor.execute(_SHOPS, self.reach.scope.values_of_places).fetchall()
        found: dict[str, list[str]] = {}
        for place, shop in rows:
            found.setdefault(place, []).append(shop)
        shared = {place: shops for place, shops in found.items() if len(shops) > 1}
        if not shared:
            return []
        return [warning("shops_together", places=sorted(shared), shops=sorted({s for shops in shared.values() for s in shops}))]

    @property
    def _daily(self) -> bool:
        return all(length == 1 for length in self.chosen.bins.lengths)

    def _whole(self) -> tuple[Panel, list[Warning]]:
        """All sales: by the traffic reports, by the order lines of places that have none."""
        chosen, scope = self.chosen, self.reach.scope
        traffic, notes = traffic_panel(self.cursor, scope, chosen.traffic, chosen.span, chosen.bins, self.money)
        found = [with_stock(self.cursor, scope, traffic)] if traffic else []
        if self.reach.orders:
            places = scope._replace(marketplaces=sorted(self.reach.orders))
            lines = orders_panel(self.cursor, places, chosen.span, chosen.bins, self.money)
            found += [replace(lines, reported=self._order_days(lines))] if lines else []
            if lines and traffic:
                notes.append(warning("sales_of_two_reports", places=sorted({segment.marketplace for segment in lines.segments})))
        if not found:
            there = self.reach.available
            raise NotEnoughData("no_data_in_window", field="current", available_from=there.start, available_to=there.end)
        return stacked(found), notes

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
        windows = windows_of(whole, self.chosen.base, self.chosen.current)
        kept: Flags = np.all([whole.reported[:, chosen].any(axis=1) for chosen in windows.both], axis=0)
        if not kept.any():
            raise NotEnoughData(
                "funnel_window_without_report", field="current", base=_text(self.chosen.base), current=_text(self.chosen.current)
            )
        lost = sorted({segment.marketplace for segment, k in zip(whole.segments, kept, strict=True) if not k})
        return whole.only(kept), [warning("place_without_report", places=lost)] if lost else []

    def _gaps(self, whole: Panel) -> list[str]:
        """Places and days of the windows that no report covers."""
        if whole.reported is None:
            return []
        windows = windows_of(whole, self.chosen.base, self.chosen.current)
        used = windows.in_base | windows.in_current
        missing = {segment.marketplace: ~row & used for segment, row in zip(whole.segments, whole.reported, strict=True)}
        found = []
        for place, days in sorted(missing.items()):
            named = [str(whole.starts[at]) for at in np.flatnonzero(days)]
            if named:
                more = f" … ({len(named)})" if len(named) > _GAPS_SHOWN else ""
                found.append(f"{place}: {', '.join(named[:_GAPS_SHOWN])}{more}")
        return found

    def _chains(self, whole: Panel) -> tuple[dict[str, tuple[Panel, Period, Period]], list[Warning]]:
        name = "traffic" if self.reach.offered else "sales"
        base, current = self.chosen.base, self.chosen.current
        found = {name: (whole, base, current)}
        notes: list[Warning] = []
        if self._daily:
            ads = ads_panel(self.cursor, self.reach.scope, self.chosen.span, self.chosen.bins, self.money)
            windows = windows_of(whole, base, current)
            by_product = all(segment.sku is not None for segment in whole.segments)
            if ads and by_product and all(ads.present[:, chosen].any() for chosen in windows.both):
                panel, notes = with_organic(ads, whole, windows)
                found["ads"] = (panel, base, current)
        rows = search_rows(self.cursor, self.reach.scope, self.chosen.span)
        periods = search_windows(rows, base, current)
        if periods:
            bins, base, current = periods
            money = self.money if self.money.rates is None else self._money_over(bins)
            found["search"] = (search_panel(rows, bins, money), base, current)
        return found, notes

    def _money_over(self, bins: Bins) -> Money:
        span = Period(start=bins.starts[0], end=bins.starts[-1] + timedelta(days=bins.lengths[-1] - 1))
        currencies = {currency for _, currency in self.money.rates or {}}
        return choose_money(self.cursor, currencies, self.money.currency, span)[0]


def _chain_of(stage: str | None, panels: Collection[str]) -> str | None:
    """The chain that has the stage asked about, where only search or ads have it."""
    return next((name for name in ("search", "ads") if name in panels), None) if stage in _OF_CLICKS else None


def _one(names: list[str] | None) -> str | None:
    return names[0] if names and len(names) == 1 else None


def _text(period: Period) -> str:
    return f"{period.start} – {period.end}"
