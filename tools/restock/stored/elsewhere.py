"""Goods in other warehouses: those kept for a place are its own, the others are shared by all places of a product."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.restock.products import Shared, in_shares
from tools.restock.stored.keys import Key, pool_of
from tools.restock.stored.stock import Stock

_KEEPS_STOCK = "amazon"
"""What is in other warehouses cannot be sold there."""


@dataclass(frozen=True)
class Lying:
    """What one product has.

    Attributes:
        on_hand: Units that can be sold; None where no report or list tells.
    """

    on_hand: float | None
    local: float
    overseas: float


def lying_of(
    stock: Stock, keys: Sequence[Key], by_place: Mapping[Key, Mapping[str, float]]
) -> tuple[dict[Key, Lying], list[Shared]]:
    """What each product has, and what several share until their needs are known.

    Where no platform keeps the stock of a pool, its overseas warehouse is what it sells from: goods kept for no place are
    split among such pools by what they sold.

    Args:
        stock: Reports and lists.
        keys: Products, in the order of the rows.
        by_place: Units sold of each by marketplace.
    """
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        rows[key.shop, key.sku].append(row)
    own_local, own_overseas = _placed(stock.local), _placed(stock.overseas)
    found: dict[Key, Lying] = {}
    shared: list[Shared] = []
    for (shop, sku), members in rows.items():
        direct = [row for row in members if not _is_kept_by_platform(stock, keys[row])]
        sold = [sum(by_place.get(keys[row], {}).values()) for row in direct]
        own_only = len(direct) == len(members)
        free = stock.overseas.get((shop, None, sku))
        free_local = stock.local.get((shop, None, sku))
        abroad = dict(zip(direct, in_shares(free or 0.0, sold), strict=True)) if direct else {}
        home = dict(zip(direct, in_shares(free_local or 0.0, sold), strict=True)) if own_only else {}
        for row in members:
            key = keys[row]
            local, overseas = own_local.get(key), own_overseas.get(key)
            if row in home and free_local is not None:
                local = (local or 0.0) + home[row]
            if row in abroad:
                if free is not None:
                    overseas = (overseas or 0.0) + abroad[row]
                found[key] = _sold_from_own(local, overseas)
            else:
                told = stock.on_hand.get(key, 0.0) if (key.shop, key.pool) in stock.days else None
                found[key] = Lying(told, local or 0.0, overseas or 0.0)
        shared += _shared(0.0 if own_only else free_local or 0.0, members, "local")
        shared += _shared(0.0 if direct else free or 0.0, members, "overseas")
    return found, shared


def _sold_from_own(local: float | None, overseas: float | None) -> Lying:
    """What a pool without a platform's stock sells from: the destination's warehouse, or else the seller's own."""
    return Lying(local, 0.0, 0.0) if overseas is None else Lying(overseas, local or 0.0, 0.0)


def _shared(units: float, rows: list[int], origin: str) -> list[Shared]:
    return [Shared(rows, units, "overseas" if origin == "overseas" else "local")] if units > 0 else []


def _is_kept_by_platform(stock: Stock, key: Key) -> bool:
    """Whether a report tells of the pool's stock, or only the platform could."""
    return (key.shop, key.pool) in stock.days or key.pool.startswith(_KEEPS_STOCK)


def _placed(units: Mapping[tuple[str, str | None, str], float]) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for (shop, place, sku), number in units.items():
        if place is not None:
            key = Key(shop, pool_of(place), sku)
            found[key] = found.get(key, 0.0) + number
    return found
