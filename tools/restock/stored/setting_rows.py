"""The settings sheet: rows joined field by field, and what they come to."""

from collections.abc import Iterable, Mapping
from typing import Any

from tools.restock.settings import LeadTime, Stage, Terms, TransportMode
from tools.restock.stored.currencies import Rates
from tools.restock.transport import MODES

_STAGES = ("production", "inspection", "customs", "receiving")
_PLAIN = {
    "target_fill_rate": "target_fill_rate", "review_days": "review_days", "moq": "moq", "carton": "carton_quantity",
    "pallet": "pallet_quantity", "unit_cost": "unit_cost", "unit_margin": "unit_margin", "currency": "cost_currency",
    "plan_units_per_day": "plan_units_per_day", "max_cover_days": "max_cover_days", "storage_limit": "storage_limit",
    "unit_volume_cubic_feet": "unit_volume_cubic_feet", "size_tier": "size_tier", "low_inventory_fee": "low_inventory_fee",
    "fee_currency": "fee_currency",
}  # fmt: skip
_MONEY = ("unit_cost", "unit_margin", *(f"{mode}_cost" for mode in MODES))
_PARTS = (*(f"{stage}_days" for stage in _STAGES), *(f"{mode}_days" for mode in MODES))
_SPREADS = tuple(name.replace("_days", "_sd_days") for name in _PARTS)
PLACE = ("marketplace", "category", "sku")
COLUMNS = (*PLACE, "modes", "lead_time_days", "lead_time_sd_days", *_PARTS, *_SPREADS,
           *(f"{mode}_cost" for mode in MODES), *_PLAIN.values())  # fmt: skip

Row = Mapping[str, Any]


def terms_of_rows(rows: Iterable[Row], rates: Rates) -> Terms:
    """The settings that rows come to, field by field the narrowest that says something.

    Money is in the currency of the narrowest row that names any; what has no rate to it is unknown. A narrower whole lead
    time leaves no room for wider stages and legs.

    Args:
        rows: The narrowest first.
        rates: Of the day.
    """
    found: dict[str, Any] = {}
    for row in rows:
        closed = _PARTS if found.get("lead_time_days") is not None and not any(found.get(part) for part in _PARTS) else ()
        currency = row["cost_currency"]
        if currency and any(row[name] is not None for name in _MONEY):
            found.setdefault("cost_currency", currency)
        for name in COLUMNS[len(PLACE) :]:
            value = row[name]
            if value is None or found.get(name) is not None or name in closed or name == "cost_currency":
                continue
            if name in _MONEY:
                rate = rates.rate(currency or found.get("cost_currency"), found.get("cost_currency"))
                value = None if rate is None else float(value) * rate
            found[name] = value
    return _terms({name: found.get(name) for name in COLUMNS})


def _terms(row: Row) -> Terms:
    told: dict[str, Any] = {name: _number(row[column]) for name, column in _PLAIN.items()}
    told["allowed_modes"] = [name.strip() for name in (row["modes"] or "").split(",") if name.strip()] or None
    told["modes"] = _modes(row)
    stages = _stages(row)
    # Legs without stages are stages still: of the whole only the leg is known.
    told["lead_time"] = stages or ([] if told["modes"] else _whole(row))
    return Terms.model_construct(**{**dict.fromkeys(Terms.model_fields), **told})


def _stages(row: Row) -> list[Stage]:
    return [
        Stage.model_construct(stage=stage, mean_days=float(row[f"{stage}_days"]), sd_days=_number(row[f"{stage}_sd_days"]))
        for stage in _STAGES
        if row[f"{stage}_days"] is not None
    ]


def _whole(row: Row) -> LeadTime | None:
    if row["lead_time_days"] is None:
        return None
    return LeadTime.model_construct(mean_days=float(row["lead_time_days"]), sd_days=_number(row["lead_time_sd_days"]))


def _modes(row: Row) -> list[TransportMode] | None:
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
