"""How the network learns."""

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from tools.reply.understanding.network import Matrix, Network

_HIDDEN, _ROUNDS, _BATCH = 256, 14, 256
_STEP, _DROPPED, _SEED = 2e-3, 0.4, 8
_BLUR = 0.04
"""Spread of what is added to each vector while learning, so that other words for the same are met."""


def taught(vectors: Matrix, truth: Matrix) -> Network:
    """The network that tells the truth of some vectors; the same each time."""
    chance = np.random.default_rng(_SEED)
    size, count = vectors.shape[1], truth.shape[1]
    weights = [
        (chance.standard_normal((size, _HIDDEN)) * 2 / np.sqrt(size)).astype(np.float32), np.zeros(_HIDDEN, np.float32),
        (chance.standard_normal((_HIDDEN, count)) / np.sqrt(_HIDDEN)).astype(np.float32), np.full(count, -3, np.float32),
    ]  # fmt: skip
    means, squares = [np.zeros_like(each) for each in weights], [np.zeros_like(each) for each in weights]
    steps = 0
    for turn in range(_ROUNDS):
        rate = _STEP * (1 + np.cos(np.pi * turn / _ROUNDS)) / 2
        order = chance.permutation(len(vectors))
        for start in range(0, len(order), _BATCH):
            rows, steps = order[start : start + _BATCH], steps + 1
            blurred = vectors[rows] + _BLUR * chance.standard_normal((len(rows), size), dtype=np.float32)
            slopes = _slopes(weights, blurred, truth[rows], chance)
            for weight, slope, mean, square in zip(weights, slopes, means, squares, strict=True):
                mean += 0.1 * (slope - mean)
                square += 0.01 * (slope**2 - square)
                weight -= (rate * (mean / (1 - 0.9**steps)) / (np.sqrt(square / (1 - 0.99**steps)) + 1e-8)).astype(np.float32)
    return Network(*weights)


def _slopes(weights: list[Matrix], vectors: Matrix, truth: Matrix, chance: np.random.Generator) -> tuple[Matrix, ...]:
    """Of the logistic loss, some hidden units left out by chance."""
    inner, inner_bias, outer, outer_bias = weights
    kept = (chance.random((len(vectors), _HIDDEN), dtype=np.float32) > _DROPPED) / np.float32(1 - _DROPPED)
    hidden = np.maximum(vectors @ inner + inner_bias, 0) * kept
    missed = (1 / (1 + np.exp(-(hidden @ outer + outer_bias))) - truth) / np.float32(len(vectors))
    back = (missed @ outer.T) * (hidden > 0) * kept
    return vectors.T @ back, back.sum(axis=0), hidden.T @ missed, missed.sum(axis=0)


def kept_of(network: Network) -> dict[str, NDArray[np.float16]]:
    """The weights as they are kept in a file."""
    return {field.name: getattr(network, field.name).astype(np.float16) for field in fields(network)}
