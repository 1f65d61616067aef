"""The split once more, written from the definitions in plain Python, without a look at the product's code."""

import math
from itertools import combinations, pairwise

FEW = 10
"""Of the first stage, below which nothing left is chance and no exit."""


def log_mean(a, b):
    """Logarithmic mean, from its definition; near a = b the middle of both, from which it is off by less than 1e-13."""
    if a <= 0 or b <= 0:
        return 0.0
    return (a + b) / 2 if abs(a / b - 1) < 1e-6 else (a - b) / (math.log(a) - math.log(b))


def factor_values(counts):
    """Volume, then the ratio of each count to the one before: their product is the last count."""
    return [counts[0], *(below / above if above else 0.0 for above, below in pairwise(counts))]


def lmdi(base, current, names):
    """Additive LMDI-I with mix of segments with one chain.

    Args:
        base: For each segment its counts from the first stage to sales.
        current: The same.
        names: Of the factors, in order.

    Returns:
        For each segment its effects by name.
    """
    staying = [(b[0], c[0]) for b, c in zip(base, current, strict=True) if b[0] > 0 and c[0] > 0]
    volumes = [math.fsum(side) for side in zip(*staying, strict=True)]
    growth = math.log(volumes[1] / volumes[0]) if staying else 0.0
    return [_segment(b, c, names, growth) for b, c in zip(base, current, strict=True)]


def _segment(base, current, names, growth):
    change = current[-1] - base[-1]
    if base[-1] > 0 and current[-1] > 0:
        weight = log_mean(current[-1], base[-1])
        logs = [math.log(c / b) for b, c in zip(factor_values(base), factor_values(current), strict=True)]
        effects = {name: weight * log for name, log in zip(names, logs, strict=True)}
        return {**effects, names[0]: weight * growth, "mix": weight * (logs[0] - growth)}
    if not change:
        return {}
    empty, other, line = (current, base, "exits") if change < 0 else (base, current, "entries")
    first = next(place for place, count in enumerate(empty) if count == 0)
    return {line if first == 0 and other[0] >= FEW else names[first]: change}


def shapley(base, current):
    """Shapley values of the factors of a product: each one's mean contribution over all orders of change.

    Args:
        base: Values of the factors.
        current: The same.
    """
    count = len(base)
    others = [[place for place in range(count) if place != factor] for factor in range(count)]
    return [
        math.fsum(
            math.factorial(len(changed)) * math.factorial(count - len(changed) - 1) / math.factorial(count)
            * (_product(base, current, {*changed, factor}) - _product(base, current, set(changed)))
            for size in range(count)
            for changed in combinations(others[factor], size)
        )
        for factor in range(count)
    ]  # fmt: skip


def _product(base, current, changed):
    return math.prod(current[place] if place in changed else base[place] for place in range(len(base)))
