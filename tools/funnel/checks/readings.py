"""Figures that several checks look at: of the product in question, or of all."""

import math
from typing import NamedTuple

import numpy as np

from tools.funnel.context import Context, Suspect
from tools.funnel.evidence import Move, Place
from tools.funnel.panel import Places

MOVED = 0.10
"""Change of a count's daily mean: two standard errors of two weeks against four, where days vary by 10 % and follow
each other (phi 0.3): 0.1 · √(1.86 · (1/14 + 1/28)) = 4.5 %."""
MOST = 0.5
"""Part of an effect from which on one product is what it is about."""
CHANCE = 2.0
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
    """Where other reports tell of it: a product, several products together, or whole marketplaces."""
    at = focus(context, suspect)
    single = context.found.single.panel.segments
    if at is None:
        together = context.found.stages.panel.segments
        return [(place, None) for place in sorted({together[at].marketplace for at in segments_of(context, suspect)})]
    return [(single[member].marketplace, single[member].sku) for member in context.found.members[at]]


def segments_of(context: Context, suspect: Suspect) -> Places:
    """Positions of the segments in question: those whose chain has the factor, where it is not about one."""
    at = focus(context, suspect)
    if at is not None:
        return np.array([at])
    having = [chain.members for chain in context.found.stages.chains if suspect.factor in chain.factors]
    return np.sort(np.concatenate(having)) if having else np.arange(len(context.found.stages.panel.segments))


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
    return _moved_together(context, segments_of(context, suspect), factor)


def _moved_together(context: Context, chosen: Places, factor: str) -> Moved | None:
    """The move of a factor over several segments: of all that have it as it was judged, else by their own errors."""
    found = context.found
    having = {int(at) for chain in found.stages.chains if factor in chain.factors for at in chain.members}
    rows = sorted(having & {int(at) for at in chosen})
    weight = float(found.split.weights[rows].sum())
    if not weight:
        return None
    amount = float(found.split.effects[factor][rows].sum())
    if len(rows) == len(having):
        return Moved(math.expm1(amount / weight), next(effect.moved for effect in found.effects if effect.factor == factor))
    errors = found.split.weights[rows] * np.nan_to_num(found.noise[factor].tests.standard_error[rows])
    return Moved(math.expm1(amount / weight), abs(amount) > CHANCE * float(np.linalg.norm(errors)))


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
        return max(move.base_total, move.current_total) >= CHANCE**2
    error = math.sqrt(1 / max(move.base_total, 1) + 1 / max(move.current_total, 1))
    return abs(math.log(move.current / move.base)) > CHANCE * error
