"""One name for each product, however a report names it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from tools.core.result import Warning, warning

NAMED = """left join (
    select shop_id, marketplace, asin, min(sku) as sku
    from (
        select shop_id, marketplace, asin, sku from product
        union all select shop_id, marketplace, asin, sku from traffic_day where sku is not null
    ) as named group by shop_id, marketplace, asin
) p on p.shop_id = f.shop_id and p.marketplace = f.marketplace and p.asin = f.asin"""
"""Joins to a table `f` the SKU `p.sku` by which its ASIN is sold."""

Row = tuple[Any, ...]
"""Marketplace, name, channel, first day; what else there is, and the ASIN last."""


class Names(NamedTuple):
    """Names that are not those of the rows.

    Attributes:
        other: By marketplace, channel and name.
        notes: What the reader must know.
    """

    other: dict[tuple[str, str | None, str | None], str]
    notes: list[Warning]

    def of(self, place: str, name: str | None, channel: str | None = None) -> str | None:
        """The name by which a product goes."""
        return self.other.get((place, channel, name), name)

    def all_of(self, place: str, name: str | None, channel: str | None = None) -> list[str]:
        """Every name of a product, that by which it goes first."""
        before = [old for (p, c, old), new in self.other.items() if (p, c, new) == (place, channel, name) and old]
        return [each for each in (name, *sorted(before)) if each]

    def given(self, rows: Iterable[Row]) -> list[Row]:
        """Rows under these names."""
        return [(row[0], self.of(row[0], row[1], self._shop(row)), *row[2:]) for row in rows]

    def _shop(self, row: Row) -> str | None:
        """The channel that names go by: a shop, not ads."""
        return row[2] if any(channel == row[2] for _, channel, _ in self.other) else None


def names_of(rows: list[Row], mixed: Iterable[str]) -> Names:
    """Names of the products of traffic reports.

    SKUs of one ASIN that follow each other in time are one product, under the last of them. Where reports by SKU and by
    ASIN stand side by side, an ASIN with several SKUs goes by its own name: its rows by ASIN hold all of them.

    Args:
        rows: Of the traffic reports.
        mixed: Marketplaces with reports by SKU and by ASIN.
    """
    spans: dict[tuple[str, str | None, str], dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row[1] and row[-1] and row[1] != row[-1]:
            spans[row[0], row[2], row[-1]][row[1]].append(row[3])
    other: dict[tuple[str, str | None, str | None], str] = {}
    changed = set()
    by_asin = set(mixed)
    for (place, channel, asin), days in spans.items():
        names = sorted(days, key=lambda name: min(days[name]))
        if len(names) < 2:
            continue
        if all(max(days[a]) < min(days[b]) for a, b in pairwise(names)):
            other |= {(place, channel, name): names[-1] for name in names[:-1]}
            changed |= {f"{name} → {names[-1]}" for name in names[:-1]}
        elif place in by_asin:
            other |= {(place, channel, name): asin for name in names}
    return Names(other, [warning("sku_renamed", pairs=sorted(changed))] if changed else [])
