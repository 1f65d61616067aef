"""What is looked at before any page is blamed: gaps of the reports, peaks, the Buy Box."""

from datetime import timedelta

import numpy as np

from tools.events.events import Event
from tools.funnel.checks.happened import days_in, told
from tools.funnel.checks.outcome import NO_DATA, Outcome, judged
from tools.funnel.checks.readings import factor_move, level, segments_of
from tools.funnel.context import Context, Suspect

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


def report_gap(context: Context, _: Suspect) -> Outcome:
    """Days that no report covers, or on which nothing at all was sold."""
    if context.gaps:
        return Outcome("supports", "gaps", {"gaps": context.gaps[:_SHOWN], "count": len(context.gaps)})
    silent, days = _silent_days(context), context.current.days
    if silent:
        return Outcome("open", "silent_days", {"silent": silent, "days": days})
    return Outcome("speaks_against", "complete", {"base": context.base.days, "current": days})


def _silent_days(context: Context) -> int:
    """Days in stock of the current window without any visit or sale, where too much is sold for that to be chance."""
    stages = context.found.single
    counts = stages.panel.counts
    stage = next((name for name in ("units", "orders") if name in counts), None)
    if stage is None or stages.panel.bin_days.max(initial=1) > 1:
        return 0
    sold, visits = (
        np.nansum(counts[name], axis=0) if name in counts else 0 * stages.panel.bin_days for name in (stage, "sessions")
    )
    silent = (sold <= 0) & (visits <= 0) & (stages.exposure.sum(axis=0) > 0)
    base, current = (sold[chosen] for chosen in stages.windows.both)
    usual = min(base.mean(), current[current > 0].mean() if current.any() else np.inf)
    return int(silent[stages.windows.in_current].sum()) if usual >= ENOUGH_A_DAY else 0


def peak(context: Context, suspect: Suspect) -> Outcome:
    """A peak of the calendar, or one on record, in only one of the windows; prices fall in peaks, all else rises."""
    peaks = [event for event in context.events if event.kind == "peak"]
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


def after_peak(context: Context, _: Suspect) -> Outcome:
    """A peak shortly before the current window, or in it: what was bought in it comes back later."""
    first = context.current.start - RETURN_WINDOW
    peaks = [
        event for event in context.events if event.kind == "peak" and first <= event.end and event.start <= context.current.end
    ]
    if not peaks:
        return Outcome("speaks_against", "no_peak_before", {"days": RETURN_WINDOW.days})
    return Outcome("supports", "events", {"events": [told(event) for event in peaks[:_SHOWN]]})


def _named(event: Event) -> dict[str, object]:
    return {"zh": event.label["zh"], "en": event.label["en"], "start": event.start, "end": event.end}


def buy_box(context: Context, suspect: Suspect) -> Outcome:
    """Whether the Buy Box share moved too."""
    shares = level(context, suspect, "buy_box_sessions", "sessions")
    if shares is None:
        return NO_DATA
    moved = factor_move(context, suspect, "buy_box_percentage")
    sure = moved is None or moved.beyond_chance
    values = {"base": shares[0], "current": shares[1]}
    return judged(shares[1] - shares[0], suspect.rising, BUY_BOX_POINTS, beyond_chance=sure, found="buy_box", values=values)


def suppressed(context: Context, suspect: Suspect) -> Outcome:
    """Days on which a product that had visitors every day had none, though nothing says that it was out of stock."""
    stages, chosen = context.found.stages, segments_of(context, suspect)
    stage = next((name for name in ("impressions", "clicks", "sessions") if name in stages.panel.counts), None)
    split_by_channel = any(segment.channel for segment in stages.panel.segments)
    if stage is None or split_by_channel or stages.panel.bin_days.max(initial=1) > 1:
        return NO_DATA
    counts = np.nan_to_num(stages.panel.counts[stage][chosen])
    base, current = (counts[:, bins] for bins in stages.windows.both)
    open_days = stages.exposure[chosen][:, stages.windows.in_current] > 0
    steady = base.mean(axis=1) >= ENOUGH_VISITORS
    if not steady.any():
        return NO_DATA
    gone = ((current <= 0) & open_days)[steady].sum(axis=1)
    values = {"products": int((gone > 0).sum()), "of": int(steady.sum()), "days": int(gone.max()), "window": current.shape[1]}
    return Outcome("supports" if gone.any() else "speaks_against", "no_visitors" if gone.any() else "visitors", values)


EXCLUSIONS = {"report_gap": report_gap, "peak": peak, "buy_box": buy_box, "suppressed": suppressed, "after_peak": after_peak}
