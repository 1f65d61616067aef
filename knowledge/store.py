"""The vector store: Chroma, embedded in this process. The only file that imports it.

Chroma does not notice what another process adds, and answers wrongly, without an error, when files of its
index are lost. So every store knows the generation it was opened at, and is checked against the ledger's
number of passages and a known vector before it is trusted.
"""

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedding import Vectors

logger = logging.getLogger(__name__)
_BATCH = 2_000


class VectorStore:
    """One collection of unit vectors with cosine distance.

    Args:
        folder: Chroma's folder; made when missing.
        name: Collection name; one per embedder.
    """

    def __init__(self, folder: Path, name: str) -> None:
        from chromadb import PersistentClient
        from chromadb.config import Settings

        self._client = PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
        self._collection = self._client.get_or_create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def add(self, ids: Sequence[str], vectors: Vectors, kinds: Sequence[str]) -> None:
        """Add vectors, each with the kind of its document."""
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            self._collection.upsert(
                ids=list(ids[part]),
                embeddings=np.asarray(vectors[part], dtype=np.float32),
                metadatas=[{"kind": kind} for kind in kinds[part]],
            )

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; unknown ids do no harm."""
        for start in range(0, len(ids), _BATCH):
            self._collection.delete(ids=list(ids[start : start + _BATCH]))

    def count(self) -> int:
        """How many vectors there are."""
        return self._collection.count()

    def nearest(self, vector: Vectors, limit: int, kind: str | None = None) -> list[tuple[str, float]]:
        """Ids and cosine similarities, best first.

        Args:
            vector: Shape (1, n).
            limit: How many at most.
            kind: Only passages of this kind.
        """
        total = self.count()
        if not total:
            return []
        where: Any = {"kind": kind} if kind else None
        found = self._collection.query(
            query_embeddings=np.asarray(vector, dtype=np.float32), n_results=min(limit, total), where=where, include=["distances"]
        )
        distances = found["distances"] or [[]]
        return [(name, 1.0 - distance) for name, distance in zip(found["ids"][0], distances[0], strict=True)]

    def is_sound(self, ids: Sequence[str]) -> bool:
        """Whether the store holds so many vectors, and the first and the last of them find themselves."""
        return self.count() == len(ids) and all(self._answers(name) for name in (*ids[:1], *ids[-1:]))

    def _answers(self, name: str) -> bool:
        found = self._collection.get(ids=[name], include=["embeddings"])
        if not found["ids"] or found["embeddings"] is None or not len(found["embeddings"]):
            return False
        nearest = self.nearest(np.asarray(found["embeddings"][:1], dtype=np.float32), 3)
        return any(similarity > 0.999 for _, similarity in nearest)

    def close(self) -> None:
        """Let go of the folder, so that it can be opened anew."""
        forget_open_folders()


def forget_open_folders() -> None:
    """Chroma keeps every folder it has opened; without this it would not see that one was replaced."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def open_sound(folder: Path, name: str, ids: Sequence[str]) -> VectorStore | None:
    """The store when it is whole; None when it is missing, stale or damaged.

    Args:
        folder: Chroma's folder.
        name: Collection name.
        ids: What it must hold.
    """
    if not folder.exists():
        return None
    try:
        store = VectorStore(folder, name)
        return store if store.is_sound(ids) else None
    except Exception:
        logger.warning("the vector index cannot be opened", exc_info=True)
        return None


def destroy(folder: Path) -> None:
    """Delete a folder of Chroma's."""
    if folder.exists():
        forget_open_folders()
        shutil.rmtree(folder, ignore_errors=True)
