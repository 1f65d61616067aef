"""Made documents for the search bench: sentences of the library over again, with vectors near those of the library."""

from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b

import numpy as np

from knowledge.document import Document
from knowledge.embedding import Vectors, default_embedder
from knowledge.library import read_library
from knowledge.scope import Scope
from knowledge.shipped import shipped_vectors

PASSAGES_PER_DOCUMENT = 10
PLATFORMS = ("amazon", "ebay", "walmart", "shopee")
SHOPS = tuple(f"shop-{number:02}" for number in range(20))
SCOPES = {
    "open": Scope(),
    "kind": Scope(kind="document"),
    "platform": Scope(kind="document", platform=PLATFORMS[0]),
    "shop": Scope(kind="document", shop=SHOPS[0]),
}
"""What searches are limited to; every made document is of one platform and for one shop."""
_NOISE = 0.6


class NearLibrary:
    """An embedder without a model, under the name of the default one: some vector of the library, and noise, by the text.

    Random unit vectors would all be as far from each other, which no index is made for.
    """

    def __init__(self) -> None:
        self.name = default_embedder().name

    @cached_property
    def _library(self) -> Vectors:
        return np.array(list(shipped_vectors(self.name).values()))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found."""
        return np.array([self._vector(text) for text in texts])

    questions = passages

    def _vector(self, text: str) -> Vectors:
        random = np.random.default_rng(int.from_bytes(blake2b(text.encode(), digest_size=8).digest()))
        near = self._library[random.integers(len(self._library))]
        noise = random.standard_normal(near.size, dtype=np.float32)
        vector: Vectors = near + _NOISE * noise / np.linalg.norm(noise)
        return vector / np.linalg.norm(vector)


def questions(number: int, seed: int = 1) -> list[str]:
    """Questions of the library, in both languages in turn."""
    asked = [[one for document in read_library() for one in document.questions.get(language, ())] for language in ("zh", "en")]
    random = np.random.default_rng(seed)
    return [str(random.choice(asked[at % len(asked)])) for at in range(number)]


def documents(passages: int, seed: int = 0) -> list[Document]:
    """Documents of so many passages together, in both languages in turn."""
    random = np.random.default_rng(seed)
    lines = [[document.texts[language].split("\n")[0][:100] for document in read_library()] for language in ("zh", "en")]
    told = [[line for line in of_language if line[0].isalpha()] for of_language in lines]
    return [_document(at, seed, told[at % len(told)], random) for at in range(passages // PASSAGES_PER_DOCUMENT)]


def _document(at: int, seed: int, told: list[str], random: np.random.Generator) -> Document:
    """Headings keep the parts from being joined, so that each is a passage."""
    parts = (told[number] for number in random.integers(len(told), size=PASSAGES_PER_DOCUMENT))
    text = "\n\n".join(f"# {at}-{number}\n{part}" for number, part in enumerate(parts))
    return Document(
        id=f"made-{seed}-{at}",
        kind="document",
        titles={"": f"made-{seed}-{at}"},
        texts={"": text},
        source=None,
        platforms=(PLATFORMS[at % len(PLATFORMS)],),
        shops=(SHOPS[at % len(SHOPS)],),
        language=("zh", "en")[at % 2],
        title_counts=False,
    )
