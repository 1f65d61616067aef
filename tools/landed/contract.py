"""What the figures of this room mean."""

from prompts import message
from tools.core.result import Definition

_UNITS = {
    "vat_rate": "fraction",
    "tax_amount": "money",
    "volumetric_weight": "weight",
    "chargeable_weight": "weight",
    "freight_ton": "freight tons",
    "transit_days": "days",
    "latest_ship_date": "date",
    "landed_cost": "money",
    "unit_margin": "money",
    "margin_rate": "fraction",
    "break_even_price": "money",
}
_ADDITIVE = {"tax_amount", "landed_cost"}


def definitions(*metrics: str) -> list[Definition]:
    """What figures mean, in both languages.

    Args:
        *metrics: Names of those shown.
    """
    return [_definition(metric) for metric in metrics]


def _definition(metric: str) -> Definition:
    return Definition(
        metric=metric,
        label=message(f"landed_label_{metric}"),
        definition=message(f"landed_definition_{metric}"),
        unit=_UNITS[metric],
        basis="as_of",
        additive=metric in _ADDITIVE,
        refunds="none",
        tax="none",
        promotion="none",
        timezone="none",
        source="given values, library",
    )
