"""The statistical second half: a linear model of sentences, its weights shipped beside it (see fit.py)."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.reply.understanding.features import features

WEIGHTS = Path(__file__).with_name("weights.npz")
EXAMPLES = Path(__file__).with_name("examples")
BACKGROUND = Path(__file__).with_name("background.yaml")


@dataclass(frozen=True)
class Model:
    """A fitted model.

    Attributes:
        labels: Intents, then languages written in Latin letters.
        weights: A row for each feature, a column for each label.
        bias: Of each label.
        words: Known words of each language, the more usual first.
        examples: Fingerprint of what it was fitted on.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    words: dict[str, tuple[str, ...]]
    examples: str

    def read(self, units: tuple[str, ...]) -> dict[str, float]:
        """How sure each label is of a sentence, 0 to 1, each for itself."""
        numbers = features(units)
        scores = self.weights[numbers].sum(axis=0) / np.sqrt(len(numbers)) + self.bias
        return dict(zip(self.labels, (1 / (1 + np.exp(-scores))).tolist(), strict=True))


@cache
def shipped_model() -> Model:
    """The model that is shipped."""
    with np.load(WEIGHTS) as kept:
        words = {name.removeprefix("words_"): tuple(str(kept[name]).split()) for name in kept.files if name.startswith("words_")}
        return Model(
            labels=tuple(str(kept["labels"]).split()),
            weights=kept["weights"].astype(np.float32),
            bias=kept["bias"].astype(np.float32),
            words=words,
            examples=str(kept["examples"]),
        )


def fingerprint() -> str:
    """Of the present examples."""
    read = hashlib.sha256()
    for path in [*sorted(EXAMPLES.iterdir()), BACKGROUND]:
        read.update(path.name.encode() + path.read_bytes())
    return read.hexdigest()
