"""Stock: days without it, before them and after them."""

from typing import Any

import numpy as np

from tools.funnel.checks.happened import noted
from tools.funnel.checks.outcome import NO_DATA, Outcome
from tools.funnel.checks.readings import evidence_move, focus, segments_of
from tools.funnel.context import Context, Suspect

WELL_TOLD = 0.8
"""Part of a window's days with a snapshot from which on none at 0 says that it was in stock."""
_SHOWN = 3
_Days = tuple[float, float]


def stock_out(context: Context, suspect: Suspect) -> Outcome:
    """More days without stock in the current window, or fewer where sales rose."""
    told, out = _told_days(context, suspect)
    sign = -1 if suspect.rising else 1
    if told is not None and out is not None and min(told) > 0:
        shares = (out[0] / told[0], out[1] / told[1])
        values: dict[str, Any] = {"base": out[0], "base_told": told[0], "current": out[1], "current_told": told[1]}
        more = sign * (shares[1] - shares[0]) > 0
        values |= {"products": _newly_out(context, sign) if more and focus(context, suspect) is None else []}
        if more:
            return Outcome("supports", "out_of_stock", values)
        well = told[1] >= WELL_TOLD * context.current.days * len(_single(context, suspect))
        return Outcome("speaks_against" if well else "open", "out_of_stock", values)
    return _without_snapshots(context, suspect)


def _told_days(context: Context, suspect: Suspect) -> tuple[_Days | None, _Days | None]:
    """Days with known stock and days without any, in both windows."""
    stages, chosen = context.found.single, _single(context, suspect)
    known = [at for chain in stages.chains if chain.knows_stock for at in chain.members if at in chosen]
    if known:
        days, sellable = (
            [float(table[known][:, bins].sum()) for bins in stages.windows.both]
            for table in (stages.panel.covered(), stages.exposure)
        )
        return (days[0], days[1]), (days[0] - sellable[0], days[1] - sellable[1])
    told, out = evidence_move(context, suspect, "stock_days"), evidence_move(context, suspect, "out_of_stock_days")
    if told is None or out is None:
        return None, None
    return (told.base_total, told.current_total), (out.base_total, out.current_total)


def _single(context: Context, suspect: Suspect) -> set[int]:
    """Positions in `found.single` of the products in question."""
    return {member for at in segments_of(context, suspect) for member in context.found.members[at]}


def _newly_out(context: Context, sign: int) -> list[str]:
    """Products whose days without stock moved that way, the most days first."""
    if context.evidence is None:
        return []
    places = {(segment.marketplace, segment.sku) for segment in context.found.single.panel.segments}
    days = {
        place: sign * (move.current - move.base)
        for place, move in context.evidence.figures.get("out_of_stock_days", {}).items()
        if place in places
    }
    worst = sorted((place for place, more in days.items() if more > 0), key=lambda place: (-days[place], str(place)))
    return [str(sku) for _, sku in worst[:_SHOWN]]


def _without_snapshots(context: Context, suspect: Suspect) -> Outcome:
    """An event on record, or days without any sale and without the Buy Box."""
    told = noted(context, suspect, ("stock_in",) if suspect.rising else ("stock_out",))
    if told.status != "no_data":
        return told
    closed = closed_days(context, suspect)
    if closed is None:
        return NO_DATA
    more = closed[0] - closed[1] if suspect.rising else closed[1] - closed[0]
    return Outcome("supports", "closed_days", {"base": closed[0], "current": closed[1]}) if more > 0 else NO_DATA


def closed_days(context: Context, suspect: Suspect) -> tuple[int, int] | None:
    """Days of both windows on which one product had visitors, no Buy Box and no sale; None when that is not told."""
    stages, at = context.found.stages, focus(context, suspect)
    counts = stages.panel.counts
    if at is None or not {"sessions", "buy_box_sessions", "units"} <= set(counts) or stages.panel.bin_days.max(initial=1) > 1:
        return None
    shut = (counts["sessions"][at] > 0) & (counts["buy_box_sessions"][at] <= 0) & (counts["units"][at] <= 0)
    base, current = (int(np.sum(shut[bins])) for bins in stages.windows.both)
    return base, current


def after_stock_out(context: Context, suspect: Suspect) -> Outcome:
    """Days without stock in the base: ranks that were lost then come back slowly."""
    out = _told_days(context, suspect)[1]
    if out is not None:
        return Outcome("supports" if out[0] > 0 else "speaks_against", "was_out", {"days": out[0]})
    return NO_DATA


def stock_moving(context: Context, suspect: Suspect) -> Outcome:
    """Days without sellable stock on which units lay between warehouses or were reserved."""
    return _of_days_out(context, suspect, "moving_days", "moving")


def stock_inbound(context: Context, suspect: Suspect) -> Outcome:
    """Days without sellable stock on which units were on their way."""
    return _of_days_out(context, suspect, "inbound_days", "inbound")


def _of_days_out(context: Context, suspect: Suspect, name: str, finding: str) -> Outcome:
    out, with_them = evidence_move(context, suspect, "out_of_stock_days"), evidence_move(context, suspect, name)
    if out is None or with_them is None or not out.current_total:
        return NO_DATA
    values = {"days": with_them.current_total, "out": out.current_total}
    return Outcome("supports" if with_them.current_total else "speaks_against", finding, values)


STOCK = {
    "stock_out": stock_out, "after_stock_out": after_stock_out, "stock_moving": stock_moving, "stock_inbound": stock_inbound,
}  # fmt: skip
