"""What is looked at before any page is blamed: gaps of the reports, peaks, the Buy Box."""

from datetime import timedelta

import numpy as np

from tools.events.events import Event
from tools.funnel.checks.ads import ad_days
from tools.funnel.checks.figures import evidence_ratio
from tools.funnel.checks.happened import concerning_events, days_in, told
from tools.funnel.checks.outcome import NO_DATA, Outcome, judged
from tools.funnel.checks.readings import factor_move, level, places_of, segments_of
from tools.funnel.context import Context, Suspect
from tools.funnel.panel import Floats
from tools.funnel.stages import UNALLOCATED

ENOUGH_A_DAY = 5
"""Sales a day from which on a day without any is no chance: e^-5 = 0.7 %."""
BUY_BOX_POINTS = 0.05
"""Less than this leaves at least 95 % of the visits that had the seller's own offer before."""
ENOUGH_VISITORS = 10
"""Visitors a day from which on a day without any is no chance among many products: e^-10 = 0.005 %."""
RETURN_WINDOW = timedelta(days=30)
"""In which most marketplaces take goods back."""
_SHOWN = 5
_PRICES = ("price", "aov")


def report_gap(context: Context, suspect: Suspect) -> Outcome:
    """Days that no report of the places in question covers, on which nothing at all was sold, or that have no row of ads."""
    places = [str(place) for place, _ in places_of(context, suspect)]
    gaps = [gap for gap in context.gaps if any(gap.startswith(place) for place in places)]
    if gaps:
        return Outcome("supports", "gaps", {"gaps": gaps[:_SHOWN], "count": len(gaps)})
    segments = context.found.stages.panel.segments
    if any(segments[at].channel == "ads" for at in segments_of(context, suspect)) and (untold := ad_days(context, suspect)):
        return untold
    silent, days = _silent_days(context, suspect), context.current.days
    if silent:
        return Outcome("open", "silent_days", {"silent": silent, "days": days})
    return Outcome("speaks_against", "complete", {"base": context.base.days, "current": days})


def _silent_days(context: Context, suspect: Suspect) -> int:
    """Days in stock of the current window without any visit or sale, where too much is sold for that to be chance.

    Of the marketplaces in question, for a report is of one.
    """
    stages = context.found.single
    places = {place for place, _ in places_of(context, suspect)}
    chosen = np.array([segment.marketplace in places for segment in stages.panel.segments], dtype=bool)
    counts = {name: table[chosen] for name, table in stages.panel.counts.items()}
    stage = next((name for name in ("units", "orders") if name in counts), None)
    if stage is None or stages.panel.bin_days.max(initial=1) > 1:
        return 0
    sold, visits = (
        np.nansum(counts[name], axis=0) if name in counts else 0 * stages.panel.bin_days for name in (stage, "sessions")
    )
    silent = (sold <= 0) & (visits <= 0) & (stages.exposure[chosen].sum(axis=0) > 0)
    base, current = (sold[chosen] for chosen in stages.windows.both)
    usual = min(base.mean(), current[current > 0].mean() if current.any() else np.inf)
    return int(silent[stages.windows.in_current].sum()) if usual >= ENOUGH_A_DAY else 0


def peak(context: Context, suspect: Suspect) -> Outcome:
    """A peak of the calendar, or one on record, in only one of the windows; prices fall in peaks, all else rises."""
    peaks = [event for event in concerning_events(context, suspect) if event.kind == "peak"]
    counts = [days_in(peaks, window) for window in (context.base, context.current)]
    shares = [days / window.days for days, window in zip(counts, (context.base, context.current), strict=True)]
    if not any(counts):
        return Outcome("speaks_against", "no_peak")
    values = {"peaks": [_named(event) for event in peaks], "base": counts[0], "current": counts[1]}
    if shares[0] == shares[1]:
        return Outcome("speaks_against", "peaks", values)
    lifted = shares[1] > shares[0]
    fits = (lifted == suspect.rising) != (suspect.factor in _PRICES)
    if not fits:
        return Outcome("speaks_against", "peaks", values)
    return Outcome("supports" if not min(counts) else "open", "peaks", values)


def after_peak(context: Context, suspect: Suspect) -> Outcome:
    """A peak shortly before the current window, or in it: what was bought in it comes back later."""
    first = context.current.start - RETURN_WINDOW
    found = [event for event in concerning_events(context, suspect) if event.kind == "peak"]
    peaks = [event for event in found if first <= event.end and event.start <= context.current.end]
    if not peaks:
        return Outcome("speaks_against", "no_peak_before", {"days": RETURN_WINDOW.days})
    return Outcome("supports", "events", {"events": [told(event) for event in peaks[:_SHOWN]]})


def _named(event: Event) -> dict[str, object]:
    return {"zh": event.label["zh"], "en": event.label["en"], "start": event.start, "end": event.end}


def buy_box(context: Context, suspect: Suspect) -> Outcome:
    """Whether the Buy Box share moved too; of the traffic reports where the split does not have it."""
    shares = level(context, suspect, "buy_box_sessions", "sessions")
    shares = shares or evidence_ratio(context, suspect, "buy_box_sessions", "sessions")
    if shares is None:
        return NO_DATA
    moved = factor_move(context, suspect, "buy_box_percentage")
    sure = moved is None or moved.beyond_chance
    values = {"base": shares[0], "current": shares[1]}
    return judged(shares[1] - shares[0], suspect.rising, BUY_BOX_POINTS, beyond_chance=sure, found="buy_box", values=values)


def suppressed(context: Context, suspect: Suspect) -> Outcome:
    """Days on which a product that had steady visitors had none, though it is told to have been in stock.

    Where no report tells of stock, it may have been sold out.
    """
    stages, chosen = context.found.stages, segments_of(context, suspect)
    stage = next((name for name in ("impressions", "clicks", "sessions") if name in stages.panel.counts), None)
    split_by_channel = any(stages.panel.segments[at].channel not in (None, UNALLOCATED) for at in chosen)
    if stage is None or split_by_channel or stages.panel.bin_days.max(initial=1) > 1:
        return NO_DATA
    counts = np.nan_to_num(stages.panel.counts[stage][chosen])
    steady = counts[:, stages.windows.in_base].mean(axis=1) >= ENOUGH_VISITORS
    if not steady.any():
        return NO_DATA
    gone = ((counts <= 0) & (stages.exposure[chosen] > 0))[steady][:, stages.windows.in_current]
    stock = _stock(context)[chosen][steady][:, stages.windows.in_current]
    gone &= ~(stock <= 0)
    shown = gone & (stock > 0) if (gone & (stock > 0)).any() else gone
    values = {
        "products": int(shown.any(axis=1).sum()), "of": int(steady.sum()), "days": int(shown.sum(axis=1).max()),
        "window": shown.shape[1], "stocked": bool((shown & (stock > 0)).any()),
    }  # fmt: skip
    if not gone.any():
        return Outcome("speaks_against", "visitors", values)
    return Outcome("supports" if values["stocked"] else "open", "no_visitors", values)


def _stock(context: Context) -> Floats:
    """In stock or not by segment and day; NaN where no report tells."""
    panel = context.found.stages.panel
    return np.full(panel.present.shape, np.nan) if panel.in_stock is None else panel.in_stock


EXCLUSIONS = {"report_gap": report_gap, "peak": peak, "buy_box": buy_box, "suppressed": suppressed, "after_peak": after_peak}
