"""Ad reports by product and day, with what is left of all sales as organic."""

from dataclasses import replace

import numpy as np

from tools.core.result import Period, Warning, warning
from tools.funnel.panel import Floats, Panel, Places, Segment
from tools.funnel.scope import SQL, Scope
from tools.funnel.stages import Windows, window_sums
from tools.funnel.stored.grid import Bins, panel_of_rows, stacked
from tools.funnel.stored.money import Money
from tools.warehouse.engines.engine import Cursor

STAGES = ("impressions", "clicks", "orders", "units", "revenue")
ADS, ORGANIC = "ads", "organic"
_SHARED: tuple[str, ...] = ("units", "revenue")

# The same spend stands in the reports of every grain; only this one tells it by product.
_ROWS = f"""select f.marketplace, f.sku, '{ADS}' as channel, f.period_from, f.currency,
    sum(f.impressions) as impressions, sum(f.clicks) as clicks, sum(f.orders) as orders, sum(f.units) as units,
    sum(f.sales) as revenue
from ad_day f
where f.grain = 'advertised_product' and f.sku is not null and f.period_from = f.period_to
    and f.period_from between $first_day and $last_day and {SQL}
group by f.marketplace, f.sku, f.period_from, f.currency"""


def ads_panel(cursor: Cursor, scope: Scope, span: Period, bins: Bins, money: Money) -> Panel | None:
    """Ads by product and day; None when no report tells."""
    rows = cursor.execute(_ROWS, {**scope.values, "first_day": span.start, "last_day": span.end}).fetchall()
    return panel_of_rows(rows, STAGES, bins, money) if rows else None


def with_organic(ads: Panel, whole: Panel, windows: Windows) -> tuple[Panel, list[Warning]]:
    """Ads beside organic sales, which are all sales less those of ads; both add up to all sales.

    A product whose ads are credited with more than it sold in a window keeps its sales whole: an ad counts sales of later
    days and of other products too.

    Args:
        ads: Of ads.
        whole: Of all sales, over the same bins.
        windows: The two windows.
    """
    place = {(segment.marketplace, segment.sku): at for at, segment in enumerate(ads.segments)}
    at = np.array([place.get((segment.marketplace, segment.sku), -1) for segment in whole.segments])
    advertised = at >= 0
    own = {stage: _placed(ads.counts[stage], at) for stage in _SHARED if stage in ads.counts}
    rest = {stage: whole.counts[stage] - own[stage] for stage in own if stage in whole.counts}
    overdrawn = advertised & (np.stack([window_sums(table, windows).min(axis=0) for table in rest.values()]).min(axis=0) < 0)
    kept = {segment for segment, over in zip(whole.segments, overdrawn, strict=True) if over}
    names = {(segment.marketplace, segment.sku) for segment in kept}
    segments = [
        segment if over else Segment(segment.marketplace, segment.sku, ORGANIC)
        for segment, over in zip(whole.segments, overdrawn, strict=True)
    ]
    counts = {stage: np.where(overdrawn[:, None], whole.counts[stage], table) for stage, table in rest.items()}
    local = whole.local_revenue
    if local is not None and ads.local_revenue is not None:
        local = np.where(overdrawn[:, None], local, local - _placed(ads.local_revenue, at))
    organic = replace(whole, segments=segments, counts=counts, in_stock=None, local_revenue=local)
    keep = np.array([(segment.marketplace, segment.sku) not in names for segment in ads.segments], dtype=bool)
    known = {(segment.marketplace, segment.sku) for segment in whole.segments}
    keep &= np.array([(segment.marketplace, segment.sku) in known for segment in ads.segments], dtype=bool)
    notes = (
        [warning("organic_negative", skus=sorted({str(segment.sku) for segment in kept})[:5], count=len(kept))] if kept else []
    )
    return stacked([ads.only(keep), organic]), notes


def _placed(table: Floats, at: Places) -> Floats:
    return np.where((at >= 0)[:, None], np.nan_to_num(table)[at], 0.0)
