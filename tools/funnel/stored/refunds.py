"""Refunds beside the sales: returned lines by order date, else units refunded in the traffic reports."""

import numpy as np

from tools.core.result import Period
from tools.funnel.material import Refunded
from tools.funnel.panel import Floats, Panel
from tools.funnel.stages import Windows
from tools.funnel.stored.grid import Bins
from tools.funnel.stored.money import Money
from tools.funnel.stored.orders import returned_panel
from tools.sales.product_scope import PLACES_SQL, Scope
from tools.warehouse.engines.engine import Cursor

_UNITS = f"""select f.period_from, sum(f.units_refunded), sum(f.units_ordered)
from traffic_day f
where f.grain = 'store' and f.period_from = f.period_to and f.units_refunded is not null
    and f.period_from between $first_day and $last_day and {PLACES_SQL}
group by f.period_from"""


def refunds_of(cursor: Cursor, scope: Scope, panel: Panel, money: Money, span: Period, windows: Windows) -> Refunded | None:
    """Refunds by day, where a report tells of them.

    Returned lines count by the date of their order report, like the sales, so that they can be taken off them. Units
    refunded count by the day of the refund and are told of whole stores only: they stand beside the sum.

    Args:
        cursor: On the warehouse.
        scope: Shops and products.
        panel: Of the sales.
        money: Brings amounts to one currency.
        span: Days of the panel.
        windows: The two windows.
    """
    if panel.bin_days.max(initial=1) > 1:
        return None
    bins = Bins.daily(span)
    if "sessions" not in panel.counts:
        returned = returned_panel(cursor, scope, span, bins, money)
        if returned is None:
            return None
        sold = panel.counts["revenue"] * _whole_windows(panel, panel, windows)
        back = returned.counts["revenue"] * _whole_windows(returned, panel, windows)
        return Refunded(back.sum(axis=0), sold.sum(axis=0), True, "money", "order_date")
    if scope.skus is not None:
        return None
    rows = cursor.execute(_UNITS, {**scope.values_of_places, "first_day": span.start, "last_day": span.end}).fetchall()
    if not rows:
        return None
    place = {start: at for at, start in enumerate(bins.starts)}
    tables = np.full((2, len(bins.starts)), np.nan)
    for day, refunded, ordered in rows:
        tables[:, place[day]] = refunded, ordered
    return Refunded(tables[0], tables[1], False, "units", "refund_date")


def _whole_windows(panel: Panel, sales: Panel, windows: Windows) -> Floats:
    """What a day's amount counts for where some days of its window have no report, (N, T): as the sales do."""
    covered = sales.covered()
    by_place = {segment.marketplace: row for segment, row in zip(sales.segments, covered, strict=True)}
    found = np.zeros(panel.present.shape)
    for window, chosen in ((windows.base, windows.in_base), (windows.current, windows.in_current)):
        for at, segment in enumerate(panel.segments):
            days = by_place[segment.marketplace][chosen].sum() if segment.marketplace in by_place else 0.0
            found[at, chosen] = window.days / days if days else 0.0
    return found
