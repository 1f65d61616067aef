"""Which factors may be named as what moved sales, and which stay within normal variation."""

from dataclasses import dataclass

import numpy as np

from tools.funnel.chains import factors
from tools.funnel.panel import Flags, Floats
from tools.funnel.significance import Noise
from tools.funnel.split import Split

SIGNIFICANCE = 0.05
FALSE_DISCOVERY = 0.05
LEAST_SHARE = 0.20
"""Of all effects in the direction of the change."""
LEAST_MOVE = 0.05
"""Of a segment's own factor."""
DETECTABLE = 2.8
"""Standard errors that a change needs to be seen four times in five (1.96 + 0.84)."""
FEWEST_EXPECTED = 3
"""Sales below which even none at all says nothing (the chance of 0 with 3 expected is 5 %)."""


@dataclass(frozen=True)
class Effect:
    """A factor's part of the change.

    Attributes:
        share: Of the change; None when sales did not change.
        standard_error: Of the amount; None where the amount is known without noise.
        p_value: None where the amount is known without noise or nothing can be said.
        moved: Whether it moved beyond chance, in whatever direction.
        named: Whether it may be named as a cause of the change.
    """

    factor: str
    amount: float
    share: float | None
    standard_error: float | None
    p_value: float | None
    moved: bool
    named: bool


def effects_of(split: Split, noise: dict[str, Noise]) -> list[Effect]:
    """The parts of the change of all sales, in the order of factors.yaml."""
    change = float((split.values[1] - split.values[0]).sum())
    amounts = {name: float(split.effects[name].sum()) for name in factors() if name in split.effects}
    p_values = {name: noise[name].p_value(amount, factors()[name].kind) for name, amount in amounts.items()}
    beyond = holm({name: p for name, p in p_values.items() if p is not None})
    same_way = sum(abs(amount) for amount in amounts.values() if amount * change > 0)
    total = float(split.values.max(axis=0).sum())
    found = []
    for name, amount in amounts.items():
        exact = factors()[name].kind == "exact"
        moved = (exact and abs(amount) > 1e-9 * total) or name in beyond
        named = moved and amount * change > 0 and abs(amount) >= LEAST_SHARE * same_way
        error = 0.0 if exact else float(np.sqrt(noise[name].variance))
        found.append(
            Effect(
                name,
                amount,
                amount / change if change else None,
                error if noise[name].judged else None,
                p_values[name],
                moved,
                named,
            )
        )
    return found


def holm(p_values: dict[str, float], level: float = SIGNIFICANCE) -> set[str]:
    """Names whose p-value holds when all are tested together (Holm 1979)."""
    held: set[str] = set()
    for place, name in enumerate(sorted(p_values, key=lambda key: (p_values[key], key))):
        if p_values[name] * (len(p_values) - place) >= level:
            break
        held.add(name)
    return held


@dataclass(frozen=True)
class Flag:
    """A segment whose own factor moved beyond chance.

    Attributes:
        at: Position of the segment.
        amount: Its part of the change; of a volume with the segment's share in it.
        sure: Whether it would hold if it were one of all moves that were looked at (Bonferroni), not one of those found.
    """

    at: int
    factor: str
    amount: float
    sure: bool


def scan(split: Split, noise: dict[str, Noise], judged: Flags) -> list[Flag]:
    """Segments whose own factor moved beyond chance and by more than 5 %, the surest and largest first.

    Benjamini and Hochberg (1995) over all segments and factors together.

    Args:
        split: Effects per segment.
        noise: Tests per segment.
        judged: Segments with enough sales to be read one by one.
    """
    names = [name for name in noise if factors()[name].kind not in ("exact", "share")]
    p_values = np.array([np.where(judged, noise[name].tests.p_value, np.nan) for name in names]).reshape(len(names), len(judged))
    held = benjamini_hochberg(p_values)
    sure = p_values * max(int((~np.isnan(p_values)).sum()), 1) < SIGNIFICANCE
    found = [
        Flag(int(at), name, float(split.own(name)[at]), bool(sure[row, at]))
        for row, name in enumerate(names)
        for at in np.flatnonzero(held[row] & (np.abs(noise[name].tests.move) > LEAST_MOVE))
    ]
    if "in_stock_days" in split.effects:
        days = split.effects["in_stock_days"]
        out = np.flatnonzero(np.abs(days) > LEAST_MOVE * split.values.max(axis=0))
        found += [Flag(int(at), "in_stock_days", float(days[at]), True) for at in out]
    return sorted(found, key=lambda flag: (not flag.sure, -abs(flag.amount), flag.at, flag.factor))


def benjamini_hochberg(p_values: Floats, level: float = FALSE_DISCOVERY) -> Flags:
    """Which hypotheses are rejected at a false discovery rate; NaN are none."""
    flat = p_values.ravel()
    known = np.flatnonzero(~np.isnan(flat))
    held = np.zeros(flat.shape, dtype=bool)
    order = known[np.argsort(flat[known], kind="stable")]
    below = flat[order] <= level * np.arange(1, len(order) + 1) / max(len(order), 1)
    if below.any():
        held[order[: np.flatnonzero(below)[-1] + 1]] = True
    return held.reshape(p_values.shape)


def detectable(noise: dict[str, Noise]) -> float:
    """The smallest change of all sales that these data would show as beyond chance."""
    return DETECTABLE * float(np.sqrt(sum(entry.variance for entry in noise.values() if np.isfinite(entry.variance))))
