"""Items given with the question: each checked by itself, the sound ones as material."""

from collections import Counter
from datetime import date
from math import ceil
from typing import Any

import numpy as np
from pydantic import ValidationError

from tools.core.errors import InvalidInput, ToolError
from tools.core.result import warning
from tools.marketplaces import find_marketplaces, marketplaces
from tools.restock.arrays import HISTORY_DAYS, RECENT_DAYS, History
from tools.restock.leads import calendar_of
from tools.restock.material import Material, Refused
from tools.restock.products import Coming, Product
from tools.restock.refusals import refusal
from tools.restock.request import GivenInbound, Override, RestockItem, RestockQuestion
from tools.restock.settings import Terms
from tools.restock.terms import completed, on_hand_said, overrides_for
from tools.restock.uplifts import uplifts_of


def given_material(question: RestockQuestion, today: date) -> Material:
    """The items of a question.

    Args:
        question: With items.
        today: The day of the plan, where the question names none.

    Raises:
        InvalidInput: No item at all.
    """
    if not isinstance(question.items, list) or not question.items:
        raise InvalidInput("restock_no_items", field="items")
    as_of = question.as_of or today
    sound, refused = _checked(question, question.items)
    width = HISTORY_DAYS
    units, told, in_stock = np.zeros((len(sound), width)), np.zeros((len(sound), width), bool), np.ones((len(sound), width), bool)
    products = []
    for at, (number, item) in enumerate(sound):
        days = np.array(item.units_per_day[-width:], dtype=float)
        start = width - len(days)
        told[at, start:] = ~np.isnan(days)
        units[at, start:] = np.maximum(np.nan_to_num(days), 0.0)
        if item.in_stock is not None:
            in_stock[at, start:] = [flag is not False for flag in item.in_stock[-width:]]
        products.append(_product(question, number, item, as_of, negative=float(-np.minimum(np.nan_to_num(days), 0).sum())))
    lengths = np.array([min(len(item.units_per_day), width) for _, item in sound], dtype=np.int64)
    # Without a day of its own a question is about no season.
    counts = question.as_of is not None if question.calendar is None else question.calendar
    calendar, notes = calendar_of(as_of) if counts else (None, [])
    return Material(
        products=products,
        refused=refused,
        history=History(units, told & in_stock, lengths),
        reported=told,
        history_days=lengths.astype(float),
        as_of=as_of,
        calendar=calendar,
        warnings=notes,
        uplifts=uplifts_of([product.terms.uplift for product in products], as_of),
    )


def _checked(question: RestockQuestion, items: list[Any]) -> tuple[list[tuple[int, RestockItem]], list[Refused]]:
    sound: list[tuple[int, RestockItem]] = []
    refused = []
    twice = {key for key, count in Counter(_key(item) for item in items).items() if count > 1}
    for number, raw in enumerate(items, start=1):
        try:
            item = _read(number, raw)
            if _key(raw) in twice:
                raise InvalidInput("restock_duplicate", field=f"items.{number - 1}.sku", sku=item.sku)
            _check_together(_terms(question, item), number)
            sound.append((number, item))
        except ToolError as error:
            named = raw.get("sku") if isinstance(raw, dict) else None
            refused.append(Refused(number, str(named) if named is not None else f"#{number}", error))
    return sound, refused


def _key(raw: Any) -> tuple[str, str]:
    """A product: SKUs are told apart as they are written."""
    if isinstance(raw, RestockItem):
        raw = raw.model_dump()
    if not isinstance(raw, dict) or raw.get("sku") is None:
        return ("", repr(id(raw)))
    return (str(raw["sku"]).strip(), _id(str(raw.get("marketplace") or "")).strip().lower())


def _read(number: int, raw: Any) -> RestockItem:
    try:
        item = RestockItem.model_validate(raw)
    except ValidationError as invalid:
        raise refusal(invalid, number) from invalid
    if item.in_stock is not None and len(item.in_stock) != len(item.units_per_day):
        field = f"items.{number - 1}.in_stock"
        raise InvalidInput("restock_in_stock_length", field=field, days=len(item.units_per_day), flags=len(item.in_stock))
    if any(each.expected_on is not None and each.expected_in_days is not None for each in (*item.inbound, *item.purchase_orders)):
        raise InvalidInput("restock_inbound_twice", field=f"items.{number - 1}.inbound")
    return item


def _product(question: RestockQuestion, number: int, item: RestockItem, as_of: date, negative: float) -> Product:
    notes = [warning("restock_negative_units", units=negative)] if negative else []
    place = item.marketplace
    if place and _id(place) not in marketplaces():
        notes.append(warning("restock_place_unknown", place=place, found=[market.id for market in find_marketplaces(place)]))
    on_hand = on_hand_said(_overrides(question, item))
    coming = [Coming(each.quantity, _in_days(each, as_of), "shipment", each.reference) for each in item.inbound]
    coming += [Coming(each.quantity, _in_days(each, as_of), "purchase_order", each.reference) for each in item.purchase_orders]
    return Product(
        number=number,
        sku=item.sku,
        terms=_terms(question, item),
        on_hand=item.on_hand if on_hand is None else on_hand,
        coming=coming,
        local_stock=item.local_stock,
        overseas_stock=item.overseas_stock,
        marketplace=place,
        marketplaces=[_id(place)] if place else [],
        title=item.title,
        has_stock_history=_is_recorded(item.in_stock),
        notes=notes,
    )


def _terms(question: RestockQuestion, item: RestockItem) -> Terms:
    return completed([*_overrides(question, item), item], question)


def _overrides(question: RestockQuestion, item: RestockItem) -> list[Override]:
    place = item.marketplace
    return overrides_for(question, item.sku, lambda name: place is not None and _is_same(name, place))


def _check_together(terms: Terms, number: int) -> None:
    """Settings of several places may not fit although each does."""
    if terms.moq_below_carton:
        raise InvalidInput("restock_moq_below_carton", field=f"items.{number - 1}.moq")


def _is_recorded(in_stock: list[bool | None] | None) -> bool:
    """Whether most of the last days are told."""
    recent = (in_stock or [])[-RECENT_DAYS:]
    return 2 * sum(flag is not None for flag in recent) > len(recent)


def _is_same(name: str, place: str) -> bool:
    """Whether a name can mean the marketplace of an item."""
    return name == place or _id(place) in [_id(name), *(market.id for market in find_marketplaces(name))]


def _id(place: str) -> str:
    """The marketplace of that name, where it is one alone."""
    found = find_marketplaces(place)
    return found[0].id if len(found) == 1 else place


def _in_days(given: GivenInbound, as_of: date) -> float | None:
    if given.expected_on is not None:
        return float((given.expected_on - as_of).days)
    return None if given.expected_in_days is None else float(ceil(given.expected_in_days))
