"""What an operator types, understood: shop, marketplace, SKU and texts by the names that the data have."""

import unicodedata
from typing import Any

from copilot.shops import checked_shop
from tools.core.errors import Ambiguous, InvalidInput, UnknownReference
from tools.core.references import nearest
from tools.core.result import Warning, warning
from tools.marketplaces import find_marketplaces, marketplaces
from tools.warehouse.importing.history import past_imports
from tools.warehouse.importing.importer import DEFAULT_SHOP
from tools.warehouse.warehouse import Warehouse

_TYPED = ("chuhai.events", "chuhai.restock_settings")
_MAX_TEXT = 500


def without_half_characters(value: Any) -> Any:
    """JSON can spell half of a surrogate pair, which no store can keep."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def one_line(field: str, text: str | None) -> str | None:
    """A text in one line, without what a cell cannot hold; None when nothing is left.

    Raises:
        InvalidInput: It is too long.
    """
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Co") else sign for sign in text or "")
    plain = " ".join(plain.split())
    if len(plain) > _MAX_TEXT:
        raise InvalidInput("given_text_too_long", field=field, limit=_MAX_TEXT)
    return None if plain in ("", "--") else plain


def given_shop(warehouse: Warehouse, given: str | None) -> tuple[str, list[Warning]]:
    """The shop named, or the only one with other data than what operators type.

    Raises:
        Ambiguous: There are several.
    """
    listed = past_imports(warehouse)
    known = sorted({each.shop for each in listed if not each.undone_at and each.report not in _TYPED})
    if given:
        return checked_shop(given), [
            warning("given_shop_unknown", shop=given, known=known)
        ] if known and given not in known else []
    if len(known) > 1:
        raise Ambiguous("given_several_shops", field="shop", known=known)
    return known[0] if known else DEFAULT_SHOP, []


def find_marketplace(warehouse: Warehouse, text: str, field: str = "marketplace") -> str:
    """The one marketplace of that name; of several, the one with data.

    Raises:
        UnknownReference: None has that name.
        Ambiguous: Several have.
    """
    with_data = warehouse.known_values(["marketplace"]).get("marketplace", [])
    name = text.strip().lower().replace(" ", "_")
    found = [name] if name in with_data else [market.id for market in find_marketplaces(text)]
    found = [each for each in found if each in with_data] or found
    if not found:
        near = nearest(name, [*marketplaces(), *with_data])
        raise UnknownReference("unknown_marketplace", field=field, value=text, nearest=near)
    if len(found) > 1:
        raise Ambiguous("given_several_marketplaces", field=field, value=text, known=found)
    return found[0]


def unknown_sku(warehouse: Warehouse, sku: str | None) -> list[Warning]:
    """A warning when no data hold the SKU."""
    known = set(warehouse.known_values(["sku"]).get("sku", []))
    with warehouse.reader() as cursor:
        known |= {found for (found,) in cursor.execute("select distinct sku from product").fetchall()}
    if sku is None or sku in known:
        return []
    return [warning("given_sku_unknown", sku=sku, nearest=nearest(sku, sorted(known)))]
