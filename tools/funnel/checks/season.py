"""The year before: whether the same weeks moved the same way."""

from tools.events.events import calendar_peaks
from tools.funnel.checks.figures import evidence_move, evidence_moves, naming_places
from tools.funnel.checks.outcome import NO_DATA, Check, Outcome
from tools.funnel.checks.readings import MOVED, beyond_counting, factor_move
from tools.funnel.context import Context, Suspect
from tools.funnel.evidence import Move, last_year

HALF = 0.5
"""Of this year's move; less leaves most of it unexplained."""
_CONVERSION = ("cvr", "ctr_cvr", "revenue_per_visit")
_TRAFFIC = ("sessions", "impressions", "clicks")


def season(context: Context, suspect: Suspect) -> Outcome:
    """The same weeks of the year before moved the same way, at least half as far."""
    if suspect.factor in _CONVERSION:
        return _conversion(context, suspect)
    name = "last_year_sessions" if suspect.factor in _TRAFFIC else "last_year_sales"
    before = evidence_move(context, suspect, name)
    if before is None or before.rate is None:
        return NO_DATA
    return _compared(
        context, suspect, before.rate, beyond_counting(_units(context, suspect, before)), name.removeprefix("last_year_")
    )


def _units(context: Context, suspect: Suspect, before: Move) -> Move:
    """Sales scatter as units do."""
    return evidence_move(context, suspect, "last_year_units") or before


def _conversion(context: Context, suspect: Suspect) -> Outcome:
    both = evidence_moves(context, suspect, "last_year_units", "last_year_sessions")
    if both is None or not min(both[0].base, both[1].base, both[1].current):
        return NO_DATA
    units, sessions = both
    rate = (units.current / sessions.current) / (units.base / sessions.base) - 1
    return _compared(context, suspect, rate, beyond_counting(units), "cvr")


def _compared(context: Context, suspect: Suspect, before: float, beyond_chance: bool, what: str) -> Outcome:
    now = factor_move(context, suspect, suspect.factor)
    values = {"what": what, "before": before, "now": now.rate if now else None}
    towards = before if suspect.rising else -before
    if towards < MOVED / 2:
        return Outcome("speaks_against", "last_year", values)
    enough = towards >= (max(HALF * abs(now.rate), MOVED) if now else MOVED)
    fair = beyond_chance and not _peaks_then(context)
    return Outcome("supports" if enough and fair else "open", "last_year", values)


def _peaks_then(context: Context) -> bool:
    """Whether a peak of that year lies in one of its windows: peaks are not on the same days every year."""
    return any(calendar_peaks(window.start, window.end) for window in map(last_year, (context.base, context.current)))


SEASON: dict[str, Check] = {"season": naming_places(season, "last_year_sales")}
