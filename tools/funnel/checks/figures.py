"""Figures of other reports, of the places in question and of no others."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tools.funnel.checks.outcome import Check, Outcome
from tools.funnel.checks.readings import MOST, focus, places_of, segments_of
from tools.funnel.context import Context, Suspect
from tools.funnel.evidence import MONEY, Move, Place, added
from tools.funnel.stages import UNALLOCATED

_NOTHING = Move(0.0, 0.0, 0.0, 0.0)
_NO_SHOPS = {None, UNALLOCATED, "ads", "organic"}
"""Channels of imported data that are not a shop."""


def evidence_moves(context: Context, suspect: Suspect, *names: str) -> tuple[Move, ...] | None:
    """Figures over the places in question of which reports tell all of them, so that they can be compared.

    None when reports tell of none of these places, of too little of the effect, or of several shops together where one
    is in question.
    """
    places = told_of(context, suspect, names)
    if not places or (any(name in MONEY for name in names) and _currencies(context, places) > 1):
        return None
    return tuple(added(_figure(context, name, place) or _NOTHING for place in places) for name in names)


def evidence_move(context: Context, suspect: Suspect, name: str) -> Move | None:
    """One figure; see `evidence_moves`."""
    found = evidence_moves(context, suspect, name)
    return found[0] if found else None


def evidence_ratio(context: Context, suspect: Suspect, above: str, below: str) -> tuple[float, float] | None:
    """One figure of other reports by another, in both windows; None where one is missing or the divisor is nought."""
    found = evidence_moves(context, suspect, above, below)
    if found is None or not found[1].base or not found[1].current:
        return None
    return found[0].base / found[1].base, found[0].current / found[1].current


def told_of(context: Context, suspect: Suspect, names: Iterable[str]) -> list[Place]:
    """Places in question of which reports tell these figures; none where they hold no more than half of the effect."""
    places = places_of(context, suspect)
    if context.evidence is None or other_shops(context, suspect):
        return []
    told = [place for place in places if all(_is_told(context, name, place) for name in names)]
    if focus(context, suspect) is None:
        return told if _share(context, suspect, {place for place, _ in told}) > MOST else []
    known = all(any(_figure(context, name, place) for place in places) for name in names)
    return places if known and len(told) == len(places) else []


def naming_places(check: Check, *figures: str) -> Check:
    """A check whose finding says which places it is of, where reports do not tell of all that are in question.

    Args:
        check: Without that.
        figures: What it looks at; any of them.
    """

    def named(context: Context, suspect: Suspect) -> Outcome:
        told = next((places for name in figures if (places := told_of(context, suspect, [name]))), [])
        some = focus(context, suspect) is None and 0 < len(told) < len(places_of(context, suspect))
        return replace(check(context, suspect), places=tuple(str(place) for place, _ in told) if some else ())

    return named


def _figure(context: Context, name: str, place: Place) -> Move | None:
    """A figure of a place; of a marketplace that no report tells of as a whole, its products together."""
    if context.evidence is None:
        return None
    found = context.evidence.move(name, place)
    if found is not None or place[1] is not None:
        return found
    products = {(each.marketplace, each.sku) for each in context.found.single.panel.segments if each.sku is not None}
    own = [context.evidence.move(name, each) for each in sorted(products) if each[0] == place[0]]
    known = [move for move in own if move is not None]
    return added(known) if known else None


def _is_told(context: Context, name: str, place: Place) -> bool:
    """Where a report tells of the whole marketplace, a product without rows has none of it."""
    found = _figure(context, name, place)
    whole = context.evidence.move(name, (place[0], None)) if context.evidence else None
    return found is not None or whole is not None


def _share(context: Context, suspect: Suspect, places: set[str | None]) -> float:
    """Part of the effect that lies in some marketplaces; of sales where it has none of its own."""
    found, chosen = context.found, segments_of(context, suspect)
    amounts = found.split.own(suspect.factor) if suspect.factor in found.split.effects else np.zeros(0)
    size = np.maximum(amounts if suspect.rising else -amounts, 0.0)
    if not size.sum():
        size = found.split.values.sum(axis=0)
    inside = np.array([found.stages.panel.segments[at].marketplace in places for at in chosen], dtype=bool)
    whole = float(size[chosen].sum())
    return float(size[chosen][inside].sum()) / whole if whole else float(inside.any())


def _currencies(context: Context, places: list[Place]) -> int:
    paid = context.evidence.currencies if context.evidence else {}
    return len({paid[place] for place in places if place in paid})


def other_shops(context: Context, suspect: Suspect) -> bool:
    """Whether other shops sell on a marketplace in question: these reports tell of all its shops together."""
    segments = context.found.stages.panel.segments
    chosen = [segments[at] for at in segments_of(context, suspect)]
    asked = {(segment.marketplace, segment.channel) for segment in chosen}
    places = {segment.marketplace for segment in chosen}
    shops = {(s.marketplace, s.channel) for s in segments if s.channel not in _NO_SHOPS and s.marketplace in places}
    return not shops <= asked
