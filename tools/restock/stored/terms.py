"""Settings of imported products: what the settings sheet, the product list and the uplift sheet say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tools.marketplaces import find_marketplaces
from tools.restock.request import Override, RestockQuestion
from tools.restock.settings import LeadTime, Stage, Terms, TransportMode, UpliftDays
from tools.restock.stored.currencies import Rates, in_one_currency
from tools.restock.stored.keys import Key, pool_of
from tools.restock.terms import completed, overrides_for
from tools.restock.transport import MODES
from tools.warehouse.engines.engine import Cursor

_STAGES = ("production", "inspection", "customs", "receiving")
_PLAIN = {
    "target_fill_rate": "target_fill_rate", "review_days": "review_days", "moq": "moq", "carton": "carton_quantity",
    "pallet": "pallet_quantity", "unit_cost": "unit_cost", "unit_margin": "unit_margin", "currency": "cost_currency",
    "plan_units_per_day": "plan_units_per_day", "max_cover_days": "max_cover_days", "storage_limit": "storage_limit",
    "unit_volume_cubic_feet": "unit_volume_cubic_feet", "size_tier": "size_tier", "low_inventory_fee": "low_inventory_fee",
    "fee_currency": "fee_currency",
}  # fmt: skip
_PLACE = ("marketplace", "category", "sku")
_COLUMNS = (
    *_PLACE, "modes", "lead_time_days", "lead_time_sd_days",
    *(f"{stage}_{what}" for stage in _STAGES for what in ("days", "sd_days")),
    *(f"{mode}_{what}" for mode in MODES for what in ("days", "sd_days", "cost")),
    *_PLAIN.values(),
)  # fmt: skip
_SETTINGS = f"""select f.shop_id, {", ".join(f"f.{name}" for name in _COLUMNS)}
from restock_setting f where $shops is null or list_contains($shops, f.shop_id)
order by f.shop_id, f.marketplace, f.category, f.sku"""
_PRODUCTS = """select f.shop_id, f.marketplace, f.sku, f.category, f.title, f.price, f.currency,
    f.unit_cost, f.unit_cost_currency, f.moq, f.carton_quantity, f.lead_time_days
from product f where $shops is null or list_contains($shops, f.shop_id)
order by f.shop_id, f.marketplace, f.sku"""
_UPLIFTS = """select f.shop_id, f.marketplace, f.category, f.sku, f.name, f.day_from, f.day_to, f.multiplier
from uplift f where $shops is null or list_contains($shops, f.shop_id)
order by f.shop_id, f.day_from, f.name"""


@dataclass(frozen=True)
class Listed:
    """A product of the product list."""

    category: str | None
    title: str | None
    price: float | None
    currency: str | None
    terms: Terms


@dataclass(frozen=True)
class _Rule:
    place: tuple[str | None, str | None, str | None]
    value: Any

    def weight(self, key: Key, category: str | None) -> int | None:
        """How narrowly it fits a product: SKU before category before place; None where it does not."""
        marketplace, of_category, sku = self.place
        if marketplace and pool_of(marketplace) != key.pool:
            return None
        if (sku and sku != key.sku) or (of_category and (category is None or of_category.lower() != category.lower())):
            return None
        return 4 * bool(sku) + 2 * bool(of_category) + bool(marketplace)


class StoredTerms:
    """Settings of a data folder.

    Args:
        cursor: On the warehouse.
        shops: Ids; all when None.
    """

    def __init__(self, cursor: Cursor, shops: object) -> None:
        values = {"shops": shops}
        self.listed = _listed(cursor, values)
        self._settings: dict[tuple[str, str | None], list[_Rule]] = defaultdict(list)
        for shop, *cells in cursor.execute(_SETTINGS, values).fetchall():
            row = dict(zip(_COLUMNS, cells, strict=True))
            self._settings[shop, row["sku"]].append(_Rule((row["marketplace"], row["category"], row["sku"]), _terms(row)))
        self._uplifts: dict[tuple[str, str | None], list[_Rule]] = defaultdict(list)
        for shop, place, category, sku, name, start, end, multiplier in cursor.execute(_UPLIFTS, values).fetchall():
            days = UpliftDays(start=start, end=end, multiplier=float(multiplier), name=name)
            self._uplifts[shop, sku].append(_Rule((place, category, sku), days))
        self._known: dict[Any, tuple[Any, ...]] = {}

    def planned(self) -> set[Key]:
        """Products with a planned velocity, sold or not."""
        found = set()
        for (shop, sku), rules in self._settings.items():
            for rule in rules:
                marketplace = rule.place[0]
                if sku and marketplace and rule.value.plan_units_per_day:
                    found.add(Key(shop, pool_of(marketplace), sku))
        return found

    def of(self, key: Key, question: RestockQuestion, rates: Rates) -> Terms:
        """Settings of a product, the narrowest first."""
        product = self.listed.get(key)
        category = product.category if product else None
        own = overrides_of(question, key)
        settings = _fitting(self._settings, key, category)
        said: dict[str, Any] = {"target_fill_rate": question.target_fill_rate, "review_days": question.review_days}
        asked = Terms.model_construct(**{**dict.fromkeys(Terms.model_fields), **said})
        given: list[Terms] = [*own, asked, *settings, *([product.terms] if product else [])]
        terms = completed(in_one_currency(given, rates), question)
        if terms.uplift is None:
            terms.uplift = _without_replaced(_weighed(self._uplifts, key, category)) or None
        return terms


def overrides_of(question: RestockQuestion, key: Key) -> list[Override]:
    """Overrides that concern a product, the narrowest first."""

    def fits(name: str) -> bool:
        return pool_of(name) == key.pool or any(pool_of(market.id) == key.pool for market in find_marketplaces(name))

    return overrides_for(question, key.sku, fits)


def _weighed(rules: Mapping[tuple[str, str | None], list[_Rule]], key: Key, category: str | None) -> list[tuple[int, Any]]:
    """Values of the rules that fit with how narrowly they do, the narrowest first; of equal ones in the order of the rules."""
    weighed = [
        (weight, rule.value)
        for sku in (key.sku, None)
        for rule in rules.get((key.shop, sku), [])
        if (weight := rule.weight(key, category)) is not None
    ]
    return sorted(weighed, key=lambda each: -each[0])


def _fitting(rules: Mapping[tuple[str, str | None], list[_Rule]], key: Key, category: str | None) -> list[Any]:
    return [value for _, value in _weighed(rules, key, category)]


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


def _terms(row: Mapping[str, Any]) -> Terms:
    told: dict[str, Any] = {name: _number(row[column]) for name, column in _PLAIN.items()}
    told["allowed_modes"] = [name.strip() for name in (row["modes"] or "").split(",") if name.strip()] or None
    told["modes"] = _modes(row)
    # Legs without stages are stages still: of the whole only the leg is known.
    told["lead_time"] = _lead(row) or ([] if told["modes"] else None)
    return Terms.model_construct(**{**dict.fromkeys(Terms.model_fields), **told})


def _lead(row: Mapping[str, Any]) -> LeadTime | list[Stage] | None:
    stages = [
        Stage.model_construct(stage=stage, mean_days=float(row[f"{stage}_days"]), sd_days=_number(row[f"{stage}_sd_days"]))
        for stage in _STAGES
        if row[f"{stage}_days"] is not None
    ]
    if stages:
        return stages
    if row["lead_time_days"] is None:
        return None
    return LeadTime.model_construct(mean_days=float(row["lead_time_days"]), sd_days=_number(row["lead_time_sd_days"]))


def _modes(row: Mapping[str, Any]) -> list[TransportMode] | None:
    found = [
        TransportMode.model_construct(
            mode=mode, mean_days=float(row[f"{mode}_days"]), sd_days=_number(row[f"{mode}_sd_days"]),
            cost_per_unit=_number(row[f"{mode}_cost"]),
        )
        for mode in MODES
        if row[f"{mode}_days"] is not None
    ]  # fmt: skip
    return found or None


def _number(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else float(value)


def _listed(cursor: Cursor, values: Mapping[str, Any]) -> dict[Key, Listed]:
    """The product list; what one marketplace of a pool leaves out another may say."""
    found: dict[Key, Listed] = {}
    for shop, place, sku, *cells in cursor.execute(_PRODUCTS, values).fetchall():
        key, listed = Key(shop, pool_of(place), sku), _product(*cells)
        found[key] = _joined(found[key], listed) if key in found else listed
    return found


def _product(category: str | None, title: str | None, price: Any, currency: str | None, *own: Any) -> Listed:
    unit_cost, cost_currency, moq, carton, lead_days = own
    lead = LeadTime.model_construct(mean_days=float(lead_days), sd_days=None) if lead_days else None
    costs = {"unit_cost": _number(unit_cost), "currency": cost_currency or (currency if unit_cost is not None else None)}
    terms = {**costs, "moq": _number(moq), "carton": _number(carton), "lead_time": lead}
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


def shares_of(places: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Share of each marketplace in a pool's demand."""
    units = dict(places)
    total = sum(units.values())
    return {place: round(sold / total, 4) for place, sold in sorted(units.items())} if total > 0 else {}
