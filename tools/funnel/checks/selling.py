"""The sale itself: price, discounts, units in an order, refunds, rates, what is bought where."""

import numpy as np

from tools.funnel.checks.figures import evidence_move, evidence_ratio, naming_places
from tools.funnel.checks.happened import noted
from tools.funnel.checks.outcome import NO_DATA, Check, Outcome, judged
from tools.funnel.checks.readings import MOVED, beyond_counting, factor_move, segments_of
from tools.funnel.context import Context, Suspect

PRICE_MOVED = 0.02
"""Change of the mean price: less comes from single discounted orders."""
DISCOUNT_POINTS = 0.02
"""Of sales, for the same reason."""
REFUNDS_MOVED = 0.5
"""Change of the refund rate: half of what the SOP for a surge of returns starts at (twice the usual rate)."""
_SHOWN = 3


def price_moved(context: Context, suspect: Suspect) -> Outcome:
    """The price moved against sales of pieces, or with the sales of a piece where the factor is the price itself."""
    own = suspect.factor in ("price", "aov", "revenue_per_visit")
    moved = factor_move(context, suspect, "price") or factor_move(context, suspect, "aov")
    if moved is None:
        return noted(context, suspect, ("price_change",))
    wanted = suspect.rising if own else not suspect.rising
    found = judged(moved.rate, wanted, PRICE_MOVED, beyond_chance=moved.beyond_chance, found="price", values={"rate": moved.rate})
    on_record = noted(context, suspect, ("price_change",))
    return on_record if found.status != "supports" and on_record.status == "supports" else found


def discounts(context: Context, suspect: Suspect) -> Outcome:
    """Discounts as a part of sales moved: less of them slows sales of pieces, more of them lowers what a piece brings."""
    shares = evidence_ratio(context, suspect, "discounts", "order_sales")
    if shares is None:
        return NO_DATA
    wanted = not suspect.rising if suspect.factor in ("price", "aov") else suspect.rising
    values = {"base": shares[0], "current": shares[1]}
    return judged(shares[1] - shares[0], wanted, DISCOUNT_POINTS, found="discounts", values=values)


def units_per_order(context: Context, suspect: Suspect) -> Outcome:
    """Units in each order moved the same way."""
    units = evidence_ratio(context, suspect, "order_units", "orders")
    if units is None:
        return NO_DATA
    values = {"base": units[0], "current": units[1]}
    return judged(units[1] / units[0] - 1, suspect.rising, PRICE_MOVED, found="units_per_order", values=values)


def refund_rate(context: Context, suspect: Suspect) -> Outcome:
    """Refunded units as a part of those sold moved against sales."""
    rates = evidence_ratio(context, suspect, "refunded_units", "units")
    units = evidence_move(context, suspect, "refunded_units")
    if rates is None or units is None or not rates[0]:
        return NO_DATA
    values = {"base": rates[0], "current": rates[1], "units": units.current_total}
    rate = rates[1] / rates[0] - 1
    return judged(
        rate, not suspect.rising, REFUNDS_MOVED, beyond_chance=beyond_counting(units), found="refund_rate", values=values
    )


def exchange_rate(context: Context, suspect: Suspect) -> Outcome:
    """Account currency for one unit of local currency in both windows, over what was sold."""
    panel, stages = context.found.stages.panel, context.found.stages
    if panel.local_revenue is None:
        return NO_DATA
    chosen = segments_of(context, suspect)
    places = sorted({panel.segments[at].marketplace for at in chosen})
    moves = []
    for place in places:
        rows = [at for at in chosen if panel.segments[at].marketplace == place]
        account, local = (table[rows].sum(axis=0) for table in (panel.counts["revenue"], panel.local_revenue))
        rates = [account[bins].sum() / local[bins].sum() if local[bins].sum() > 0 else np.nan for bins in stages.windows.both]
        moves.append({"place": place, "rate": rates[1] / rates[0] - 1})
    known = sorted((move for move in moves if abs(move["rate"]) > 0), key=lambda move: -abs(move["rate"]))
    return Outcome("supports", "fx", {"moves": known[:_SHOWN]}) if known else NO_DATA


def mix_shift(context: Context, suspect: Suspect) -> Outcome:
    """Which products and places gained a part of all traffic, and which lost."""
    found = context.found
    if "mix" not in found.split.effects:
        return NO_DATA
    amounts = found.split.effects["mix"]
    order = np.argsort(amounts if not suspect.rising else -amounts, kind="stable")
    sign = 1 if suspect.rising else -1
    leading = [at for at in order[:_SHOWN] if sign * amounts[at] > 0]
    if not leading:
        return NO_DATA
    names = [_name(context, int(at)) for at in leading]
    share = float(np.abs(amounts[leading]).sum() / np.maximum(sign * amounts, 0).sum())
    return Outcome("supports" if share >= MOVED else "open", "mix", {"products": names, "share": share})


def _name(context: Context, at: int) -> str:
    segment = context.found.stages.panel.segments[at]
    return " · ".join(part for part in (segment.sku, segment.marketplace, segment.channel) if part)


SELLING: dict[str, Check] = {
    "price": price_moved, "exchange_rate": exchange_rate, "mix_shift": mix_shift,
    "discounts": naming_places(discounts, "discounts"),
    "units_per_order": naming_places(units_per_order, "orders"),
    "refund_rate": naming_places(refund_rate, "refunded_units"),
}  # fmt: skip
