"""Questions on days of transit, to the arguments of `transit_estimate`."""

from datetime import date, timedelta
from typing import Any

from copilot.offline.dates import Clock
from copilot.offline.diagnosis_windows import days_of
from copilot.offline.landed_places import HOME, listed_places
from copilot.offline.landed_words import has, named, pattern
from copilot.offline.restock_events import days_ahead, named_event
from copilot.offline.text import Utterance, compiled
from tools.core.references import word_pattern
from tools.core.result import Period
from tools.core.windows import add_months
from tools.landed.lanes import names
from tools.marketplaces.countries import country_code

_FIRST_DAY = date(2000, 1, 1)
_YEAR_APART = r"(\d{1,2}(?:st|nd|rd|th)?) (20\d{2})(?!\d)"
_BEFORE = r"前|\bbefore\b"
_FROM = r"(?:从|由|\bfrom\b)\s?([\u4e00-\u9fff]{2,5}?|[a-z]+(?: [a-z]+)?)(?=发|到|寄|运|走|海|空|出|\s+to\b|\s+by\b|[,?，？]|$)"


_RESERVE = r"(\d{1,3})\s?(?:天|日|-?days?)[^\d,，]{0,6}?%(words)s|%(words)s[^\d,，]{0,6}?(\d{1,3})\s?(?:天|日|-?days?)"


def transit_arguments(utterance: Utterance, today: date) -> list[dict[str, Any]]:
    """Arguments of the estimate that a question asks for, to each place that it lists; none when it asks none."""
    text = utterance.raw.lower()
    said = has(text, "transit_said") or named(text, "modes_said")
    if not (has(text, "transit_asked") and said) or has(text, "transit_other"):
        return []
    origin = _origin(text)
    beside = {
        **({"origin": origin} if origin and origin != HOME else {}),
        **({"mode": mode} if (mode := mode_in(text)) else {}),
        **days_in(utterance, today),
    }
    return [{"destination": place, **beside} for place in destinations_in(utterance, origin)]


def _origin(text: str) -> str | None:
    match = compiled(_FROM).search(text)
    return country_code(match[1]) if match else None


def destinations_in(utterance: Utterance, origin: str | None = None) -> list[str]:
    """Coasts and wider places of their own lanes, else countries."""
    text = utterance.raw.lower()
    lanes = {place: known for place, known in names()["destinations"].items() if "-" in place}
    coasts = [str(place) for place, known in lanes.items() if any(compiled(word_pattern(name)).search(text) for name in known)]
    return coasts or named(text, "destinations_said") or listed_places(utterance, HOME, origin)


def mode_in(text: str) -> str | None:
    """The way of transport named; of several only where one is a kind of the other, otherwise all are compared."""
    found: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    known = {name: mode for mode, entry in names()["modes"].items() for name in entry["names"]}
    for name in sorted(known, key=lambda name: -len(name)):
        for match in compiled(word_pattern(name)).finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in spans):
                spans.append(match.span())
                found.setdefault(known[name], name)
    found.update(dict.fromkeys(named(text, "modes_said"), ""))
    if len(found) > 1:
        found.pop("sea", None) if all(mode.startswith("sea") for mode in found) else None
    return next(iter(found)) if len(found) == 1 else None


def days_in(spoken: Utterance, today: date) -> dict[str, Any]:
    """The day by which goods must be there, or on which they leave; the reserve of one's own."""
    text = spoken.raw.lower()
    reserve = compiled(_RESERVE % {"words": pattern("reserve")}).search(text)
    if reserve is None:
        return dict(_days(spoken, today))
    rest = Utterance(f"{text[: reserve.start()]} {text[reserve.end() :]}")
    return {**_days(rest, today), "buffer_days": int(reserve[1] or reserve[2])}


def _days(spoken: Utterance, today: date) -> dict[str, str]:
    text = spoken.raw.lower()
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
