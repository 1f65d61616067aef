"""How far the data of a question reach, and what of it is taken for its two windows."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from tools.core.errors import NotCovered, NotEnoughData
from tools.core.result import Period, Warning, warning
from tools.funnel.request import FunnelQuestion
from tools.funnel.stored.grid import Bins
from tools.funnel.stored.reports import Choice, Place, bins_of, choose_reports, reports_offered
from tools.funnel.windows import choose_windows, history_of, length_notes, periods_before, whole_periods
from tools.sales.product_scope import Scope
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Coverage


@dataclass(frozen=True)
class Reach:
    """What there is to work on.

    Attributes:
        offered: Traffic reports by shop and marketplace.
        orders: Reach of the order lines of shops on marketplaces without traffic reports.
    """

    scope: Scope
    offered: dict[Place, list[Choice]]
    orders: dict[Place, Coverage]
    available: Period
    as_of: date


@dataclass(frozen=True)
class Taken:
    """What is taken of it.

    Attributes:
        traffic: Traffic reports by shop and marketplace.
        bins: Of all panels but that of search.
    """

    traffic: dict[Place, Choice]
    bins: Bins
    base: Period
    current: Period
    span: Period


def reach_of(cursor: Cursor, question: FunnelQuestion, scope: Scope, coverage: list[Coverage]) -> Reach:
    """What the data hold for a question.

    Raises:
        NotCovered: No traffic report, where the chain needs one.
        NotEnoughData: Nothing for these shops and places.
    """
    offered = {} if question.chain == "sales" else reports_offered(cursor, scope)
    lines = [entry for entry in coverage if entry.table == "order_line" and _is_in(entry, scope)]
    told = {(place.shop, place.marketplace) for place in offered}
    orders = {Place(e.shop, e.marketplace): e for e in lines if (e.shop, e.marketplace) not in told}
    offered, orders = _with_channels(offered, orders)
    spans = [span for choices in offered.values() for choice in choices for span in choice.spans]
    first = [span.start for span in spans] + [entry.first_day for entry in orders.values()]
    last = [span.end for span in spans] + [entry.complete_until for entry in orders.values()]
    if not first:
        raise _nothing(question, scope)
    as_of = min(question.as_of or max(last), max(last))
    return Reach(scope, offered, orders, Period(start=min(first), end=max(last)), as_of)


def _with_channels(
    offered: dict[Place, list[Choice]], orders: dict[Place, Coverage]
) -> tuple[dict[Place, list[Choice]], dict[Place, Coverage]]:
    """Give shops that share a marketplace a channel each."""
    shops = Counter(place.marketplace for place in (*offered, *orders))

    def own(place: Place) -> Place:
        return place._replace(channel=place.shop) if shops[place.marketplace] > 1 else place

    return {own(place): choices for place, choices in offered.items()}, {own(place): entry for place, entry in orders.items()}


def by_store(reach: Reach, taken: Taken, places: Collection[str]) -> Taken | None:
    """The same with the reports of whole stores at some marketplaces; None where one has none."""
    traffic = dict(taken.traffic)
    for place in traffic:
        if place.marketplace in places:
            stores = [choice for choice in reach.offered[place] if choice.layer == "store"]
            if not stores:
                return None
            traffic[place] = stores[0]
    bins = bins_of(traffic.values(), taken.span, daily=bool(reach.orders))
    return replace(taken, traffic=traffic, bins=bins)


def _is_in(entry: Coverage, scope: Scope) -> bool:
    return (scope.shops is None or entry.shop in scope.shops) and (
        scope.marketplaces is None or entry.marketplace in scope.marketplaces
    )


def _nothing(question: FunnelQuestion, scope: Scope) -> NotCovered | NotEnoughData:
    if question.chain in ("traffic", "ads"):
        return NotCovered("funnel_needs_traffic", field="chain")
    return NotEnoughData("no_data_for_filters", field="filters", values=scope.marketplaces or scope.shops or [])


def take(question: FunnelQuestion, reach: Reach) -> tuple[Taken, list[Warning]]:
    """Windows as asked, cut to whole report periods; by default the last two of them, where no window holds any.

    Raises:
        InvalidInput: The windows make no sense.
        NotEnoughData: The data do not reach over both.
    """
    base, current, notes = choose_windows(question, reach.as_of, reach.available)
    taken = _taken(reach, base, current)
    if all(length == 1 for length in taken.bins.lengths):
        return taken, notes
    periods = bins_of(taken.traffic.values(), reach.available, daily=bool(reach.orders)).periods()
    try:
        current, cut = whole_periods(current, periods, "current")
        base, more = whole_periods(base, periods, "base") if question.base else (periods_before(current, periods), [])
        return _taken(reach, base, current), [*cut, *more, *length_notes(base, current)]
    except NotEnoughData:
        if question.current or question.base:
            raise
    last = sorted({(span.start, span.end) for choices in reach.offered.values() for span in choices[0].spans})[-2:]
    if len(last) < 2:
        raise NotEnoughData("one_report_period", field="base")
    base, current = (Period(start=start, end=end) for start, end in last)
    return _taken(reach, base, current), [warning("windows_by_report_period"), *length_notes(base, current)]


def _taken(reach: Reach, base: Period, current: Period) -> Taken:
    span = history_of(base, current, reach.available)
    traffic = choose_reports(reach.offered, base, current)
    return Taken(traffic, bins_of(traffic.values(), span, daily=bool(reach.orders)), base, current, span)
