"""Which products there are: one for each SKU of a shop and stock pool."""

from typing import NamedTuple

from tools.marketplaces import marketplaces


class Key(NamedTuple):
    """A product of the plan."""

    shop: str
    pool: str
    sku: str


def pool_of(marketplace: str) -> str:
    """The stock that a marketplace sells from."""
    known = marketplaces().get(marketplace)
    return (known.stock_pool if known else None) or marketplace


def with_pool_mates(places: list[str] | None, held: set[str]) -> tuple[list[str] | None, list[str]]:
    """Marketplaces asked for, with the others that sell from the same stock; and those others."""
    if places is None:
        return None, []
    pools = {pool_of(place) for place in places}
    mates = sorted(place for place in held if pool_of(place) in pools and place not in places)
    return sorted({*places, *mates}), mates
