"""Ad reports by product and day, with what is left of all sales as organic."""

from dataclasses import replace

import numpy as np

from tools.core.result import Period, Warning, warning
from tools.funnel.panel import Floats, Panel, Places, Segment
from tools.funnel.stages import Windows, window_sums
from tools.funnel.stored.grid import Bins, Periods, panel_of_rows, stacked
from tools.funnel.stored.money import Money
from tools.funnel.stored.names import NAMED, Names
from tools.sales.product_scope import PLACES_SQL, Scope
from tools.warehouse.engines.engine import Cursor

STAGES = ("impressions", "clicks", "orders", "units", "revenue")
ADS, ORGANIC = "ads", "organic"
_SHARED: tuple[str, ...] = ("units", "revenue")

# The same spend stands in the reports of every grain; only this one tells it by product.
_NAME = "coalesce(f.sku, p.sku, f.asin)"
_ROWS = f"""select f.marketplace, {_NAME} as sku, '{ADS}' as channel, f.period_from, f.currency,
    sum(f.impressions) as impressions, sum(f.clicks) as clicks, sum(f.orders) as orders, sum(f.units) as units,
    sum(f.sales) as revenue
from ad_day f {NAMED}
where f.grain = 'advertised_product' and {_NAME} is not null and f.period_from = f.period_to
    and f.period_from between $first_day and $last_day and {PLACES_SQL}
group by f.marketplace, {_NAME}, f.period_from, f.currency"""

_DAYS = f"""select distinct f.marketplace, f.period_from from report_period f
where f.table_name = 'ad_day' and f.grain = 'advertised_product' and f.period_from = f.period_to
    and f.period_from between $first_day and $last_day and {PLACES_SQL}"""


def ads_panel(
    cursor: Cursor, scope: Scope, span: Period, bins: Bins, money: Money, names: Names
) -> tuple[Panel | None, list[Warning]]:
    """Ads by product and day; None when no report tells, or tells in a currency that cannot be converted.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        span: Days that are wanted.
        bins: Of the panel.
        money: Brings amounts to one currency.
        names: By which the products go.
    """
    values = {**scope.values_of_places, "first_day": span.start, "last_day": span.end}
    rows = names.given(cursor.execute(_ROWS, values).fetchall())
    if scope.skus is not None:
        rows = [row for row in rows if row[1] in {names.of(row[0], sku) for sku in scope.skus}]
    foreign = sorted({row[4] for row in rows if not money.holds(row[4])})
    if foreign or not rows:
        return None, [warning("ads_other_currency", currencies=foreign, currency=money.currency)] if foreign else []
    periods: Periods = {(place, ADS, day): 1 for place, day in cursor.execute(_DAYS, values).fetchall()}
    return panel_of_rows(rows, STAGES, bins, money, periods), []


def with_organic(ads: Panel, whole: Panel, windows: Windows) -> tuple[Panel, list[Warning]]:
    """Ads beside organic sales, which are all sales less those of ads; both add up to all sales.

    A product whose ads are credited with more than it sold in a window keeps its sales whole: an ad counts sales of later
    days and of other products too.

    Args:
        ads: Of ads.
        whole: Of all sales, over the same bins.
        windows: The two windows.
    """
    ads, whole = _told_of_both(ads, whole), _told_of_both(whole, ads)
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


def _told_of_both(panel: Panel, other: Panel) -> Panel:
    """A panel on the days of which the reports of its marketplaces in the other tell too."""
    by_place = {segment.marketplace: row for segment, row in zip(other.segments, other.covered() > 0, strict=True)}
    nowhere = np.ones(len(panel.starts), dtype=bool)
    also = np.array([by_place.get(segment.marketplace, nowhere) for segment in panel.segments]).reshape(panel.present.shape)
    return panel.told(also & (panel.covered() > 0))


def _placed(table: Floats, at: Places) -> Floats:
    return np.where((at >= 0)[:, None], np.nan_to_num(table)[at], 0.0)
