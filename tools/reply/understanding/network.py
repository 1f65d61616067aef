"""A small network that tells intents by the vector of a sentence (see vectors.py), its weights shipped beside it."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
NETWORK = Path(__file__).with_name("network.npz")


@dataclass
class Network:
    """One hidden layer; `read` gives a score for each intent, above zero where it is likely."""

    inner: Matrix
    inner_bias: Matrix
    outer: Matrix
    outer_bias: Matrix

    def read(self, vectors: Matrix) -> Matrix:
        """Scores, a row for each vector."""
        found: Matrix = np.maximum(vectors @ self.inner + self.inner_bias, 0) @ self.outer + self.outer_bias
        return found


@cache
def shipped_network() -> Network:
    """The network that is shipped."""
    with np.load(NETWORK) as kept:
        return Network(*(kept[field.name].astype(np.float32) for field in fields(Network)))
