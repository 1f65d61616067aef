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
    return largest if towards[largest] > MOST * towards.sum() else None


def place_of(context: Context, suspect: Suspect) -> Place | None:
    """Where other reports tell of it; None for products of low volume together."""
    at = focus(context, suspect)
    if at is None:
        return ALL
    segment = context.found.stages.panel.segments[at]
    return None if segment.pooled > 1 else (segment.marketplace, segment.sku)


def segments_of(context: Context, suspect: Suspect) -> Places:
    """Positions of the segments in question."""
    at = focus(context, suspect)
    return np.arange(len(context.found.stages.panel.segments)) if at is None else np.array([at])


def evidence_move(context: Context, suspect: Suspect, name: str) -> Move | None:
    """A figure of another report."""
    place = place_of(context, suspect)
    return context.evidence.move(name, place) if context.evidence and place else None


def evidence_ratio(context: Context, suspect: Suspect, above: str, below: str) -> tuple[float, float] | None:
    """One figure of other reports by another, in both windows."""
    place = place_of(context, suspect)
    return context.evidence.ratio(above, below, place) if context.evidence and place else None


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
        tests = found.noise[factor].tests
        p_value = float(tests.p_value[at])
        return None if math.isnan(p_value) else Moved(math.expm1(tests.move[at]), p_value < _SIGNIFICANT)
    effect = next(effect for effect in found.effects if effect.factor == factor)
    weight = float(found.split.weights.sum())
    return Moved(math.expm1(effect.amount / weight), effect.moved) if weight else None


def level(context: Context, suspect: Suspect, above: str, below: str) -> tuple[float, float] | None:
    """A ratio of two stages in both windows, over the segments in question; None where one is missing or nought."""
    stages, chosen = context.found.stages, segments_of(context, suspect)
    if above not in stages.panel.counts or below not in stages.panel.counts:
        return None
    over, under = (stages.sums(stage)[:, chosen].sum(axis=1) for stage in (above, below))
    return (float(over[0] / under[0]), float(over[1] / under[1])) if (under > 0).all() else None


def beyond_counting(move: Move) -> bool:
    """Whether counting alone rarely moves a figure so far."""
    if move.base <= 0 or move.current <= 0:
        return max(move.base_total, move.current_total) >= _CHANCE**2
    error = math.sqrt(1 / max(move.base_total, 1) + 1 / max(move.current_total, 1))
    return abs(math.log(move.current / move.base)) > _CHANCE * error
