"""An embedder that embeds no text twice in a run, for evals that add the same files to several folders."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import ClassVar

import numpy as np

from knowledge.embedding import Embedder, Vectors, default_embedder


@cache
def _embedder() -> Embedder:
    return default_embedder()


class Remembering:
    """The default embedder, under its own name; all instances share what they know."""

    _known: ClassVar[dict[tuple[bool, str], Vectors]] = {}

    def __init__(self) -> None:
        self.name = _embedder().name

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found."""
        return self._all(texts, _embedder().passages, asked=False)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self._all(texts, _embedder().questions, asked=True)

    def _all(self, texts: Sequence[str], embed: Callable[[Sequence[str]], Vectors], *, asked: bool) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if (asked, text) not in self._known]
        if missing:
            self._known.update(zip(((asked, text) for text in missing), embed(missing), strict=True))
        return np.array([self._known[asked, text] for text in texts])
