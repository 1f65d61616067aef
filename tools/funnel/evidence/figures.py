"""Figures of both windows by place, and how they are added up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

Place = tuple[str | None, str | None]
"""Marketplace and SKU; None stands for all of them."""
ALL: Place = (None, None)
MONEY = frozenset({"ad_cost", "ad_sales", "sales", "order_sales", "discounts", "last_year_sales"})
"""Figures that are amounts, which add up within one currency only."""


class Move(NamedTuple):
    """One figure in both windows.

    Attributes:
        base, current: Mean of a day.
        base_total, current_total: Over the days that reports cover.
    """

    base: float
    current: float
    base_total: float
    current_total: float

    @property
    def rate(self) -> float | None:
        """Change of the daily mean as a fraction; None when there was nothing before."""
        return self.current / self.base - 1 if self.base else None


class Edit(NamedTuple):
    """A listing that was seen with another content than before."""

    marketplace: str
    sku: str
    day: date


@dataclass(frozen=True)
class Evidence:
    """What other reports tell of both windows. A figure that a report does not give, or not for all days, is missing.

    Ads: `ad_impressions`, `ad_clicks`, `ad_cost`, `ad_sales`, `ad_orders`; `ad_days`: days with any row.
    Search: `search_impressions`, `search_clicks`, `search_purchases` of one's own products; `query_impressions` and
    `market_impressions` of the queries that are reported, own and of all sellers.
    Stock: `stock_days` told of, `out_of_stock_days` among them; of those `moving_days` with units between warehouses and
    `inbound_days` with units on their way, out of `moving_told_days` and `inbound_told_days`, of which a report says so.
    Orders: `orders`, `order_units`, `order_sales`, `discounts`.
    Traffic: `sessions`, `buy_box_sessions` with the Buy Box, `units`, `sales`, `refunded_units`; `last_year_…` the same
    of the same weekdays 52 weeks earlier.

    Attributes:
        figures: By name and place.
        currencies: Of the amounts of each place; none where there are several.
        edits: Listings that changed within the windows.
        listings_seen: Whether there are listing snapshots at all.
    """

    figures: Mapping[str, Mapping[Place, Move]] = field(default_factory=dict)
    currencies: Mapping[Place, str] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    listings_seen: bool = False

    def move(self, name: str, place: Place) -> Move | None:
        """A figure; None when no report gives it."""
        return self.figures.get(name, {}).get(place)

    def under(self, name_of: Callable[[str, str], str | None]) -> "Evidence":
        """The same with products under other names; those that get one name are added up.

        Args:
            name_of: The name of a product by marketplace and SKU.
        """
        figures: dict[str, dict[Place, Move]] = {}
        for name, by_place in self.figures.items():
            moves: dict[Place, list[Move]] = {}
            for (place, sku), move in by_place.items():
                moves.setdefault((place, name_of(place, sku) if place and sku else sku), []).append(move)
            figures[name] = {place: added(parts) for place, parts in moves.items()}
        edits = tuple(edit._replace(sku=name_of(edit.marketplace, edit.sku) or edit.sku) for edit in self.edits)
        return replace(self, figures=figures, edits=edits)


def added(moves: Iterable[Move]) -> Move:
    """Figures of several places together."""
    return Move(*(sum(values) for values in zip(*moves, strict=True)))


@dataclass
class Tally:
    """Adds up figures. What is unknown in one part is unknown in the sum.

    Attributes:
        money: Names of amounts, which add up within one currency only.
    """

    money: frozenset[str] = frozenset()
    _sums: dict[str, dict[Place, list[float]]] = field(default_factory=dict)
    _unknown: set[tuple[str, Place]] = field(default_factory=set)
    _currencies: dict[Place, set[str]] = field(default_factory=dict)

    def add(self, window: int, places: Iterable[Place], values: Mapping[str, float | None], days: int) -> None:
        """Add the values of one row.

        Args:
            window: 0 for the base, 1 for the current one.
            places: That the row counts in.
            values: By name; None when not known.
            days: That the values are of.
        """
        for place in places:
            for name, value in values.items():
                sums = self._sums.setdefault(name, {}).setdefault(place, [0.0] * 4)
                if value is None:
                    self._unknown.add((name, place))
                    continue
                sums[window] += value / days
                sums[2 + window] += value

    def paid_in(self, places: Iterable[Place], currencies: Iterable[str | None]) -> None:
        """Note the currencies of the amounts of some places."""
        for place in places:
            self._currencies.setdefault(place, set()).update(name for name in currencies if name)

    def without(self, place: Place) -> None:
        """Leave out what is told of a place, for some of it is not known."""
        for name in self._sums:
            self._unknown.add((name, place))

    def figures(self) -> dict[str, dict[Place, Move]]:
        """All that is known."""
        return {
            name: {place: Move(*sums) for place, sums in by_place.items() if self._is_known(name, place)}
            for name, by_place in self._sums.items()
        }

    def currencies(self) -> dict[Place, str]:
        """The one currency of each place that has one."""
        return {place: min(names) for place, names in self._currencies.items() if len(names) == 1}

    def _is_known(self, name: str, place: Place) -> bool:
        return (name, place) not in self._unknown and not (name in self.money and len(self._currencies.get(place, ())) > 1)
