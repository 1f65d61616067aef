"""The product list: category, price, cost and packing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.restock.settings import LeadTime, Terms
from tools.restock.stored.keys import Key, pool_of
from tools.warehouse.engines.engine import Cursor

_PRODUCTS = """select f.shop_id, f.marketplace, f.sku, f.category, f.title, f.price, f.currency,
    f.unit_cost, f.unit_cost_currency, f.moq, f.carton_quantity, f.lead_time_days
from product f where $shops is null or list_contains($shops, f.shop_id)
order by f.shop_id, f.marketplace, f.sku"""


@dataclass(frozen=True)
class Listed:
    """A product of the product list."""

    category: str | None
    title: str | None
    price: float | None
    currency: str | None
    terms: Terms


def listed_products(cursor: Cursor, values: Mapping[str, Any]) -> dict[Key, Listed]:
    """The product list; what one marketplace of a pool leaves out another may say."""
    found: dict[Key, Listed] = {}
    for shop, place, sku, *cells in cursor.execute(_PRODUCTS, values).fetchall():
        key, listed = Key(shop, pool_of(place), sku), _product(*cells)
        found[key] = _joined(found[key], listed) if key in found else listed
    return found


def _product(category: str | None, title: str | None, price: Any, currency: str | None, *own: Any) -> Listed:
    unit_cost, cost_currency, moq, carton, lead_days = own
    lead = LeadTime.model_construct(mean_days=float(lead_days), sd_days=None) if lead_days else None
    paid_in = cost_currency or (currency if unit_cost is not None else None)
    costs: dict[str, Any] = {"unit_cost": _number(unit_cost), "currency": paid_in}
    terms: dict[str, Any] = {**costs, "moq": _number(moq), "carton": _number(carton), "lead_time": lead}
    return Listed(
        category, title, _number(price), currency, Terms.model_construct(**{**dict.fromkeys(Terms.model_fields), **terms})
    )


def _joined(first: Listed, second: Listed) -> Listed:
    """Field by field the first that says something; a price and a cost with their own currency."""
    priced = first if first.price is not None else second
    costed = first.terms if first.terms.unit_cost is not None else second.terms
    own = {name: getattr(first.terms, name) or getattr(second.terms, name) for name in ("moq", "carton", "lead_time")}
    terms = first.terms.model_copy(update={**own, "unit_cost": costed.unit_cost, "currency": costed.currency})
    return Listed(first.category or second.category, first.title or second.title, priced.price, priced.currency, terms)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
