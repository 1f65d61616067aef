"""Search: how much is searched, one's own part of it, and how often it is clicked."""

from tools.funnel.checks.figures import evidence_move, evidence_ratio, naming_places
from tools.funnel.checks.outcome import NO_DATA, Check, Outcome, judged
from tools.funnel.checks.readings import MOVED, beyond_counting
from tools.funnel.context import Context, Suspect


def market(context: Context, suspect: Suspect) -> Outcome:
    """Impressions of all sellers for the queries reported moved the same way, and one's own share held."""
    whole = evidence_move(context, suspect, "market_impressions")
    shares = evidence_ratio(context, suspect, "query_impressions", "market_impressions")
    if whole is None or whole.rate is None or shares is None or not shares[0]:
        return NO_DATA
    held = abs(shares[1] / shares[0] - 1) < MOVED
    values = {"rate": whole.rate, "base": shares[0], "current": shares[1]}
    return judged(whole.rate, suspect.rising, MOVED, beyond_chance=held and beyond_counting(whole), found="market", values=values)


def own_share(context: Context, suspect: Suspect) -> Outcome:
    """One's own share of the impressions moved the same way; where the market is not told, one's own impressions did."""
    own, shares = evidence_move(context, suspect, "query_impressions"), None
    if own is not None:
        shares = evidence_ratio(context, suspect, "query_impressions", "market_impressions")
    if own is None or shares is None or not shares[0]:
        return _own_impressions(context, suspect)
    rate = shares[1] / shares[0] - 1
    values = {"base": shares[0], "current": shares[1]}
    return judged(rate, suspect.rising, MOVED, beyond_chance=beyond_counting(own), found="own_share", values=values)


def _own_impressions(context: Context, suspect: Suspect) -> Outcome:
    """Without the market's figures a fall of one's own may be either's."""
    own = evidence_move(context, suspect, "search_impressions")
    if own is None or own.rate is None:
        return NO_DATA
    values = {"base": own.base, "current": own.current, "rate": own.rate}
    return judged(own.rate, suspect.rising, MOVED, beyond_chance=False, found="search_impressions", values=values)


def click_rate(context: Context, suspect: Suspect) -> Outcome:
    """Seen as often in search as before, but clicked less, or more."""
    seen, clicks = evidence_move(context, suspect, "search_impressions"), evidence_move(context, suspect, "search_clicks")
    rates = evidence_ratio(context, suspect, "search_clicks", "search_impressions")
    if seen is None or clicks is None or seen.rate is None or rates is None or not rates[0]:
        return NO_DATA
    values = {"base": rates[0], "current": rates[1], "seen": seen.rate}
    rate = rates[1] / rates[0] - 1
    return judged(rate, suspect.rising, MOVED, beyond_chance=beyond_counting(clicks), found="click_rate", values=values)


SEARCH: dict[str, Check] = {
    "market": naming_places(market, "market_impressions"),
    "own_share": naming_places(own_share, "query_impressions", "search_impressions"),
    "click_rate": naming_places(click_rate, "search_impressions"),
}
