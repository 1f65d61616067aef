"""Imported data as the material of a diagnosis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from tools.core.errors import NotCovered, NotEnoughData
from tools.core.result import Period, Warning, warning
from tools.events.events import Event, events_between
from tools.funnel.contract import definitions_of
from tools.funnel.evidence import load_evidence
from tools.funnel.material import Material
from tools.funnel.panel import Flags, Panel
from tools.funnel.request import FunnelQuestion
from tools.funnel.stages import windows_of
from tools.funnel.stored.ads import ads_panel, with_organic
from tools.funnel.stored.grid import Bins
from tools.funnel.stored.money import Money, choose_money
from tools.funnel.stored.names import Names
from tools.funnel.stored.reach import Reach, reach_of, take
from tools.funnel.stored.refunds import refunds_of
from tools.funnel.stored.search import search_panel, search_rows, search_windows
from tools.funnel.stored.whole import Whole, shops_apart, whole_of
from tools.funnel.windows import length_notes
from tools.sales.product_scope import PLACES_SQL, Scope, scope_of
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.files import sources_of
from tools.warehouse.warehouse import Warehouse

_TABLES = {
    "traffic": ["traffic_day", "order_line", "inventory_day"],
    "sales": ["order_line"],
    "ads": ["ad_day", "traffic_day"],
    "search": ["search_performance"],
}
_OF_CLICKS = ("impressions", "clicks", "ctr")
_ABOUT_WINDOWS = {"windows_of_two_lengths", "not_whole_weeks", "window_cut", "window_cut_to_periods", "windows_by_report_period"}
_CURRENCIES = f"""select distinct currency from (
    select currency, shop_id, marketplace from traffic_day union all select currency, shop_id, marketplace from order_line
) f where {PLACES_SQL}"""


@dataclass(frozen=True)
class _Chain:
    """A panel with its own windows."""

    panel: Panel
    base: Period
    current: Period


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
        taken, more = take(question, reach)
        sold_in = [currency for (currency,) in cursor.execute(_CURRENCIES, scope.values_of_places).fetchall()]
        money, rates = choose_money(cursor, sold_in, question.currency, taken.span)
        whole = whole_of(cursor, reach, taken, money)
        apart = shops_apart([*reach.offered, *reach.orders])
        return _material(cursor, question, reach, whole, money, [*notes, *more, *rates, *whole.notes, *apart])


def _material(
    cursor: Cursor, question: FunnelQuestion, reach: Reach, whole: Whole, money: Money, notes: list[Warning]
) -> Material:
    scope, taken = reach.scope, whole.taken
    named = _with_all_names(scope, whole.names)
    main = "traffic" if reach.offered else "sales"
    chains = {main: _Chain(whole.panel, taken.base, taken.current)}
    ads, about_ads = _ads(cursor, reach, whole, money)
    search = _search(cursor, reach, whole, money)
    chains |= {name: chain for name, chain in (("search", search), ("ads", ads)) if chain}
    wanted = question.chain or (_chain_of_clicks(chains) if question.stage in _OF_CLICKS else None) or main
    if wanted not in chains:
        raise NotCovered(f"funnel_needs_{wanted}", field="chain")
    chain = chains[wanted]
    alone = bool(question.chain) or wanted != main
    beside = {} if alone else {name: (c.panel, c.base, c.current) for name, c in chains.items() if name != main}
    if wanted == "search":
        notes = [note for note in notes if note.code not in _ABOUT_WINDOWS] + _search_windows(whole, chain)
    windows = windows_of(chain.panel, chain.base, chain.current)
    return Material(
        panel=chain.panel,
        base=chain.base,
        current=chain.current,
        as_of=reach.as_of,
        chain=wanted,
        refunds=refunds_of(cursor, scope, chain.panel, money, taken.span, windows),
        others=beside,
        evidence=load_evidence(cursor, named, chain.base, chain.current).under(whole.names.of),
        events=_events(cursor, named, whole, chain.panel),
        gaps=whole.gaps,
        sources=sources_of(cursor, _tables([wanted, *beside]), scope.shops, scope.marketplaces),
        definitions=definitions_of(wanted, also_orders=bool(reach.orders) and wanted == "traffic"),
        warnings=[*notes, *(about_ads if wanted == "ads" or "ads" in beside or not ads else [])],
        pool=not question.skus and not question.filters.sku,
    )


def _tables(chains: Iterable[str]) -> list[str]:
    """Tables that chains come from."""
    return [table for chain in chains for table in _TABLES[chain]]


def _with_all_names(scope: Scope, names: Names) -> Scope:
    """The products of a question under every name that they have."""
    if scope.skus is None:
        return scope
    pairs = [(name, other) for (_, _, name), other in names.other.items() if name]
    renamed = {each for pair in pairs if set(pair) & set(scope.skus) for each in pair}
    return scope._replace(skus=sorted({*scope.skus, *renamed}))


def _chain_of_clicks(chains: dict[str, _Chain]) -> str | None:
    return next((name for name in ("search", "ads") if name in chains), None)


def _events(cursor: Cursor, scope: Scope, whole: Whole, panel: Panel) -> list[Event]:
    """Events of the places and products in question."""
    places = sorted({segment.marketplace for segment in panel.segments})
    shops = scope.shops or []
    return events_between(
        cursor, whole.taken.span.start, whole.taken.span.end, places, scope.skus, shops[0] if len(shops) == 1 else None
    )


def _ads(cursor: Cursor, reach: Reach, whole: Whole, money: Money) -> tuple[_Chain | None, list[Warning]]:
    """Ads beside organic sales; None where reports are not by product and day, or several shops share a marketplace."""
    products, taken = whole.products, whole.taken
    if not whole.daily or any(segment.sku is None or segment.channel for segment in products.segments):
        return None, []
    ads, notes = ads_panel(cursor, reach.scope, taken.span, taken.bins, money, whole.names)
    windows = windows_of(products, taken.base, taken.current)
    if ads is None or not all(ads.present[:, chosen].any() for chosen in windows.both):
        return None, notes
    panel, more = with_organic(ads, products, windows)
    return _Chain(panel, taken.base, taken.current), [*notes, *more, *_ad_days_missing(ads, windows.in_base | windows.in_current)]


def _ad_days_missing(ads: Panel, used: Flags) -> list[Warning]:
    untold = {segment.marketplace: int((~row & used).sum()) for segment, row in zip(ads.segments, ads.covered() > 0, strict=True)}
    places = sorted(f"{place}: {days}" for place, days in untold.items() if days)
    return [warning("ad_days_missing", places=places)] if places else []


def _search(cursor: Cursor, reach: Reach, whole: Whole, money: Money) -> _Chain | None:
    """What came from search, over the report periods nearest to the windows; None where one of them has none."""
    rows = search_rows(cursor, reach.scope, whole.taken.span, whole.names)
    periods = search_windows(rows, whole.taken.base, whole.taken.current)
    if periods is None:
        return None
    bins, base, current = periods
    if money.rates is not None:
        money = _money_over(cursor, money, bins)
    return _Chain(search_panel(rows, bins, money), base, current)


def _money_over(cursor: Cursor, money: Money, bins: Bins) -> Money:
    span = Period(start=bins.starts[0], end=bins.starts[-1] + timedelta(days=bins.lengths[-1] - 1))
    return choose_money(cursor, {currency for _, currency in money.rates or {}}, money.currency, span)[0]


def _search_windows(whole: Whole, chain: _Chain) -> list[Warning]:
    """Which weeks stand for the windows that were asked for."""
    asked = [f"{window.start} – {window.end}" for window in (whole.taken.base, whole.taken.current)]
    kept = [f"{window.start} – {window.end}" for window in (chain.base, chain.current)]
    cut = [warning("search_weeks", asked=asked, kept=kept)] if asked != kept else []
    return [*cut, *length_notes(chain.base, chain.current)]
