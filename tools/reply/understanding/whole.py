"""How sure each intent is of a whole message, from what its sentences and all of it together say."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tools.reply.understanding.network import NETWORK, Matrix, shipped_network
from tools.reply.understanding.vectors import Vector

_EDGE, _LEAST = 1e-4, -12.0


def clues_of(sentences: Sequence[NDArray[np.floating]], vector: Vector) -> Matrix:
    """What is weighed, a row for each intent.

    Args:
        sentences: How sure each intent is of each sentence.
        vector: What the encoder makes of the whole message.

    Returns:
        The surest sentence as odds, the network's score of the whole, how far the surest lies behind the surest of all
        intents, whether it is first or second of them, how many sentences there are, by itself and with the odds, the odds
        of the surest of all, all sentences together, one.
    """
    sure = np.clip(np.array(sentences), _EDGE, 1 - _EDGE)
    odds = np.log(sure / (1 - sure))
    most, count = odds.max(axis=0), np.log(len(odds))
    place = (-most).argsort().argsort()
    alike = np.ones(len(most))
    scores = np.maximum(shipped_network().read(vector[None])[0], _LEAST)
    together = np.log1p(np.exp(odds)).sum(axis=0)
    columns = (most, scores, most - most.max(), place == 0, place == 1, alike * count, most * count / 5, alike * most.max(),
               together, alike)  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def weighed_whole(sentences: Sequence[NDArray[np.floating]], vector: Vector) -> NDArray[np.floating]:
    """How sure each intent is of the message, 0 to 1."""
    weights, bias = _shipped()
    found: NDArray[np.floating] = 1 / (1 + np.exp(-(clues_of(sentences, vector) @ weights + bias)))
    return found


@cache
def _shipped() -> tuple[Matrix, Matrix]:
    with np.load(NETWORK) as kept:
        return kept["whole"].astype(np.float32), kept["whole_bias"].astype(np.float32)
