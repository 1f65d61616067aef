"""Questions on days of transit, to the arguments of `transit_estimate`."""

from datetime import date, timedelta
from typing import Any

from copilot.offline.dates import Clock
from copilot.offline.diagnosis_windows import days_of
from copilot.offline.landed_words import has
from copilot.offline.restock_events import days_ahead, named_event
from copilot.offline.text import Utterance, compiled
from knowledge.scope import covering
from tools.core.references import word_pattern
from tools.core.result import Period
from tools.core.windows import add_months
from tools.landed.lanes import names
from tools.marketplaces.countries import country_code
from tools.marketplaces.naming import named_countries

_FIRST_DAY = date(2000, 1, 1)
_HOME = "CN"
_YEAR_APART = r"(\d{1,2}(?:st|nd|rd|th)?) (20\d{2})(?!\d)"
_BEFORE = r"前|\bbefore\b"
_FROM = r"(?:从|由|\bfrom\b)\s?([\u4e00-\u9fff]{2,5}?|[a-z]+(?: [a-z]+)?)(?=发|到|寄|运|走|海|空|出|\s+to\b|\s+by\b|[,?，？]|$)"


def transit_arguments(utterance: Utterance, today: date) -> dict[str, Any] | None:
    """Arguments of the estimate that a question asks for; None when it asks none, or to no place."""
    text = utterance.raw.lower()
    if not (has(text, "transit_asked") and has(text, "transit_said")) or has(text, "transit_other"):
        return None
    origin = _origin(text)
    destination = _destination(utterance, text, origin)
    if destination is None:
        return None
    mode = _mode(text)
    return {
        "destination": destination,
        **({"origin": origin} if origin and origin != _HOME else {}),
        **({"mode": mode} if mode else {}),
        **_days(utterance, text, today),
    }


def _origin(text: str) -> str | None:
    match = compiled(_FROM).search(text)
    return country_code(match[1]) if match else None


def _destination(utterance: Utterance, text: str, origin: str | None) -> str | None:
    for place, known in names()["destinations"].items():
        if "-" in place and any(compiled(word_pattern(name)).search(text) for name in known):
            return str(place)
    countries = [code for code in named_countries(utterance.raw, utterance.language) if code not in (_HOME, origin)]
    apart = [code for code in countries if code != "EU"]
    if "EU" in countries and not any("EU" in covering(code) for code in apart):
        apart.append("EU")
    return apart[0] if len(apart) == 1 else None


def _mode(text: str) -> str | None:
    """The way of transport named; of several only where one is a kind of the other, otherwise all are compared."""
    found: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    known = {name: mode for mode, entry in names()["modes"].items() for name in entry["names"]}
    for name in sorted(known, key=lambda name: -len(name)):
        for match in compiled(word_pattern(name)).finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in spans):
                spans.append(match.span())
                found.setdefault(known[name], name)
    if len(found) > 1:
        found.pop("sea", None) if all(mode.startswith("sea") for mode in found) else None
    return next(iter(found)) if len(found) == 1 else None


def _days(spoken: Utterance, text: str, today: date) -> dict[str, str]:
    """The day by which goods must be there, or on which they leave."""
    utterance = Utterance(compiled(_YEAR_APART).sub(r"\1, \2", spoken.raw))
    clock = Clock(today - timedelta(days=1), Period(start=_FIRST_DAY, end=today))
    if end := _end_of_month(text, today):
        return {"needed_by" if has(text, "needed_by") or not has(text, "ships_on") else "ship_date": end.isoformat()}
    event = named_event(utterance, clock)
    ahead = event or days_ahead(utterance, clock)
    days = days_of(ahead, clock) if ahead else None
    if days is None:
        return {"ship_date": today.isoformat()} if has(text, "sets_off_today") else {}
    if has(text, "needed_by"):
        before = days.days > 1 and not event and compiled(_BEFORE).search(text)
        return {"needed_by": (days.start - timedelta(days=1) if before else days.start if event else days.end).isoformat()}
    return {"ship_date": days.start.isoformat()} if has(text, "ships_on") else {"needed_by": days.end.isoformat()}


def _end_of_month(text: str, today: date) -> date | None:
    """`10月底`: of the next October that has not ended."""
    match = compiled(r"(?<!\d)(1[0-2]|0?[1-9])\s?月底").search(text)
    if match is None:
        return None
    ends = [add_months(date(year, int(match[1]), 1), 1) - timedelta(days=1) for year in (today.year, today.year + 1)]
    return next(end for end in ends if end >= today)
