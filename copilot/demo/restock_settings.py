"""The seller's settings for restocking: the whole shop, a category, and each SKU of each marketplace."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from copilot.demo.shop import Listing, Marketplace, Shop

STAGES = ("inspection", "customs", "receiving")
MODES = ("sea", "rail", "air")
HEADER = [
    "marketplace", "category", "sku", "target_fill_rate", "review_days", "production_days", "production_sd_days",
    *(f"{step}{of}days" for step in (*STAGES, *MODES) for of in ("_", "_sd_")), *(f"{mode}_cost" for mode in MODES), "modes",
    "moq", "carton_quantity", "pallet_quantity", "unit_cost", "unit_margin", "cost_currency", "unit_volume_cubic_feet",
    "size_tier", "note",
]  # fmt: skip
Row = dict[str, Any]


def setting_rows(shop: Shop) -> Iterator[Row]:
    """Yield the rows, the widest first; a column that a row leaves out is blank."""
    settings = shop.restock["settings"]
    yield settings["shop"]
    for category, said in settings["categories"].items():
        yield {"category": category, **said}
    for market in shop.marketplaces:
        for listing in market.listings:
            yield _of(shop, market, listing)


def _of(shop: Shop, market: Marketplace, listing: Listing) -> Row:
    settings = shop.restock["settings"]
    place = settings["marketplaces"][market.id]
    freight = {mode: round(cost / listing.carton, 2) for mode, cost in place["freight"].items()}
    steps = {"production": _production(settings["production"], listing), "inspection": settings["inspection"], **place}
    days = {name: steps[name] for name in ("production", *STAGES, *freight)}
    return {
        "marketplace": market.id,
        "sku": listing.sku,
        **{f"{name}_days": mean for name, (mean, _) in days.items()},
        **{f"{name}_sd_days": spread for name, (_, spread) in days.items()},
        **{f"{mode}_cost": cost for mode, cost in freight.items()},
        "modes": ";".join(freight),
        "moq": listing.moq,
        "carton_quantity": listing.carton,
        "pallet_quantity": listing.carton * settings["cartons_of_a_pallet"],
        "unit_cost": f"{listing.cost:.2f}",
        "unit_margin": f"{_margin(shop, market, listing) - listing.cost - freight['sea']:.2f}",
        "cost_currency": "CNY",
        "unit_volume_cubic_feet": round(settings["carton_cubic_feet"] / listing.carton, 4),
        "size_tier": place.get("size_tier", ""),
    }


def _production(rule: Row, listing: Listing) -> list[int]:
    days = int(np.clip(round(rule["share"] * listing.lead_time), *rule["days"]))
    return [days, int(np.clip(round(rule["spread_share"] * days), *rule["spread_days"]))]


def _margin(shop: Shop, market: Marketplace, listing: Listing) -> float:
    """Return what is left of a price in CNY, before the goods and their freight."""
    delivery = next(fee for carton, fee in market.fba_fees.items() if listing.carton >= carton)
    net = listing.price / (1 + market.tax_rate) if market.tax_included else listing.price
    costs: float = shop.restock["settings"]["costs"]
    left = net - listing.price * (market.referral + costs) - delivery
    dollars = 1.0 if market.currency == "USD" else shop.fx_rates[f"{market.currency}/USD"]
    return left / 10.0**market.digits * dollars * shop.fx_rates["USD/CNY"]
