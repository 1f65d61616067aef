"""Contexts for the checks: two windows of a small shop, written as levels."""

from datetime import date, timedelta

from tools.core.result import Period
from tools.events.events import Event
from tools.events.kinds import event_kinds
from tools.funnel.context import Context, Suspect
from tools.funnel.diagnosis import diagnose
from tools.funnel.evidence import ALL, Evidence, Move
from tools.funnel.given import panel_of
from tools.funnel.given_rows import wanted_rows
from tools.funnel.request import FunnelQuestion
from tools.funnel.result import Break

BASE = Period(start=date(2026, 9, 1), end=date(2026, 9, 28))
CURRENT = Period(start=date(2026, 9, 29), end=date(2026, 10, 12))
WHOLE = Period(start=BASE.start, end=CURRENT.end)
USUAL = {"sessions": 100, "buy_box_percentage": 98, "units": 10, "price": 20.0, "in_stock": None}
PLACE = "amazon_de"


def rows(current=None, sku="A17", base=None, days=None, **always):
    """A product's days: the usual levels, what differs in each window, and what differs on single days."""
    found = []
    for window, levels in ((BASE, base), (CURRENT, current)):
        for number in range(window.days):
            day = window.start + timedelta(days=number)
            level = {**USUAL, **always, **(levels or {}), **((days or {}).get(day.isoformat(), {}))}
            price = level.pop("price")
            given = {name: value for name, value in level.items() if value is not None}
            found.append(
                {
                    "date": day,
                    "marketplace": PLACE,
                    "sku": sku,
                    "revenue": (level["units"] or 10 * (level["units"] is None)) * price,
                    **given,
                }
            )
    return found


def context(given=None, *suspects, evidence=None, events=(), gaps=(), break_=None, pool=False, currency=None):
    """What is known of given rows; figures are (base, current) means of a day, of the one product."""
    question = FunnelQuestion(rows=given or rows(), currency=currency)
    found = diagnose(panel_of(question, wanted_rows(question), WHOLE)[0], BASE, CURRENT, pool=pool)
    return Context(found, list(suspects), BASE, CURRENT, evidence, list(events), list(gaps), [break_] if break_ else [])


def told(place=(PLACE, "A17"), edits=(), listings_seen=False, **figures):
    """Evidence of daily means, for one product, its marketplace and all."""
    moves = {name: {p: move(*pair) for p in (place, (place[0], None), ALL)} for name, pair in figures.items()}
    return Evidence(moves, {}, tuple(edits), listings_seen)


def move(base, current):
    """A figure with the counts that belong to its means."""
    return Move(base, current, base * BASE.days, current * CURRENT.days)


def event(kind, first, last=None, **more):
    """An event on record."""
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return Event(kind=kind, label=event_kinds()[kind].label, start=start, end=end, source="operator", **more)


def broke(stage, day, *, certain=True, days=2):
    """A break with days on both sides that fit nearly as well."""
    at = date.fromisoformat(day)
    return Break(stage=stage, date=at, start=at - timedelta(days=days), end=at + timedelta(days=days), certain=certain)


def fall(factor, at=None):
    """A factor that lowered sales."""
    return Suspect(factor, False, at)


def rise(factor, at=None):
    """A factor that raised sales."""
    return Suspect(factor, True, at)
