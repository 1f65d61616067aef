"""Imported data as the material of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tools.core.errors import NotEnoughData, UnknownReference
from tools.core.result import Source, Warning, warning
from tools.events.events import Event, recorded_events
from tools.restock.arrays import HISTORY_DAYS, RECENT_DAYS, Flags, History, Ints
from tools.restock.leads import Calendar, calendar_of
from tools.restock.material import Material, Refused
from tools.restock.products import Coming, Product
from tools.restock.request import RestockQuestion
from tools.restock.stored.currencies import Rates, rates_on
from tools.restock.stored.days import days_of
from tools.restock.stored.demand import Sold, sold_units
from tools.restock.stored.elsewhere import Lying, lying_of
from tools.restock.stored.keys import Key, pool_of, with_pool_mates
from tools.restock.stored.margins import with_margin
from tools.restock.stored.stock import STALE_DAYS, Stock, StockDays, stock_days, stock_of
from tools.restock.stored.supply import open_supply, with_platform_total
from tools.restock.stored.terms import StoredTerms, overrides_of, shares_of
from tools.restock.terms import on_hand_said
from tools.restock.uplifts import uplifts_of
from tools.sales.product_scope import Scope, scope_of
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.files import sources_of
from tools.warehouse.warehouse import Warehouse

_TABLES = ("order_line", "inventory_day", "inbound", "warehouse_stock", "restock_setting", "uplift", "product")
_RECORD_RATE = 0.5
"""Share of days that stock reports must tell of to be a record of stock-outs."""
_SHOWN = 5


@dataclass(frozen=True)
class _Loaded:
    """What the tables hold for a question."""

    as_of: date
    sold: Sold
    stock: Stock
    days: StockDays
    terms: StoredTerms
    coming: dict[Key, list[Coming]]
    rates: Rates


def stored_material(question: RestockQuestion, warehouse: Warehouse, today: date) -> Material:
    """Load what a question is about.

    Args:
        question: Without items.
        warehouse: Where imported rows are.
        today: Reports of later days are not believed.

    Raises:
        NotEnoughData: Nothing is imported, or nothing for these places and products.
        UnknownReference: No name asked for is known.
    """
    coverage = warehouse.coverage()
    if not coverage:
        raise NotEnoughData("no_data_at_all")
    scope, refused, notes = _scope(question, warehouse)
    places, mates = with_pool_mates(scope.marketplaces, {entry.marketplace for entry in coverage})
    if mates:
        notes.append(warning("restock_pool_mates", marketplaces=mates))
    pools = None if places is None else sorted({pool_of(place) for place in places})
    values: dict[str, object] = {"shops": scope.shops, "marketplaces": places, "pools": pools, "skus": scope.skus}
    days = days_of(question, coverage, scope.shops, places, today)
    as_of = days.as_of
    with warehouse.reader() as cursor:
        terms = StoredTerms(cursor, scope.shops)
        stock = stock_of(cursor, values, as_of)
        more = {key for key in {*stock.on_hand, *terms.planned()} if _is_asked(key, scope, places)}
        sold = sold_units(cursor, values, days, coverage, more)
        if not sold.keys:
            raise NotEnoughData("no_data_for_filters", field="filters", values=[*(scope.skus or places or scope.shops or [])])
        refused += _without_row([*question.skus, *question.filters.sku], refused, sold)
        days_of_stock = stock_days(cursor, values, as_of, sold.keys, sold.units, RECENT_DAYS)
        (supply, bound_for), rates = open_supply(cursor, values, as_of), rates_on(cursor, as_of)
        notes += _without_product(bound_for, stock, sold, scope, places)
        loaded = _Loaded(as_of, sold, stock, days_of_stock, terms, supply, rates)
        calendar, about = (None, []) if question.calendar is False else calendar_of(as_of, _closures(cursor, as_of))
        sources = sources_of(cursor, (*_TABLES, *(["traffic_day"] if sold.by_traffic else [])), scope.shops, places)
    return _material(
        question, loaded, refused, [*notes, *about, *days.notes, *_staleness(loaded, days.sold_until)], calendar, sources
    )


def _scope(question: RestockQuestion, warehouse: Warehouse) -> tuple[Scope, list[Refused], list[Warning]]:
    """Places and products; products that are not known are refused one by one, unless none is known."""
    asked = [*question.skus, *question.filters.sku]
    refused: list[Refused] = []
    known: list[str] = []
    for number, sku in enumerate(asked, start=1):
        try:
            alone = question.model_copy(update={"skus": [sku], "filters": question.filters.model_copy(update={"sku": []})})
            scope_of(alone, warehouse)
            known.append(sku)
        except UnknownReference as error:
            if len(asked) == 1:
                raise
            refused.append(Refused(number, sku, error))
    if asked and not known:
        raise refused[0].error
    without = question.filters.model_copy(update={"sku": []})
    scope, notes = scope_of(question.model_copy(update={"skus": known, "filters": without}), warehouse)
    return scope, refused, list(notes)


def _without_row(asked: list[str], refused: list[Refused], sold: Sold) -> list[Refused]:
    """Products asked for that are known and of which there is nothing to plan from."""
    there = {key.sku.lower() for key in sold.keys} | {each.sku.lower() for each in refused}
    missing = [sku for sku in asked if sku.lower() not in there]
    error = NotEnoughData("restock_nothing_known", field="skus")
    return [Refused(len(refused) + number, sku, error) for number, sku in enumerate(missing, start=1)]


def _without_product(
    bound_for: Mapping[Key, str], stock: Stock, sold: Sold, scope: Scope, places: list[str] | None
) -> list[Warning]:
    """Goods of products that have neither sales nor stock where the goods go: often a name written otherwise."""
    there, skus = set(sold.keys), {key.sku for key in sold.keys}
    elsewhere = {(shop, place, sku) for shop, place, sku in (*stock.local, *stock.overseas)}
    goods = {**bound_for, **{Key(shop, pool_of(place), sku): place for shop, place, sku in elsewhere if place}}
    names = {f"{key.sku} ({place})" for key, place in goods.items() if key not in there and _is_asked(key, scope, places)}
    if scope.skus is None:
        names |= {sku for _, place, sku in elsewhere if place is None and sku not in skus}
    return [warning("restock_goods_unused", number=len(names), names=sorted(names)[:_SHOWN])] if names else []


def _is_asked(key: Key, scope: Scope, places: list[str] | None) -> bool:
    return (scope.skus is None or key.sku in scope.skus) and (places is None or key.pool in {pool_of(place) for place in places})


def _closures(cursor: Cursor, as_of: date) -> list[Event]:
    """Closures that sellers entered."""
    return [event for event in recorded_events(cursor, as_of) if event.kind == "factory_closure"]


def _material(
    question: RestockQuestion,
    loaded: _Loaded,
    refused: list[Refused],
    notes: list[Warning],
    calendar: Calendar | None,
    sources: list[Source],
) -> Material:
    sold, first = loaded.sold, loaded.as_of - timedelta(days=HISTORY_DAYS - 1)
    begun = _begun(loaded, first)
    reported = sold.reported & begun
    in_stock = reported & ~loaded.days.empty
    daily = loaded.days.told >= _RECORD_RATE * np.maximum(begun[:, -RECENT_DAYS:].sum(axis=1), 1)
    lying, shared = lying_of(loaded.stock, sold.keys, sold.by_place)
    products = [
        _product(question, loaded, number, key, lying[key], has_record=bool(daily[number - 1]))
        for number, key in enumerate(sold.keys, start=1)
    ]
    offset = len(products)
    return Material(
        products=products,
        refused=[Refused(offset + each.number, each.sku, each.error) for each in refused],
        history=History(np.maximum(sold.units, 0.0), in_stock, begun.sum(axis=1)),
        reported=sold.reported | ~begun,
        history_days=begun.sum(axis=1).astype(float),
        as_of=loaded.as_of,
        calendar=calendar,
        uplifts=uplifts_of([product.terms.uplift for product in products], loaded.as_of),
        supplied=_supplied(sold.keys),
        shared=shared,
        rates=loaded.rates.all,
        sources=sources,
        warnings=notes,
    )


def _supplied(keys: list[Key]) -> Ints:
    """One SKU of a shop is one product of a supplier, in whatever pool it lies."""
    number = {made: at for at, made in enumerate(dict.fromkeys((key.shop, key.sku) for key in keys))}
    return np.array([number[key.shop, key.sku] for key in keys], dtype=np.int64)


def _begun(loaded: _Loaded, first: date) -> Flags:
    """Days from the first sale or the first stock of each product on: before, it was not for sale."""
    starts = np.full(len(loaded.sold.keys), HISTORY_DAYS)
    for row, key in enumerate(loaded.sold.keys):
        if key in loaded.sold.first_sold:
            starts[row] = min(max((loaded.sold.first_sold[key] - first).days, 0), HISTORY_DAYS)
    found: Flags = np.arange(HISTORY_DAYS)[None, :] >= np.minimum(starts, loaded.days.stocked)[:, None]
    return found


def _product(question: RestockQuestion, loaded: _Loaded, number: int, key: Key, lying: Lying, *, has_record: bool) -> Product:
    listed = loaded.terms.listed.get(key)
    terms, basis = with_margin(loaded.terms.of(key, question, loaded.rates), listed, loaded.rates)
    shares = shares_of(loaded.sold.by_place.get(key, {}).items())
    places = sorted(shares) or [key.pool]
    coming, notes = with_platform_total(loaded.coming.get(key, []), loaded.stock.inbound.get(key))
    given = on_hand_said(overrides_of(question, key))
    return Product(
        number=number,
        sku=key.sku,
        terms=terms,
        on_hand=(lying.on_hand or 0.0) if given is None else given,
        has_stock=given is not None or lying.on_hand is not None,
        coming=list(coming),
        local_stock=lying.local,
        overseas_stock=lying.overseas,
        shop=key.shop,
        marketplace=places[0] if len(places) == 1 else key.pool,
        marketplaces=places,
        pool=key.pool,
        title=loaded.stock.titles.get(key) or (listed.title if listed else None),
        has_stock_history=has_record,
        margin_basis=basis,
        allocation=shares if len(shares) > 1 else {},
        notes=[*notes, *_about_stock(loaded, key), *_bulk_notes(loaded.sold, key)],
    )


def _about_stock(loaded: _Loaded, key: Key) -> list[Warning]:
    """That a product's own report, or what it says of units on their way, is older than the others."""
    stock, found = loaded.stock, []
    day = stock.day_of.get(key)
    if day and (stock.days[key.shop, key.pool] - day).days > STALE_DAYS:
        found.append(warning("restock_stock_stale", as_of=loaded.as_of, pools=[f"{key.pool}: {day}"]))
    if key in stock.conflicts:
        found.append(warning("restock_stock_conflict", told=stock.conflicts[key], taken=stock.on_hand[key]))
    if stock.old_inbound.get(key):
        found.append(warning("restock_inbound_old", units=stock.old_inbound[key]))
    return found


def _bulk_notes(sold: Sold, key: Key) -> list[Warning]:
    bulk = sold.bulk.get(key)
    if bulk is None:
        return []
    found = []
    if bulk.kept_out:
        found.append(
            warning("restock_bulk_lines", lines=len(bulk.kept_out), units=sum(bulk.kept_out), largest=max(bulk.kept_out))
        )
    if bulk.reversed:
        found.append(warning("restock_cancelled_bulk", lines=len(bulk.reversed), units=sum(bulk.reversed)))
    return found


def _staleness(loaded: _Loaded, sold_until: date) -> list[Warning]:
    """Stock reports that are older than the sales."""
    late = {f"{pool}: {day}" for (_, pool), day in loaded.stock.days.items() if (sold_until - day).days > STALE_DAYS}
    return [warning("restock_stock_stale", as_of=sold_until, pools=sorted(late))] if late else []
