"""Settings of imported products: what the question, the settings sheet, the product list and the uplift sheet say."""

from collections.abc import Iterable
from typing import Any

from tools.marketplaces import find_marketplaces
from tools.restock.request import Override, RestockQuestion
from tools.restock.settings import Terms, UpliftDays
from tools.restock.stored.currencies import Rates, in_one_currency
from tools.restock.stored.keys import Key, pool_of
from tools.restock.stored.listed import listed_products
from tools.restock.stored.scoped import Scoped
from tools.restock.stored.setting_rows import COLUMNS, Row, terms_of_rows
from tools.restock.terms import completed, overrides_for
from tools.warehouse.engines.engine import Cursor

_SETTINGS = f"""select f.shop_id, {", ".join(f"f.{name}" for name in COLUMNS)}
from restock_setting f where $shops is null or list_contains($shops, f.shop_id)
order by f.shop_id, f.marketplace, f.category, f.sku"""
_UPLIFTS = """select f.shop_id, f.marketplace, f.category, f.sku, f.name, f.day_from, f.day_to, f.multiplier
from uplift f where $shops is null or list_contains($shops, f.shop_id)
order by f.shop_id, f.day_from, f.name"""


class StoredTerms:
    """Settings of a data folder.

    Args:
        cursor: On the warehouse.
        shops: Ids; all when None.
    """

    def __init__(self, cursor: Cursor, shops: object) -> None:
        values = {"shops": shops}
        self.listed = listed_products(cursor, values)
        self._settings: Scoped[Row] = Scoped()
        for shop, *cells in cursor.execute(_SETTINGS, values).fetchall():
            row = dict(zip(COLUMNS, cells, strict=True))
            self._settings.add(shop, (row["marketplace"], row["category"], row["sku"]), row)
        self._known: dict[tuple[int, ...], Terms] = {}
        self._uplifts: Scoped[UpliftDays] = Scoped()
        for shop, place, category, sku, name, start, end, multiplier in cursor.execute(_UPLIFTS, values).fetchall():
            days = UpliftDays(start=start, end=end, multiplier=float(multiplier), name=name)
            self._uplifts.add(shop, (place, category, sku), days)

    def planned(self) -> set[Key]:
        """Products with a planned velocity, sold or not; without a marketplace those of the product list."""
        found: set[Key] = set()
        for shop, marketplace, sku, row in self._settings.of_skus():
            if row["plan_units_per_day"]:
                listed = {key for key in self.listed if (key.shop, key.sku) == (shop, sku)}
                found |= {Key(shop, pool_of(marketplace), sku)} if marketplace else listed
        return found

    def of(self, key: Key, question: RestockQuestion, rates: Rates) -> Terms:
        """Settings of a product: overrides, what the question says of all, the settings sheet, the product list."""
        product = self.listed.get(key)
        category = product.category if product else None
        rows = [row for _, row in self._settings.fitting(key, category)]
        uplifts = self._uplifts.fitting(key, category)
        overrides = overrides_of(question, key)
        # Most products have the same rows as many others.
        same = tuple(id(each) for each in (product, *rows, *(rule for _, rule in uplifts), *overrides))
        if same not in self._known:
            said: dict[str, Any] = {"target_fill_rate": question.target_fill_rate, "review_days": question.review_days}
            asked = Terms.model_construct(**{**dict.fromkeys(Terms.model_fields), **said})
            given = [*overrides, asked, terms_of_rows(rows, rates), *([product.terms] if product else [])]
            terms = completed(in_one_currency(given, rates), question)
            terms.uplift = terms.uplift if terms.uplift is not None else _without_replaced(uplifts) or None
            self._known[same] = terms
        return self._known[same]


def overrides_of(question: RestockQuestion, key: Key) -> list[Override]:
    """Overrides that concern a product, the narrowest first."""

    def fits(name: str) -> bool:
        return pool_of(name) == key.pool or any(pool_of(market.id) == key.pool for market in find_marketplaces(name))

    return overrides_for(question, key.sku, fits)


def _without_replaced(weighed: list[tuple[int, UpliftDays]]) -> list[UpliftDays]:
    """Rules without those that a narrower one of the same days, or of the same name on some of them, replaces."""
    found: list[tuple[int, UpliftDays]] = []
    for weight, rule in weighed:
        if not any(_replaces(narrower, rule) for above, narrower in found if above > weight):
            found.append((weight, rule))
    return [rule for _, rule in found]


def _replaces(narrower: UpliftDays, rule: UpliftDays) -> bool:
    overlaps = narrower.start <= rule.end and rule.start <= narrower.end
    same_days = (narrower.start, narrower.end) == (rule.start, rule.end)
    return same_days or (overlaps and bool(rule.name) and narrower.name == rule.name)


def shares_of(places: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Share of each marketplace in a pool's demand."""
    units = dict(places)
    total = sum(units.values())
    return {place: round(sold / total, 4) for place, sold in sorted(units.items())} if total > 0 else {}
