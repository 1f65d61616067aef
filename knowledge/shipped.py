"""The vectors of the shipped library, made once and shipped, so that a first run need not embed.

`make vectors` renews the file after the library has changed; a test demands it.
"""

import numpy as np

from knowledge.document import Passage, passages_of
from knowledge.embedding import Embedder, Vectors, default_embedder
from knowledge.ledger import vector_key
from knowledge.library import LIBRARY, read_library

FILE = LIBRARY / "vectors.npz"
_STEPS = 127
_BATCH = 16


def shipped_vectors(embedder: str) -> dict[str, Vectors]:
    """Vectors by key; none when another embedder made the file."""
    if not FILE.exists():
        return {}
    with np.load(FILE, allow_pickle=False) as content:
        if str(content["embedder"]) != embedder:
            return {}
        rows = content["vectors"].astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return dict(zip((str(key) for key in content["keys"]), rows, strict=True))


def library_passages(embedder: str) -> dict[str, Passage]:
    """All passages of the library by the key of their vector."""
    return {vector_key(embedder, passage): passage for document in read_library() for passage in passages_of(document)}


def renew() -> int:
    """Embed what the library holds and the file does not; returns how many passages were embedded.

    A number of a vector takes one byte: 127 steps up to the vector's largest, which moves a cosine by less than .001.
    """
    embedder = default_embedder()
    passages = library_passages(embedder.name)
    known = shipped_vectors(embedder.name)
    missing = [key for key in passages if key not in known]
    for asked in (False, True):
        keys = [key for key in missing if passages[key].asked == asked]
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            known.update(zip(batch, _embed(embedder, [passages[key] for key in batch]), strict=True))
    keys = sorted(passages)
    rows = np.array([known[key] for key in keys])
    steps = np.rint(rows / np.abs(rows).max(axis=1, keepdims=True) * _STEPS).astype(np.int8)
    np.savez_compressed(FILE, embedder=embedder.name, keys=np.array(keys), vectors=steps)
    return len(missing)


def _embed(embedder: Embedder, passages: list[Passage]) -> Vectors:
    texts = [passage.embedded for passage in passages]
    return embedder.questions(texts) if passages[0].asked else embedder.passages(texts)


if __name__ == "__main__":
    print(f"{renew()} passages embedded")
