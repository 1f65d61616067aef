"""All sales as one panel: by traffic reports, by order lines where there are none, with what stands beside the products."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from tools.core.errors import NotEnoughData
from tools.core.result import Warning, warning
from tools.funnel.panel import Flags, Panel, Segment
from tools.funnel.stages import windows_of
from tools.funnel.stored.grid import stacked
from tools.funnel.stored.money import Money
from tools.funnel.stored.names import Names
from tools.funnel.stored.orders import orders_panel
from tools.funnel.stored.reach import Reach, Taken, by_store
from tools.funnel.stored.reports import Place, coarse_notes
from tools.funnel.stored.stock import with_stock
from tools.funnel.stored.traffic import traffic_panel
from tools.funnel.stored.unallocated import Rest, unallocated
from tools.warehouse.engines.engine import Cursor

SILENT = 10
"""Orders a day from which a day without any is a day without a report: chance has e^-10 = 0.005 %."""
_GAPS_SHOWN = 5


@dataclass(frozen=True)
class Whole:
    """All sales.

    Attributes:
        products: By product.
        panel: With what the stores sold beside them.
        taken: The reports they are of.
        names: By which the products go.
        gaps: Days of the windows that no report covers, by place, in words.
    """

    products: Panel
    panel: Panel
    taken: Taken
    names: Names
    gaps: list[str]
    notes: list[Warning] = field(default_factory=list)

    @property
    def daily(self) -> bool:
        """Whether all figures are by day."""
        return all(length == 1 for length in self.taken.bins.lengths)


def whole_of(cursor: Cursor, reach: Reach, taken: Taken, money: Money) -> Whole:
    """Load all sales.

    Where the reports by product lack sales of the store in one window only, they are cut short, and those of the store
    are taken instead.

    Raises:
        NotEnoughData: No place has reports of both windows.
    """
    products, names, notes = _products(cursor, reach, taken, money)
    rest = Rest()
    if reach.scope.skus is None and all(length == 1 for length in taken.bins.lengths):
        rest = unallocated(cursor, reach.scope, products, money, windows_of(products, taken.base, taken.current))
    if rest.cut_short and (coarser := by_store(reach, taken, rest.cut_short)) is not None:
        products, names, notes = _products(cursor, reach, coarser, money)
        notes, taken, rest = [*notes, warning("products_cut_short", places=rest.cut_short)], coarser, Rest()
    panel = products if rest.panel is None else stacked([products, rest.panel])
    notes = [*notes, *names.notes, *coarse_notes(taken.traffic), *rest.notes]
    return Whole(products, panel, taken, names, _gaps(products, taken), notes)


def _products(cursor: Cursor, reach: Reach, taken: Taken, money: Money) -> tuple[Panel, Names, list[Warning]]:
    scope, notes = reach.scope, []
    traffic, names = traffic_panel(cursor, scope, taken.traffic, taken.span, taken.bins, money)
    found = [with_stock(cursor, scope, traffic, names)] if traffic else []
    if reach.orders:
        places = scope._replace(marketplaces=sorted({place.marketplace for place in reach.orders}))
        shared = sorted({place.marketplace for place in reach.orders if place.channel})
        lines = orders_panel(cursor, places, shared, taken.span, taken.bins, money)
        found += [replace(lines, reported=_order_days(lines, reach))] if lines else []
        if lines and traffic:
            notes.append(warning("sales_of_two_reports", places=sorted({segment.marketplace for segment in lines.segments})))
    if not found:
        there = reach.available
        raise NotEnoughData("no_data_in_window", field="current", available_from=there.start, available_to=there.end)
    kept, lost = _complete(stacked(found), taken)
    return kept, names, [*notes, *lost]


def _order_days(lines: Panel, reach: Reach) -> Flags:
    """Days that order reports reach over; in a shop of many orders a day, those with any."""
    entries = {(place.marketplace, place.channel): entry for place, entry in reach.orders.items()}
    sold = lines.counts["orders"] if "orders" in lines.counts else lines.counts["units"]
    places = [(segment.marketplace, segment.channel) for segment in lines.segments]
    found = np.zeros(lines.present.shape, dtype=bool)
    for place in set(places):
        own = np.array([each == place for each in places])
        days = sold[own].sum(axis=0)
        inside = np.array([entries[place].first_day <= start <= entries[place].complete_until for start in lines.starts])
        busy = np.median(days[inside & (days > 0)]) >= SILENT * lines.bin_days.min() if (inside & (days > 0)).any() else False
        found[own] = inside & (days > 0) if busy else inside
    return found


def _complete(whole: Panel, taken: Taken) -> tuple[Panel, list[Warning]]:
    """Leave out places of which one window has no report: that is no fall of sales."""
    if whole.reported is None or not len(whole.segments):
        return whole, []
    windows = windows_of(whole, taken.base, taken.current)
    kept: Flags = np.all([whole.reported[:, chosen].any(axis=1) for chosen in windows.both], axis=0)
    if not kept.any():
        told = {"base": f"{taken.base.start} – {taken.base.end}", "current": f"{taken.current.start} – {taken.current.end}"}
        raise NotEnoughData("funnel_window_without_report", field="current", **told)
    lost = sorted({_place(segment) for segment, k in zip(whole.segments, kept, strict=True) if not k})
    return whole.only(kept), [warning("place_without_report", places=lost)] if lost else []


def _place(segment: Segment) -> str:
    return f"{segment.marketplace} ({segment.channel})" if segment.channel else segment.marketplace


def _gaps(whole: Panel, taken: Taken) -> list[str]:
    """Places and days of the windows that no report covers."""
    if whole.reported is None:
        return []
    windows = windows_of(whole, taken.base, taken.current)
    used = windows.in_base | windows.in_current
    missing = {_place(segment): ~row & used for segment, row in zip(whole.segments, whole.reported, strict=True)}
    found = []
    for place, days in sorted(missing.items()):
        named = [str(whole.starts[at]) for at in np.flatnonzero(days)]
        if named:
            more = f" … ({len(named)})" if len(named) > _GAPS_SHOWN else ""
            found.append(f"{place}: {', '.join(named[:_GAPS_SHOWN])}{more}")
    return found


def shops_apart(places: Iterable[Place]) -> list[Warning]:
    """Marketplaces on which several shops sell; their products stand apart."""
    shared = [place for place in places if place.channel]
    if not shared:
        return []
    return [warning("shops_apart", places=sorted({p.marketplace for p in shared}), shops=sorted({p.shop for p in shared}))]
