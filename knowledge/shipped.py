"""The vectors of the shipped library, made once and shipped, so that a first run need not embed.

`make vectors` renews the file after the library has changed; a test demands it.
"""

from pathlib import Path

import numpy as np

from knowledge.document import passages_of
from knowledge.embedding import Vectors, default_embedder
from knowledge.ledger import vector_key
from knowledge.reading import LIBRARY, read_library

FILE = LIBRARY / "vectors.npz"


def shipped_vectors(embedder: str) -> dict[str, Vectors]:
    """Vectors by key; none when another embedder made the file."""
    if not FILE.exists():
        return {}
    with np.load(FILE, allow_pickle=False) as content:
        if str(content["embedder"]) != embedder:
            return {}
        rows = content["vectors"].astype(np.float32)
        return dict(zip((str(key) for key in content["keys"]), rows, strict=True))


def renew(file: Path = FILE) -> int:
    """Embed what the library holds and the file does not; returns how many passages were embedded."""
    embedder = default_embedder()
    texts = {
        vector_key(embedder.name, passage.embedded): passage.embedded
        for document in read_library()
        for passage in passages_of(document)
    }
    known = shipped_vectors(embedder.name)
    missing = [key for key in texts if key not in known]
    for key in missing:
        known[key] = embedder.passages([texts[key]])[0]
    keys = sorted(texts)
    rows = np.array([known[key] for key in keys], dtype=np.float16)
    np.savez_compressed(file, embedder=embedder.name, keys=np.array(keys), vectors=rows)
    return len(missing)


if __name__ == "__main__":
    print(f"{renew()} passages embedded")
