"""Figures that several checks look at: of the product in question, or of all."""

import math
from typing import NamedTuple

import numpy as np

from tools.funnel.context import Context, Suspect
from tools.funnel.evidence import ALL, Move, Place
from tools.funnel.panel import Places

MOVED = 0.10
"""Change of a count's daily mean: two standard errors of two weeks against four, where days vary by 10 % and follow
each other (phi 0.3): 0.1 · √(1.86 · (1/14 + 1/28)) = 4.5 %."""
MOST = 0.5
"""Part of an effect from which on one product is what it is about."""
_CHANCE = 2.0
"""Standard errors of counting."""
_SIGNIFICANT = 0.05


def focus(context: Context, suspect: Suspect) -> int | None:
    """The segment that a suspect is about: the one it names, the only one, or the one that holds most of its effect."""
    split, count = context.found.split, len(context.found.stages.panel.segments)
    if suspect.at is not None or count == 1:
        return suspect.at or 0
    if suspect.factor not in split.effects:
        return None
    amounts = split.own(suspect.factor)
    towards = np.maximum(amounts if suspect.rising else -amounts, 0.0)
    largest = int(np.argmax(towards))
    alone = context.found.stages.panel.segments[largest].pooled == 1
    return largest if alone and towards[largest] > MOST * towards.sum() else None


def places_of(context: Context, suspect: Suspect) -> list[Place]:
    """Where other reports tell of it: a product, a marketplace, several products together, or all."""
    at = focus(context, suspect)
    if at is None:
        return [ALL]
    segments = context.found.single.panel.segments
    return [(segments[member].marketplace, segments[member].sku) for member in context.found.members[at]]


def segments_of(context: Context, suspect: Suspect) -> Places:
    """Positions of the segments in question: those whose chain has the factor, where it is not about one."""
    at = focus(context, suspect)
    if at is not None:
        return np.array([at])
    having = [chain.members for chain in context.found.stages.chains if suspect.factor in chain.factors]
    return np.sort(np.concatenate(having)) if having else np.arange(len(context.found.stages.panel.segments))


def evidence_move(context: Context, suspect: Suspect, name: str) -> Move | None:
    """A figure of another report, over all places in question; None when it is not known of some of them."""
    evidence, places = context.evidence, places_of(context, suspect)
    if evidence is None:
        return None
    found = [evidence.move(name, place) for place in places]
    known = [move for move in found if move is not None]
    # Where a report tells of the whole marketplace, a product without rows has none of it.
    untold = [place for place, move in zip(places, found, strict=True) if move is None]
    if not known or any(evidence.move(name, (place[0], None)) is None for place in untold):
        return None
    return Move(*(sum(values) for values in zip(*known, strict=True)))


def evidence_ratio(context: Context, suspect: Suspect, above: str, below: str) -> tuple[float, float] | None:
    """One figure of other reports by another, in both windows; None where one is missing or the divisor is nought."""
    over, under = evidence_move(context, suspect, above), evidence_move(context, suspect, below)
    if over is None or under is None or not under.base or not under.current:
        return None
    return over.base / under.base, over.current / under.current


class Moved(NamedTuple):
    """Change of a factor's level at an unchanged mix, and whether it is beyond chance."""

    rate: float
    beyond_chance: bool


def factor_move(context: Context, suspect: Suspect, factor: str) -> Moved | None:
    """How another factor of the same split moved; None when the split does not have it."""
    found, at = context.found, focus(context, suspect)
    if factor not in found.noise:
        return None
    if at is not None:
        if not any(factor in chain.factors for chain in found.stages.chains if at in chain.members):
            return None
        tests = found.noise[factor].tests
        return Moved(math.expm1(tests.move[at]), bool(tests.p_value[at] < _SIGNIFICANT))
    effect = next(effect for effect in found.effects if effect.factor == factor)
    weight = float(found.split.weights.sum())
    return Moved(math.expm1(effect.amount / weight), effect.moved) if weight else None


def level(context: Context, suspect: Suspect, above: str, below: str) -> tuple[float, float] | None:
    """A ratio of two stages in both windows, over the segments in question; None where one is missing or nought."""
    stages, wanted = context.found.stages, set(segments_of(context, suspect))
    having = [at for chain in stages.chains if {above, below} <= set(chain.stages) for at in chain.members if at in wanted]
    if not having:
        return None
    over, under = (stages.sums(stage)[:, having].sum(axis=1) for stage in (above, below))
    return (float(over[0] / under[0]), float(over[1] / under[1])) if (under > 0).all() else None


def beyond_counting(move: Move) -> bool:
    """Whether counting alone rarely moves a figure so far."""
    if move.base <= 0 or move.current <= 0:
        return max(move.base_total, move.current_total) >= _CHANCE**2
    error = math.sqrt(1 / max(move.base_total, 1) + 1 / max(move.current_total, 1))
    return abs(math.log(move.current / move.base)) > _CHANCE * error
