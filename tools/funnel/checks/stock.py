"""Stock: days without it, before them and after them."""

from typing import Any

import numpy as np

from tools.funnel.checks.figures import other_shops
from tools.funnel.checks.happened import noted
from tools.funnel.checks.outcome import NO_DATA, Outcome, Status
from tools.funnel.checks.readings import focus, segments_of
from tools.funnel.context import Context, Suspect
from tools.funnel.evidence import Move, Place, added
from tools.marketplaces import marketplaces

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
        values |= {"products": _newly_out(context, suspect, sign) if more and focus(context, suspect) is None else []}
        if more:
            return Outcome("supports", "out_of_stock", values)
        well = told[1] >= WELL_TOLD * context.current.days * len(_products(context, suspect))
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
    told, out = _stock_moves(context, suspect, "stock_days", "out_of_stock_days") or (None, None)
    return told and (told.base_total, told.current_total), out and (out.base_total, out.current_total)


def _stock_moves(context: Context, suspect: Suspect, *names: str) -> list[Move] | None:
    """Stock figures of the products in question, of each stock once; None where no report tells of any of them."""
    if context.evidence is None or other_shops(context, suspect):
        return None
    found = []
    for name in names:
        moves = [context.evidence.move(name, place) for place in _products(context, suspect)]
        known = [move for move in moves if move is not None]
        found.append(added(known) if known else None)
    return None if None in found else [move for move in found if move is not None]


def _products(context: Context, suspect: Suspect) -> list[Place]:
    """Products in question, one place for each stock that marketplaces share; all that reports tell of, where it is a store."""
    segments = context.found.single.panel.segments
    places: list[Place] = [(segments[at].marketplace, segments[at].sku) for at in sorted(_single(context, suspect))]
    stores = {place for place, sku in places if sku is None}
    told = context.evidence.figures.get("stock_days", {}) if context.evidence else {}
    of_stores = [place for place in told if place[0] in stores]
    by_stock: dict[Place, Place] = {}
    for place, sku in [*(place for place in places if place[1]), *of_stores]:
        by_stock.setdefault((_stock_of(place), sku), (place, sku))
    return list(by_stock.values())


def _stock_of(place: str | None) -> str | None:
    known = marketplaces().get(place or "")
    return (known.stock_pool if known else None) or place


def _single(context: Context, suspect: Suspect) -> set[int]:
    """Positions in `found.single` of the products in question."""
    return {member for at in segments_of(context, suspect) for member in context.found.members[at]}


def _newly_out(context: Context, suspect: Suspect, sign: int) -> list[str]:
    """Products in question whose days without stock moved that way, the most days first."""
    if context.evidence is None:
        return []
    places = set(_products(context, suspect))
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
    return _of_days_out(context, suspect, "moving")


def stock_inbound(context: Context, suspect: Suspect) -> Outcome:
    """Days without sellable stock on which units were on their way."""
    return _of_days_out(context, suspect, "inbound")


def _of_days_out(context: Context, suspect: Suspect, name: str) -> Outcome:
    """Most stock reports tell of sellable units only: days of which none says more are no days without others."""
    moves = _stock_moves(context, suspect, "out_of_stock_days", f"{name}_told_days", f"{name}_days")
    out, told, days = (move.current_total for move in moves) if moves else (0, 0, 0)
    if not told:
        return NO_DATA
    without: Status = "speaks_against" if told >= WELL_TOLD * out else "open"
    return Outcome("supports" if days else without, name, {"days": days, "told": told, "out": out})


STOCK = {
    "stock_out": stock_out, "after_stock_out": after_stock_out, "stock_moving": stock_moving, "stock_inbound": stock_inbound,
}  # fmt: skip
