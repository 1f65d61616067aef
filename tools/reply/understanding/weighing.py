"""How much the word model, the network and the cues count for, put together."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tools.reply.contract import Intent
from tools.reply.understanding.cues import Hit
from tools.reply.understanding.network import NETWORK, Matrix, shipped_network

_MOST_UNITS = 6
_LEAST, _EDGE = -12.0, 1e-5


@dataclass(frozen=True)
class Evidence:
    """What speaks for an intent in a sentence.

    Attributes:
        told: The longest cue that tells it.
        denied: A cue says that it is not meant.
    """

    told: Hit | None = None
    denied: bool = False


def evidence_of(hits: list[Hit]) -> dict[str, Evidence]:
    """Evidence by intent; cues whose name begins with `-` deny."""
    denied = {hit.name[1:] for hit in hits if hit.name[0] == "-"}
    told: dict[str, Hit] = {}
    for hit in hits:
        if hit.name[0] != "-" and (hit.name not in told or _size(hit) > _size(told[hit.name])):
            told[hit.name] = hit
    return {name: Evidence(told.get(name), name in denied) for name in {*told, *denied}}


def _size(hit: Hit) -> int:
    return hit.end - hit.start


def clues(labels: tuple[Intent, ...], evidence: dict[str, Evidence]) -> Matrix:
    """For each intent: a cue tells it, how long the cue is, a cue denies it."""
    found = np.zeros((len(labels), 3), dtype=np.float32)
    for number, label in enumerate(labels):
        if (each := evidence.get(label)) is None:
            continue
        if each.told is not None and not each.denied:
            found[number, :2] = 1, min(_size(each.told), _MOST_UNITS) / _MOST_UNITS
        found[number, 2] = each.denied
    return found


def rows(words: NDArray[np.floating], found: Matrix, scores: Matrix | None) -> Matrix:
    """What is weighed, a row for each intent: the model's opinion as odds, the clues, the network's score, one."""
    sure = np.clip(words, _EDGE, 1 - _EDGE)
    odds = np.log(sure / (1 - sure))
    parts = [odds[:, None], found] if scores is None else [odds[:, None], found, np.maximum(scores, _LEAST)[:, None]]
    return np.hstack([*parts, np.ones((len(found), 1))]).astype(np.float32)


def weighed(words: NDArray[np.floating], found: Matrix, vector: Matrix | None) -> NDArray[np.floating]:
    """How sure each intent is, 0 to 1."""
    scores = None if vector is None else shipped_network().read(vector[None])[0]
    sure: NDArray[np.floating] = 1 / (1 + np.exp(-(rows(words, found, scores) @ shipped_weights()[scores is not None])))
    return sure


@cache
def shipped_weights() -> tuple[Matrix, Matrix]:
    """What each column of `rows` counts: without the network, with it."""
    with np.load(NETWORK) as kept:
        return kept["alone"].astype(np.float32), kept["together"].astype(np.float32)
