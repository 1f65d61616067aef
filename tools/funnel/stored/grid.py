"""Rows of a query as tables of segments by bins."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from tools.core.result import Period
from tools.funnel.panel import Flags, Floats, Panel, Segment, in_order
from tools.funnel.stored.money import Money


class Bins(NamedTuple):
    """Runs of days that figures are given for, ascending, without overlap."""

    starts: list[date]
    lengths: list[int]

    @classmethod
    def daily(cls, span: Period) -> "Bins":
        """Every day of a span."""
        return cls([span.start + timedelta(days=i) for i in range(span.days)], [1] * span.days)

    def periods(self) -> list[Period]:
        """The runs of days."""
        return [Period(start=s, end=s + timedelta(days=n - 1)) for s, n in zip(self.starts, self.lengths, strict=True)]

    def columns(self) -> dict[date, int]:
        """Position of the bin that each day lies in."""
        return {
            start + timedelta(days=i): at
            for at, (start, length) in enumerate(zip(self.starts, self.lengths, strict=True))
            for i in range(length)
        }


Row = tuple[Any, ...]
"""Marketplace, SKU, channel, first day, currency, then the values of each stage."""
Periods = dict[tuple[str, str | None, date], int]
_KEYS = 5


def panel_of_rows(rows: Sequence[Row], stages: Sequence[str], bins: Bins, money: Money, periods: Periods | None = None) -> Panel:
    """The panel of a query's rows.

    Args:
        rows: Values that a report does not give are None. Rows of one segment and day are added up.
        stages: Names of the values; `revenue` among them.
        bins: Of the panel; rows whose days lie in no single one are left out.
        money: Brings amounts to one currency.
        periods: Length of each report by marketplace, channel and first day; None when all is reported, a row for each bin.
    """
    column = bins.columns()
    lengths = {row[:4]: _length(row, bins, column, periods) for row in rows}
    used = [row for row in rows if _within(row[3], lengths[row[:4]], column)]
    keys = {key: at for at, key in enumerate(sorted({(row[0], row[1], row[2]) for row in used}, key=in_order))}
    at = np.array([keys[row[0], row[1], row[2]] for row in used], dtype=np.intp)
    day = np.array([column[row[3]] for row in used], dtype=np.intp)
    shape = (len(keys), len(bins.starts))
    present = np.zeros(shape, dtype=bool)
    present[at, day] = True
    counts = {}
    for place, stage in enumerate(stages, start=_KEYS):
        values = np.array([row[place] for row in used], dtype=np.float64)
        if len(values) and not np.isnan(values).all():
            counts[stage] = np.zeros(shape)
            np.add.at(counts[stage], (at, day), values)
    local = np.nan_to_num(counts.get("revenue", np.zeros(shape)))
    counts["revenue"] = np.zeros(shape)
    rates = [money.rate(row[4], row[3]) for row in used]
    amounts = np.nan_to_num(np.array([row[_KEYS + stages.index("revenue")] for row in used], dtype=np.float64))
    np.add.at(counts["revenue"], (at, day), amounts * np.array(rates))
    segments = [Segment(*key) for key in keys]
    return Panel(
        segments=segments,
        starts=bins.starts,
        bin_days=np.array(bins.lengths, dtype=np.float64),
        counts=counts,
        present=present,
        currency=money.currency,
        local_revenue=None if money.rates is None else local,
        reported=_reported(segments, bins, periods),
    )


def _length(row: Row, bins: Bins, column: dict[date, int], periods: Periods | None) -> int:
    if periods is not None:
        return periods[row[0], row[2], row[3]]
    return bins.lengths[column[row[3]]] if row[3] in column else 1


def _within(start: date, length: int, column: dict[date, int]) -> bool:
    """Whether all days of a report lie in one bin."""
    first = column.get(start)
    return first is not None and first == column.get(start + timedelta(days=length - 1))


def _reported(segments: list[Segment], bins: Bins, periods: Periods | None) -> Flags | None:
    """Bins of which every day is reported, (N, T)."""
    if periods is None:
        return None
    column = bins.columns()
    days = {(place, channel): np.zeros(len(bins.starts)) for place, channel, _ in periods}
    for (place, channel, start), length in periods.items():
        if _within(start, length, column):
            days[place, channel][column[start]] += length
    covered = {place: table >= np.array(bins.lengths) for place, table in days.items()}
    return np.array([covered[segment.marketplace, segment.channel] for segment in segments]).reshape(
        len(segments), len(bins.starts)
    )


def stacked(panels: list[Panel]) -> Panel:
    """Panels over the same bins below each other; a stage that one does not have is unknown there."""
    if len(panels) == 1:
        return panels[0]
    names = list(dict.fromkeys(stage for panel in panels for stage in panel.counts))

    def table(panel: Panel, name: str) -> Floats:
        return panel.counts[name] if name in panel.counts else np.where(panel.present, np.nan, 0.0)

    several = [panel.local_revenue for panel in panels]
    local = None if any(table is None for table in several) else [table for table in several if table is not None]
    covered = [np.ones_like(panel.present) if panel.reported is None else panel.reported for panel in panels]
    return Panel(
        segments=[segment for panel in panels for segment in panel.segments],
        starts=panels[0].starts,
        bin_days=panels[0].bin_days,
        counts={name: np.concatenate([table(panel, name) for panel in panels]) for name in names},
        present=np.concatenate([panel.present for panel in panels]),
        currency=panels[0].currency,
        reported=np.concatenate(covered),
        local_revenue=None if local is None else np.concatenate(local),
    )
