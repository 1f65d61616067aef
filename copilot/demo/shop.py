"""The facts of the demo shop, read from the YAML files beside this module."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

# Chosen so that noise hides no story: with another seed the German week of 2026-10-19
# need not fall by 12-18 % in revenue.
SEED = 2614
ASIN_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Listing:
    """One SKU in one marketplace; the price is in the smallest unit of the currency."""

    sku: str
    asin: str
    parent_asin: str
    title: str
    price: int
    cost: float
    weight: float
    brand: str
    category: str
    peak: date
    swing: float
    conversion: float
    moq: int
    carton: int
    lead_time: int


@dataclass(frozen=True)
class Marketplace:
    """A marketplace, the habits of its buyers and what is sold there; see marketplaces.yaml."""

    id: str
    listings: list[Listing]
    marketplace_id: str
    sales_channel: str
    country: str
    country_name: str
    timezone: str
    language: str
    currency: str
    digits: int
    columns: int
    lines_per_day: float
    conversion: float
    weekdays: list[float]
    tax_rate: float
    tax_included: bool
    merchant_shipping: int
    referral: float
    fba_fees: dict[int, int]
    subscription: int
    stamp: str
    decimal: str
    order_prefixes: list[str]
    places: list[list[str]]

    def money(self, amount: int) -> str:
        """Write an amount of the smallest unit in the currency."""
        return f"{amount / 10**self.digits:.{self.digits}f}"


@dataclass(frozen=True)
class Shop:
    """The demo shop: its period, its marketplaces, its planted stories, its restocking, its mail; see the YAML files."""

    id: str
    dates: NDArray[np.datetime64]
    yearly_growth: float
    refund_rate: float
    fx_rates: dict[str, float]
    ads_from: np.datetime64
    settled_from: np.datetime64
    search_weeks: int
    snapshot_weeks: int
    marketplaces: list[Marketplace]
    stock: dict[str, Any]
    events: list[dict[str, Any]]
    stories: list[dict[str, Any]]
    restock: dict[str, Any]
    messages: list[dict[str, Any]]


def load_shop() -> Shop:
    """Read the demo shop from its YAML files."""
    truth, catalogue = _read("stories"), _read("catalogue")
    shop = truth["shop"]
    return Shop(
        id=shop["id"],
        dates=np.arange(shop["from"], np.datetime64(shop["to"]) + 1),
        yearly_growth=shop["yearly_growth"],
        refund_rate=shop["refund_rate"],
        fx_rates=shop["fx_rates"],
        ads_from=np.datetime64(shop["ads_from"]),
        settled_from=np.datetime64(shop["settled_from"]),
        search_weeks=shop["search_weeks"],
        snapshot_weeks=shop["snapshot_weeks"],
        marketplaces=[
            Marketplace(id=name, listings=_listings(catalogue, column, facts), **facts)
            for column, (name, facts) in enumerate(_read("marketplaces").items())
        ],
        stock=truth["stock"],
        events=truth["events"],
        stories=truth["stories"],
        restock=_read("restock"),
        messages=_read("messages")["messages"],
    )


def rng_for(*names: str) -> np.random.Generator:
    """Return the generator of this name; adding a SKU leaves the numbers of the others alone."""
    return np.random.default_rng([SEED, zlib.crc32("/".join(names).encode())])


def _listings(catalogue: dict[str, Any], column: int, market: dict[str, Any]) -> list[Listing]:
    return [
        _listing(catalogue, parent, variant, column, market)
        for parent in catalogue["parents"]
        for variant in parent["variants"]
        if variant["price"][column] is not None
    ]


def _listing(
    catalogue: dict[str, Any],
    parent: dict[str, Any],
    variant: dict[str, Any],
    column: int,
    market: dict[str, Any],
) -> Listing:
    language = market["language"]
    category = catalogue["categories"][parent["trade"]["category"]]
    option = catalogue["options"][variant["option"]][language]
    return Listing(
        sku=variant["sku"],
        asin=_asin(variant["sku"]),
        parent_asin=_asin(f"parent {parent['id']}"),
        title=f"{category['brand']} {parent['title'][language]}, {option}",
        price=round(variant["price"][column] * 10 ** market["digits"]),
        cost=variant["cost"],
        weight=variant["weight"],
        **category,
        **parent["trade"],
    )


def _asin(name: str) -> str:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest())
    return "B0" + "".join(ASIN_CHARACTERS[number // 36**i % 36] for i in range(8))


def _read(name: str) -> dict[str, Any]:
    text = Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")
    facts: dict[str, Any] = yaml.safe_load(text)
    return facts
