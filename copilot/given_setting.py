"""Settings for restocking as an operator gives them, understood: places, products and shop by the names that the data have."""

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from copilot.given_values import find_marketplace, given_shop, one_line, unknown_sku, without_half_characters
from tools.core.errors import InvalidInput
from tools.core.references import nearest
from tools.core.result import Warning, warning
from tools.warehouse.warehouse import Warehouse

_MOST = 5_000
SCOPE = ("marketplace", "category", "sku")
_TEXTS = ("category", "sku", "modes", "cost_currency", "size_tier", "fee_currency", "note")


class GivenSetting(BaseModel):
    """Settings of a SKU, a category, a marketplace or, where all three are left out, the whole shop.

    Attributes:
        target_fill_rate: 0.95 or `95%`.
        lead_time_days: The whole, where the stages are not known.
        customs_days: With the appointment at the warehouse.
        express_cost: Freight per unit in `cost_currency`, as those of the other modes.
        modes: Of express, air, rail, sea those that may be used.
        low_inventory_fee: Per unit, in `fee_currency`.
        shop: The only shop with data when left out.
    """

    model_config = ConfigDict(extra="forbid")

    marketplace: str | None = None
    category: str | None = None
    sku: str | None = None
    target_fill_rate: Decimal | str | None = None
    review_days: Decimal | None = None
    lead_time_days: Decimal | None = None
    lead_time_sd_days: Decimal | None = None
    production_days: Decimal | None = None
    production_sd_days: Decimal | None = None
    inspection_days: Decimal | None = None
    inspection_sd_days: Decimal | None = None
    customs_days: Decimal | None = None
    customs_sd_days: Decimal | None = None
    receiving_days: Decimal | None = None
    receiving_sd_days: Decimal | None = None
    express_days: Decimal | None = None
    express_sd_days: Decimal | None = None
    express_cost: Decimal | None = None
    air_days: Decimal | None = None
    air_sd_days: Decimal | None = None
    air_cost: Decimal | None = None
    rail_days: Decimal | None = None
    rail_sd_days: Decimal | None = None
    rail_cost: Decimal | None = None
    sea_days: Decimal | None = None
    sea_sd_days: Decimal | None = None
    sea_cost: Decimal | None = None
    modes: str | None = None
    moq: int | None = None
    carton_quantity: int | None = None
    pallet_quantity: int | None = None
    unit_cost: Decimal | None = None
    unit_margin: Decimal | None = None
    cost_currency: str | None = None
    plan_units_per_day: Decimal | None = None
    max_cover_days: Decimal | None = None
    storage_limit: int | None = None
    unit_volume_cubic_feet: Decimal | None = None
    size_tier: str | None = None
    low_inventory_fee: Decimal | None = None
    fee_currency: str | None = None
    note: str | None = None
    shop: str | None = None

    _whole_characters = field_validator("*", mode="before")(without_half_characters)

    @field_validator("*", mode="before")
    @classmethod
    def no_yes_or_no(cls, value: Any) -> Any:
        """Yes and no would be read as 1 and 0."""
        if isinstance(value, bool):
            raise ValueError("neither yes nor no belongs here")
        return value


class GivenSettings(GivenSetting):
    """One row of settings, or several under `settings`.

    Attributes:
        settings: The rows; beside them only `shop` may be given.
    """

    settings: list[GivenSetting] | None = Field(default=None, min_length=1, max_length=_MOST)


def understood(warehouse: Warehouse, given: GivenSettings) -> tuple[str, list[dict[str, Any]], list[Warning]]:
    """The shop, the rows with every name resolved, and what the operator should know of them.

    Raises:
        InvalidInput: A row sets nothing, or the rows are of several shops.
    """
    rows: list[GivenSetting] = given.settings or [given]
    beside = sorted(given.model_dump(exclude={"settings", "shop"}, exclude_none=True)) if given.settings else []
    if beside:
        raise InvalidInput("setting_given_twice", field=beside[0])
    shops = {row.shop or given.shop for row in rows}
    if len(shops) > 1:
        raise InvalidInput("settings_of_several_shops", field="shop")
    shop, notes = given_shop(warehouse, shops.pop())
    read = [_row(warehouse, row, f"settings.{number}." if given.settings else "") for number, row in enumerate(rows)]
    return shop, read, [*notes, *_unknown_products(warehouse, read)]


def _row(warehouse: Warehouse, given: GivenSetting, where: str) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(given, name) for name in GivenSetting.model_fields if name != "shop"}
    row.update({name: one_line(where + name, row[name]) for name in _TEXTS})
    row["marketplace"] = find_marketplace(warehouse, given.marketplace, f"{where}marketplace") if given.marketplace else None
    if all(value is None for name, value in row.items() if name not in SCOPE):
        raise InvalidInput("setting_empty", field=where.rstrip(".") or None)
    return row


def _unknown_products(warehouse: Warehouse, rows: list[dict[str, Any]]) -> list[Warning]:
    notes = [note for sku in dict.fromkeys(row["sku"] for row in rows) for note in unknown_sku(warehouse, sku)]
    known = warehouse.known_values(["category"]).get("category", [])
    given = dict.fromkeys(row["category"] for row in rows if row["category"])
    folded = {category.casefold() for category in known}
    lost = [category for category in given if category.casefold() not in folded]
    return [*notes, *(warning("given_category_unknown", category=each, nearest=nearest(each, known)) for each in lost)]
