"""Ads: how much traffic they bring, at what price, and how it buys."""

from tools.funnel.checks.happened import noted
from tools.funnel.checks.outcome import NO_DATA, Check, Outcome, judged
from tools.funnel.checks.readings import MOVED, beyond_counting, evidence_move, evidence_ratio
from tools.funnel.context import Context, Suspect


def ad_traffic(context: Context, suspect: Suspect) -> Outcome:
    """Ad clicks moved the same way, and further than the other visits."""
    clicks = evidence_move(context, suspect, "ad_clicks")
    if clicks is None:
        return _ad_days(context, suspect)
    if clicks.rate is None:
        return NO_DATA
    organic = _organic(context, suspect)
    sign = 1 if suspect.rising else -1
    more_than_others = organic is None or sign * clicks.rate > sign * organic
    cost, share = evidence_move(context, suspect, "ad_cost"), evidence_ratio(context, suspect, "ad_sales", "sales")
    values = {
        "base": clicks.base, "current": clicks.current, "rate": clicks.rate, "cost_rate": cost.rate if cost else None,
        "share": share, "organic": organic,
    }  # fmt: skip
    sure = more_than_others and beyond_counting(clicks)
    return judged(clicks.rate, suspect.rising, MOVED, beyond_chance=sure, found="ad_clicks", values=values)


def _organic(context: Context, suspect: Suspect) -> float | None:
    """Change of the sessions that did not come from an ad; None where ads are looked at by themselves."""
    if any(segment.channel for segment in context.found.stages.panel.segments):
        return None
    sessions, clicks = evidence_move(context, suspect, "sessions"), evidence_move(context, suspect, "ad_clicks")
    if sessions is None or clicks is None or sessions.base <= clicks.base:
        return None
    return (sessions.current - clicks.current) / (sessions.base - clicks.base) - 1


def _ad_days(context: Context, suspect: Suspect) -> Outcome:
    """Days without any row of ads: paused, or a report that was not imported."""
    sellers = {segment.marketplace for segment in context.found.stages.panel.segments}
    days = context.evidence.move("ad_days", (min(sellers), None)) if context.evidence and len(sellers) == 1 else None
    if (
        days is None
        or not days.base_total
        or (days.current_total >= context.current.days and days.base_total >= context.base.days)
    ):
        return noted(context, suspect, ("ad_change",))
    values = {
        "base": days.base_total, "base_days": context.base.days, "current": days.current_total, "days": context.current.days,
    }  # fmt: skip
    return Outcome("open", "ad_days", values)


def ad_budget(context: Context, suspect: Suspect) -> Outcome:
    """Ad spend moved the same way."""
    cost = evidence_move(context, suspect, "ad_cost")
    if cost is None or cost.rate is None:
        return noted(context, suspect, ("ad_change",))
    return judged(cost.rate, suspect.rising, MOVED, found="ad_cost", values={"rate": cost.rate})


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
    rates, clicks = evidence_ratio(context, suspect, "ad_orders", "ad_clicks"), evidence_move(context, suspect, "ad_clicks")
    orders, search = (
        evidence_move(context, suspect, "ad_orders"),
        evidence_ratio(context, suspect, "search_purchases", "search_clicks"),
    )
    if rates is None or clicks is None or orders is None or not rates[0]:
        return NO_DATA
    values = {"base": rates[0], "current": rates[1], "search": search}
    rate = rates[1] / rates[0] - 1
    return judged(rate, suspect.rising, MOVED, beyond_chance=beyond_counting(orders), found="ad_conversion", values=values)


ADS: dict[str, Check] = {
    "ad_traffic": ad_traffic, "ad_budget": ad_budget, "ad_auction": ad_auction, "ad_quality": ad_quality,
}  # fmt: skip
