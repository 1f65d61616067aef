"""Segments by day: what every part of the diagnosis works on."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tools.core.result import Period

Floats: TypeAlias = NDArray[Any]
"""Doubles."""
Flags: TypeAlias = NDArray[Any]
"""Truth values."""
Places: TypeAlias = NDArray[Any]
"""Positions."""


class Segment(NamedTuple):
    """What is split: a SKU on a marketplace, in a channel where there are several.

    Attributes:
        sku: None for all of a marketplace, or for products of low volume together.
        pooled: How many products stand together in it; 1 for a single one.
    """

    marketplace: str
    sku: str | None
    channel: str | None = None
    pooled: int = 1


def in_order(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """Sorts keys of segments, so that the order of rows does not matter."""
    return tuple((part is not None, part or "") for part in key)


@dataclass(frozen=True)
class Panel:
    """Counts of N segments in T bins of days.

    Attributes:
        segments: N of them.
        starts: First day of each bin, ascending.
        bin_days: How many days each bin has, shape (T,).
        counts: By stage (`chains.STAGES`), shape (N, T). NaN where a row does not give it, 0 where there is no row.
        present: Where there is a row, (N, T).
        currency: Of `revenue`; None when not told.
        reported: Days that the reports of a segment's place cover, (N, T); None when all.
        in_stock: 1 or 0, NaN where not known, (N, T); None when nothing is known.
        local_revenue: Sales in the marketplace's currency, (N, T); None when `revenue` is in it.
    """

    segments: list[Segment]
    starts: list[date]
    bin_days: Floats
    counts: dict[str, Floats]
    present: Flags
    currency: str | None = None
    reported: Flags | None = None
    in_stock: Floats | None = None
    local_revenue: Floats | None = None

    def bins_in(self, window: Period) -> Flags:
        """Which bins lie in a window, shape (T,)."""
        ends = [start + timedelta(days=int(days) - 1) for start, days in zip(self.starts, self.bin_days, strict=True)]
        return np.array([window.start <= start and end <= window.end for start, end in zip(self.starts, ends, strict=True)])

    def covered(self) -> Floats:
        """Days of each bin that are reported, (N, T)."""
        days = np.broadcast_to(self.bin_days, self.present.shape)
        return np.asarray(days if self.reported is None else days * self.reported, dtype=np.float64)

    def only(self, kept: Flags) -> "Panel":
        """Some of the segments.

        Args:
            kept: Which, (N,).
        """

        def some(table: Any) -> Any:
            return None if table is None else table[kept]

        return replace(
            self,
            segments=[segment for segment, chosen in zip(self.segments, kept, strict=True) if chosen],
            counts={stage: table[kept] for stage, table in self.counts.items()},
            present=self.present[kept],
            reported=some(self.reported),
            in_stock=some(self.in_stock),
            local_revenue=some(self.local_revenue),
        )

    def told(self, days: Flags) -> "Panel":
        """The same as if only some days were reported.

        Args:
            days: Which, (N, T).
        """
        return replace(
            self,
            counts={stage: np.where(days, table, 0.0) for stage, table in self.counts.items()},
            present=self.present & days,
            reported=days,
            local_revenue=None if self.local_revenue is None else np.where(days, self.local_revenue, 0.0),
        )

    def together(self, group: Places, segments: list[Segment]) -> "Panel":
        """Segments added up.

        Args:
            group: For each segment the position of the one it goes into, (N,).
            segments: The new segments.
        """

        def added(table: Floats) -> Floats:
            found = np.zeros((len(segments), table.shape[1]))
            np.add.at(found, group, table)
            return found

        sizes = np.bincount(group, minlength=len(segments))[:, None]
        return replace(
            self,
            segments=segments,
            counts={stage: added(table) for stage, table in self.counts.items()},
            present=added(self.present.astype(float)) > 0,
            reported=None if self.reported is None else added(self.reported.astype(float)) > 0,
            in_stock=None if self.in_stock is None else added(self.in_stock) / sizes,
            local_revenue=None if self.local_revenue is None else added(self.local_revenue),
        )
