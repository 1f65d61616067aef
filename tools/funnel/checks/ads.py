"""Ads: how much traffic they bring, at what price, and how it buys."""

import math

from tools.funnel.checks.figures import evidence_move, evidence_moves, evidence_ratio, naming_places
from tools.funnel.checks.happened import noted
from tools.funnel.checks.outcome import NO_DATA, Check, Outcome, Status, judged
from tools.funnel.checks.readings import CHANCE, MOVED, beyond_counting, places_of
from tools.funnel.context import Context, Suspect
from tools.funnel.evidence import Move
from tools.funnel.naming import LEAST_SHARE
from tools.funnel.noise import ASSUMED_NOISE, RATIO_INFLATION

DAY_NOISE = ASSUMED_NOISE * RATIO_INFLATION
"""Relative variance of a day, of each of two counts: days vary by 10 % and follow each other (see `MOVED`). Ads moved further
than other visits where the two differ by more than two standard errors of this and of counting; of two weeks against four
that is 13 % before counting."""
_NONE = 1e-9
_OTHERS = (("sessions", "ad_clicks"), ("orders", "ad_orders"))
"""What is left without ads: visits, else orders; and the ads' part of it."""


def ad_traffic(context: Context, suspect: Suspect) -> Outcome:
    """Ad clicks moved the same way, and further than what came without ads."""
    clicks = evidence_move(context, suspect, "ad_clicks")
    if clicks is None:
        return ad_days(context, suspect) or noted(context, suspect, ("ad_change",))
    if clicks.rate is None:
        return NO_DATA
    cost, share = evidence_move(context, suspect, "ad_cost"), evidence_ratio(context, suspect, "ad_sales", "sales")
    values = {
        "base": clicks.base, "current": clicks.current, "rate": clicks.rate, "cost_rate": cost.rate if cost else None,
        "share": share, **_told_others(context, suspect),
    }  # fmt: skip
    return _compared(context, suspect, clicks, "ad_clicks", values)


def ad_budget(context: Context, suspect: Suspect) -> Outcome:
    """Ad spend moved the same way, and further than what came without ads."""
    cost = evidence_move(context, suspect, "ad_cost")
    if cost is None or cost.rate is None:
        return noted(context, suspect, ("ad_change",))
    values = {"rate": cost.rate, **_told_others(context, suspect)}
    return _compared(context, suspect, evidence_move(context, suspect, "ad_clicks") or cost, "ad_cost", values, cost.rate)


def _compared(
    context: Context, suspect: Suspect, ads: Move, finding: str, values: dict[str, object], rate: float | None = None
) -> Outcome:
    """Whether ads moved that way at all, then whether further than the rest.

    Args:
        context: What is known.
        suspect: What is to be explained.
        ads: The figure of ads, whose counts tell how far chance moves it.
        finding: Key of the finding.
        values: Its variables.
        rate: Change of the figure, where that is not a count.
    """
    moved = rate if rate is not None else ads.rate or 0.0
    found = judged(moved, suspect.rising, MOVED, beyond_chance=beyond_counting(ads), found=finding, values=values)
    if found.status == "speaks_against":
        return found
    beside = _against_others(context, suspect, moved)
    status = beside if beside == "speaks_against" or found.status == "supports" else "open"
    return Outcome(status, finding, values)


def _against_others(context: Context, suspect: Suspect, rate: float) -> Status:
    """Ads explain a move when they moved further than the rest and brought a part of it; not when they moved clearly less."""
    pair = _others(context, suspect)
    if pair is None:
        return "open"
    _, others, ads = pair
    sign = 1 if suspect.rising else -1
    further = sign * math.log(max(1 + rate, _NONE) / max(others.current / others.base, _NONE))
    margin = _margin(context, others, ads)
    if further < -margin:
        return "speaks_against"
    own, rest = sign * (ads.current - ads.base), max(sign * (others.current - others.base), 0.0)
    return "supports" if further > margin and own >= LEAST_SHARE * (own + rest) else "open"


def _margin(context: Context, others: Move, ads: Move) -> float:
    """By how much two counts' moves differ by chance."""
    totals = (others.base_total, others.current_total, ads.base_total, ads.current_total)
    counting = sum(1 / max(total, 1.0) for total in totals)
    return CHANCE * math.sqrt(counting + 2 * DAY_NOISE * (1 / context.base.days + 1 / context.current.days))


def _others(context: Context, suspect: Suspect) -> tuple[str, Move, Move] | None:
    """Visits, else orders, that did not come from an ad, and those that did; None when no report tells."""
    for whole, part in _OTHERS:
        pair = evidence_moves(context, suspect, whole, part)
        if pair and pair[0].base > pair[1].base and pair[0].current >= pair[1].current:
            rest = Move(*(all_ - own for all_, own in zip(*pair, strict=True)))
            return whole, rest, pair[1]
    return None


def _told_others(context: Context, suspect: Suspect) -> dict[str, object]:
    pair = _others(context, suspect)
    return {"organic": pair[1].rate if pair else None, "organic_of": pair[0] if pair else None}


def ad_days(context: Context, suspect: Suspect) -> Outcome | None:
    """Days without any row of ads: paused, or a report that was not imported; None where there are none, or no ads."""
    places = sorted({str(place) for place, _ in places_of(context, suspect)})
    days = context.evidence.move("ad_days", (places[0], None)) if context.evidence and len(places) == 1 else None
    if days is None or not days.base_total:
        return None
    if days.current_total >= context.current.days and days.base_total >= context.base.days:
        return None
    values = {
        "place": places[0], "base": days.base_total, "base_days": context.base.days, "current": days.current_total,
        "days": context.current.days,
    }  # fmt: skip
    return Outcome("open", "ad_days", values)


def ad_auction(context: Context, suspect: Suspect) -> Outcome:
    """A click costs more and there are fewer of them, or the other way round."""
    prices, clicks = evidence_ratio(context, suspect, "ad_cost", "ad_clicks"), evidence_move(context, suspect, "ad_clicks")
    if prices is None or clicks is None or clicks.rate is None or not prices[0]:
        return NO_DATA
    rate = prices[1] / prices[0] - 1
    together = abs(clicks.rate) >= MOVED and (clicks.rate > 0) == suspect.rising
    values = {"rate": rate, "clicks": clicks.rate}
    return judged(rate, not suspect.rising, MOVED, beyond_chance=together, found="ad_price", values=values)


def ad_quality(context: Context, suspect: Suspect) -> Outcome:
    """Ad clicks buy less often than before, or more often."""
    rates, orders = evidence_ratio(context, suspect, "ad_orders", "ad_clicks"), evidence_move(context, suspect, "ad_orders")
    search = evidence_ratio(context, suspect, "search_purchases", "search_clicks")
    if rates is None or orders is None or not rates[0]:
        return NO_DATA
    values = {"base": rates[0], "current": rates[1], "search": search}
    rate = rates[1] / rates[0] - 1
    return judged(rate, suspect.rising, MOVED, beyond_chance=beyond_counting(orders), found="ad_conversion", values=values)


ADS: dict[str, Check] = {
    "ad_traffic": naming_places(ad_traffic, "ad_clicks"),
    "ad_budget": naming_places(ad_budget, "ad_cost"),
    "ad_auction": naming_places(ad_auction, "ad_clicks"),
    "ad_quality": naming_places(ad_quality, "ad_orders"),
}
