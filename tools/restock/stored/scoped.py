"""Rows about a SKU, a category, a marketplace or all: which fit a product, the narrowest first."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Generic, TypeVar

from tools.restock.stored.keys import Key, pool_of

T = TypeVar("T")


@dataclass(frozen=True)
class _Scoped(Generic[T]):
    marketplace: str | None
    category: str | None
    sku: str | None
    value: T

    def weight(self, key: Key, category: str | None) -> int | None:
        """How narrowly it fits a product: SKU before category before place; None where it does not."""
        if self.marketplace and pool_of(self.marketplace) != key.pool:
            return None
        if self.sku and self.sku != key.sku:
            return None
        if self.category and (category is None or self.category.lower() != category.lower()):
            return None
        return 4 * bool(self.sku) + 2 * bool(self.category) + bool(self.marketplace)


class Scoped(Generic[T]):
    """Values by what they are about."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], list[_Scoped[T]]] = defaultdict(list)

    def add(self, shop: str, place: tuple[str | None, str | None, str | None], value: T) -> None:
        """Keep a value.

        Args:
            shop: Whose it is.
            place: Marketplace, category and SKU that it is about; None for all.
            value: What to keep.
        """
        self._found[shop, place[2]].append(_Scoped(*place, value))

    def fitting(self, key: Key, category: str | None) -> list[tuple[int, T]]:
        """What fits a product and how narrowly, the narrowest first; of equal ones in the order in which they were added."""
        weighed = [
            (weight, each.value)
            for sku in (key.sku, None)
            for each in self._found.get((key.shop, sku), [])
            if (weight := each.weight(key, category)) is not None
        ]
        return sorted(weighed, key=lambda each: -each[0])

    def of_skus(self) -> list[tuple[str, str | None, str, T]]:
        """Shop, marketplace, SKU and value of all that are about one SKU."""
        return [
            (shop, each.marketplace, sku, each.value)
            for (shop, sku), found in self._found.items()
            for each in found
            if sku is not None
        ]
