"""Fits the model to the examples: `python -m tools.reply.understanding.fit` writes weights.npz."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit

from tools.reply.contract import LANGUAGES
from tools.reply.understanding.features import BUCKETS, features
from tools.reply.understanding.model import BACKGROUND, EXAMPLES, WEIGHTS, Model, fingerprint
from tools.reply.understanding.sentences import read

LATIN = tuple(language for language in LANGUAGES if language not in ("zh", "ja"))
_PENALTY = 0.1
_ROUNDS = 100
_SEED = 8
_LEAST = 0.03
"""Weights below it are left out; they decide nothing."""


@dataclass(frozen=True)
class Example:
    """A sentence, its language and what it asks for: nothing for greetings and stories."""

    text: str
    language: str
    intents: frozenset[str]


def examples() -> list[Example]:
    """All of the present files; a sentence that stands under several intents has them all."""
    intents: dict[tuple[str, str], set[str]] = {}
    for language in LANGUAGES:
        path = EXAMPLES / f"{language}.yaml"
        listed = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        for intent, texts in listed.items():
            for text in texts:
                intents.setdefault((language, str(text)), set()).update({intent} - {"other"})
    for language, texts in yaml.safe_load(BACKGROUND.read_text(encoding="utf-8")).items():
        for text in texts:
            intents.setdefault((language, str(text)), set())
    return [Example(text, language, frozenset(found)) for (language, text), found in intents.items()]


def fit(given: Sequence[Example]) -> Model:
    """The model of some examples, of pairs of them and of misspelt copies; the same each time."""
    chance = random.Random(_SEED)  # noqa: S311  # no secret
    rows = [*given, *_joined(given, chance), *(_misspelt(each, chance) for each in given)]
    intents = sorted({intent for each in given for intent in each.intents})
    labels = (*intents, *LATIN)
    place = {label: number for number, label in enumerate(labels)}
    truth = np.zeros((len(rows), len(labels)), dtype=np.float32)
    for number, row in enumerate(rows):
        truth[number, [place[label] for label in (*row.intents, row.language) if label in place]] = 1
    weights, bias = _descended(_matrix(rows), truth)
    weights[np.abs(weights) < _LEAST] = 0
    return Model(labels, weights, bias, _words(given), "")


def _joined(given: Sequence[Example], chance: random.Random) -> list[Example]:
    """Two requests in one breath."""
    found = []
    for language in LANGUAGES:
        own = [each for each in given if each.language == language]
        others = chance.sample(own, len(own))
        found += [
            Example(f"{one.text.rstrip('.!。！')} {two.text}", language, one.intents | two.intents)
            for one, two in zip(own, others, strict=True)
            if one is not two
        ]
    return found


def _misspelt(example: Example, chance: random.Random) -> Example:
    """A letter lost or two changed over; ends of sentences and accents are no part of the features anyway."""
    letters = list(example.text)
    for _ in range(max(1, len(letters) // 30)):
        at = chance.randrange(len(letters))
        if letters[at].isalpha() and at + 1 < len(letters) and letters[at + 1].isalpha():
            if chance.random() < 1 / 2:
                del letters[at]
            else:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return Example("".join(letters), example.language, example.intents)


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


def write(model: Model) -> None:
    """The model into its file."""
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


if __name__ == "__main__":
    write(fit(examples()))
