"""The funnel diagnosis, against the same exact split written with plain pandas groupby, which tests and names nothing."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.timing import Measured, paired_ms
from tools.core.result import Period
from tools.funnel.charts import Charts
from tools.funnel.diagnosis import diagnose
from tools.funnel.funnel_diagnosis import funnel_diagnosis
from tools.funnel.panel import Panel, Segment
from tools.funnel.request import FunnelQuestion
from tools.funnel.split import split
from tools.funnel.stages import stages_of, windows_of
from tools.warehouse.warehouse import Warehouse

SIZES = (10_000, 100_000)
DAYS, BASE_DAYS = 42, 28
GIVEN_ROWS = 10_000
BASELINE = "the split in plain pandas groupby"
_FIRST = date(2026, 1, 5)
_STAGES = ["impressions", "clicks", "orders", "revenue"]
_BASE = Period(start=_FIRST, end=_FIRST + timedelta(days=BASE_DAYS - 1))
_CURRENT = Period(start=_FIRST + timedelta(days=BASE_DAYS), end=_FIRST + timedelta(days=DAYS - 1))


def run() -> list[Measured]:
    """Diagnosis and bare split from arrays, then the tool on given rows."""
    return [*(measured for segments in SIZES for measured in _from_arrays(segments)), _from_rows()]


def build(segments: int) -> Panel:
    """A seeded panel: impressions of very different size, clicks and orders in proportion, sales at a price each."""
    rng = np.random.default_rng(7)
    size = (segments, DAYS)
    impressions = rng.poisson(300 * np.exp(rng.normal(0, 1.2, (segments, 1))) * np.exp(rng.normal(0, 0.1, size)))
    clicks = rng.binomial(impressions, np.minimum(0.03 * np.exp(rng.normal(0, 0.3, (segments, 1))), 1))
    orders = rng.binomial(clicks, np.minimum(0.1 * np.exp(rng.normal(0, 0.3, (segments, 1))), 1))
    revenue = np.round(orders * 30 * np.exp(rng.normal(0, 0.4, (segments, 1))), 2)
    counts = dict(zip(_STAGES, (impressions, clicks, orders, revenue), strict=True))
    return Panel(
        segments=[Segment("amazon_us", f"S{number}") for number in range(segments)],
        starts=[_FIRST + timedelta(days=day) for day in range(DAYS)],
        bin_days=np.ones(DAYS),
        counts={stage: table.astype(float) for stage, table in counts.items()},
        present=np.ones(size, dtype=bool),
        currency="USD",
    )


def as_frame(panel: Panel) -> pd.DataFrame:
    """The same as one row for each segment and day."""
    segments = len(panel.segments)
    return pd.DataFrame(
        {
            "segment": np.repeat(np.arange(segments), DAYS),
            "current": np.tile(np.arange(DAYS) >= BASE_DAYS, segments),
            **{stage: table.ravel() for stage, table in panel.counts.items()},
        }
    )


def pandas_split(frame: pd.DataFrame) -> pd.Series:
    """Additive LMDI with mix: sums by segment and window, factors, logarithmic means.

    A change from or to 0 goes whole to the first factor that is 0, or to entries and exits.
    """
    sums = frame.groupby(["segment", "current"])[_STAGES].sum().unstack()
    base = sums.xs(False, axis=1, level=1) * ((DAYS - BASE_DAYS) / BASE_DAYS)
    current = sums.xs(True, axis=1, level=1)
    both = (base.revenue > 0) & (current.revenue > 0)
    staying = (base.impressions > 0) & (current.impressions > 0)
    growth = np.log(current.impressions[staying].sum() / base.impressions[staying].sum())
    old, new = base[both], current[both]
    change = new.revenue - old.revenue
    middle = (new.revenue + old.revenue) / 2
    weight = (change / np.log(new.revenue / old.revenue)).where(change.abs() > 1e-6 * middle, middle)
    effects = {"impressions": (weight * growth).sum()}
    effects["mix"] = (weight * (np.log(new.impressions / old.impressions) - growth)).sum()
    for name, lower, upper in (("ctr", "clicks", "impressions"), ("cvr", "orders", "clicks"), ("aov", "revenue", "orders")):
        effects[name] = (weight * np.log((new[lower] / new[upper]) / (old[lower] / old[upper]))).sum()
    for empty, other, line in ((current[~both], base[~both], "exits"), (base[~both], current[~both], "entries")):
        left = other.revenue[(empty.revenue == 0) & (other.revenue > 0)] * (-1 if line == "exits" else 1)
        places = (empty.loc[left.index] == 0).idxmax(axis=1)
        enough = other.impressions[left.index] >= 10
        first = places.map({"impressions": "impressions", "clicks": "ctr", "orders": "cvr", "revenue": "aov"})
        for name, amount in left.groupby(first.where((places != "impressions") | ~enough, line)).sum().items():
            effects[str(name)] = effects.get(str(name), 0.0) + amount
    return pd.Series(effects)


def _from_arrays(segments: int) -> list[Measured]:
    panel = build(segments)
    frame = as_frame(panel)
    _check(panel, frame)
    calls: dict[str, Callable[[], Any]] = {
        "funnel: split, noise and naming": lambda: diagnose(panel, _BASE, _CURRENT),
        "funnel: the split alone": lambda: split(stages_of(panel, windows_of(panel, _BASE, _CURRENT))),
    }
    found = []
    for what, call in calls.items():
        mine, base = paired_ms(call, lambda: pandas_split(frame), runs=7)
        found.append(Measured(f"{what}, {segments:,} segments x {DAYS} d", mine, BASELINE, base))
    return found


def _check(panel: Panel, frame: pd.DataFrame) -> None:
    """Both must give the same parts."""
    mine = split(stages_of(panel, windows_of(panel, _BASE, _CURRENT)))
    theirs = pandas_split(frame)
    parts = {name: float(table.sum()) for name, table in mine.effects.items() if table.any()}
    assert set(parts) == set(theirs.index), (parts, theirs)
    assert all(abs(amount - theirs[name]) <= 1e-9 * mine.values.sum() for name, amount in parts.items()), (parts, theirs)


def _from_rows() -> Measured:
    segments = GIVEN_ROWS // DAYS
    panel = build(segments)
    frame = as_frame(panel)
    rows = [
        {"date": panel.starts[day].isoformat(), "marketplace": "amazon_us", "sku": panel.segments[at].sku}
        | {stage: float(panel.counts[stage][at, day]) for stage in _STAGES}
        for at in range(segments)
        for day in range(DAYS)
    ]
    with tempfile.TemporaryDirectory() as folder:
        warehouse, charts = Warehouse(Path(folder) / "bench.duckdb"), Charts(Path(folder))

        def tool() -> Any:
            return funnel_diagnosis(FunnelQuestion.model_validate({"rows": rows}), warehouse=warehouse, charts=charts)

        mine, base = paired_ms(tool, lambda: pandas_split(frame), runs=7)
        warehouse.close()
    return Measured(f"funnel_diagnosis with {len(rows):,} given rows, checked to drawn", mine, BASELINE, base)
