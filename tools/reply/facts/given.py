"""The order that a caller gives, in whatever shape, as facts with their sources."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tools.core.result import Warning, warning
from tools.listing.market import Market
from tools.reply.facts.order import Order
from tools.reply.facts.reader import Reader, same_id
from tools.reply.facts.taking import Found, taken_from
from tools.reply.facts.values import money_of, number_of
from tools.reply.facts.words import folded, is_among, meaning_of
from tools.reply.policy.terms import SellerTerms


def given_order(
    given: Any,
    order_id: str | None = None,
    market: Market | None = None,
    *,
    mentioned: Sequence[str] = (),
    on: date | None = None,
) -> tuple[Order, list[Warning]]:
    """The order that a caller's mapping tells of.

    Args:
        given: Flat or nested, with the names of any platform, in any language that `names.yaml` knows; as JSON too.
        order_id: The one asked for: of several orders only this one is read.
        market: Store whose days count, and whose way to write days is assumed.
        mentioned: Numbers that the message names: they choose among several orders where none is asked for.
        on: Day from which `yesterday` and days without a year count.

    Returns:
        The order and what could not be read: unknown names, values that are no day or amount, an id that differs.
    """
    one, at, warnings = _one_order(given, [order_id] if order_id else mentioned)
    reader = Reader(taken_from(one), at, market, on)
    order = reader.order(order_id)
    return order, [*warnings, *reader.warnings]


def given_terms(given: Any, terms: SellerTerms, order_id: str | None = None) -> SellerTerms:
    """The seller's terms with those that stand in the caller's order (`return_window_days`); values of the order go first."""
    one, _, _ = _one_order(given, [order_id] if order_id else ())
    taken = taken_from(one)
    told: dict[str, Any] = {name: number for name in _MOST if (number := _whole(taken.of(name), _MOST[name])) is not None}
    if (years := told.pop("warranty_years", None)) is not None:
        told.setdefault("warranty_months", 12 * years)
    for each in taken.of("returnless_below"):
        if (amount := money_of(each.value)[0]) is not None and amount >= 0:
            told["returnless_below"] = amount
    for each in taken.of("return_shipping"):
        if payer := meaning_of("payer", str(each.value)):
            told["return_shipping"] = payer
    return terms.model_copy(update=told)


_MOST = {"return_window_days": 1000, "warranty_months": 600, "warranty_years": 50, "refund_business_days": 60}
"""More than that is no such number but a year or an amount."""


def _whole(found: list[Found], most: int) -> int | None:
    """The number of the first value that holds one; a warranty written in years counts in months."""
    for each in found:
        number = number_of(each.value)
        if number is None or not 0 <= number <= most:
            continue
        in_years = isinstance(each.value, str) and any(
            is_among("years", word) for word in re.split(r"[\s\d.,-]+", each.value[:100]) if word
        )
        return int(number) * (12 if in_years and most == _MOST["warranty_months"] else 1)
    return None


def _one_order(given: Any, wanted: Sequence[str]) -> tuple[dict[str, Any], str, list[Warning]]:
    """The mapping of the one order, with the path to it: orders of others are never read."""
    given = _unfolded(given)
    if not isinstance(given, dict):
        return {}, "", [warning("reply_given_no_mapping")] if given else []
    ids = {same_id(each) for each in wanted}
    for key, value in given.items():
        if isinstance(value, dict) and same_id(key) in ids:
            return {"order_id": key, **value}, str(key), []
    listed = next(_lists(given, ""), None)
    if listed is None:
        return given, "", []
    name, several = listed
    orders = [(each, f"{name}[{number}]") for number, each in enumerate(several) if isinstance(each, dict)]
    fitting = [(each, at) for each, at in orders if any(same_id(found.value) in ids for found in taken_from(each).of("order_id"))]
    chosen = fitting or (orders if len(orders) == 1 and not ids else [])
    return (*chosen[0], []) if chosen else ({}, "", [warning("reply_given_several", count=len(orders))])


def _unfolded(given: Any) -> Any:
    """What JSON text holds, also one level further in; a bare list is one of orders."""
    given = _of_json(given)
    if isinstance(given, list):
        given = {"orders": given}
    return {key: _of_json(value) for key, value in given.items()} if isinstance(given, dict) else given


def _of_json(given: Any) -> Any:
    if not isinstance(given, str) or given.strip()[:1] not in ("{", "["):
        return given
    try:
        return json.loads(given[:_LONGEST_JSON])
    except (ValueError, RecursionError):
        return given


def _lists(given: dict[str, Any], at: str, depth: int = 0) -> Iterator[tuple[str, list[Any]]]:
    """Lists of orders, also inside what wraps an answer of a platform."""
    for key, value in given.items():
        path, name = f"{at}.{key}" if at else str(key), folded(str(key)[:100])
        if isinstance(value, list) and (name in _ORDERS or (name in _WRAPPERS and _are_several(value))):
            yield path, value
        elif isinstance(value, dict) and name in (*_WRAPPERS, *_ORDERS) and depth < _DEEPEST:
            yield from _lists(value, path, depth + 1)


def _are_several(listed: list[Any]) -> bool:
    return len(listed) > 1 and all(isinstance(each, dict) for each in listed)


_ORDERS = ("orders", "orderlist", "elements")
_WRAPPERS = ("data", "payload", "result", "results", "response", "list", "order")
_DEEPEST = 4
_LONGEST_JSON = 200_000
