"""The vector store: Chroma, embedded in this process. The only file that imports it.

Chroma does not notice what another process adds, and answers wrongly, without an error, when files of its
index are lost. So every store knows the generation it was opened at, and is checked against the ledger's
number of passages and known vectors from all over the index before it is trusted.
"""

import logging
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge.embedding import Vectors

logger = logging.getLogger(__name__)
_BATCH = 2_000
OTHER = "other"
LANGUAGES = ("zh", "en", OTHER)
ORIGINS = ("library", "user")
"""The library and the files of users are searched apart: hundreds of the library's questions would stand before a file."""
Key = tuple[str, str]
"""Origin and language of the passages of a collection."""
_UNCHANGED = 0.999
_CANARY_NEIGHBOURS = 10
_LOOKED_AT = 1_000
"""Vectors that a search visits: with Chroma's own 100 it misses 4 in 100 of the nearest passages, and with these none (measured
over the library and 115 further passages)."""
_INDEX_FILES = ("data_level0.bin", "header.bin", "length.bin")
_WRITTEN_LATER = "index_metadata.pickle"
_LINKS = "link_lists.bin"


class VectorStore:
    """Unit vectors with cosine distance, in one collection per origin and language of the passages.

    One collection would give the passages nearest to a question mostly in the question's own language; and a
    collection is searched without Chroma's filters, which cost more than the search.

    Args:
        folder: Chroma's folder; made when missing.
        name: Begins the names of the collections; one per embedder.
    """

    def __init__(self, folder: Path, name: str) -> None:
        from chromadb import PersistentClient
        from chromadb.config import Settings

        self._client = PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
        self._counts: dict[Key, int] = {}
        self._collections = {
            (origin, language): self._client.get_or_create_collection(
                f"{name}-{origin}-{language}",
                configuration={"hnsw": {"space": "cosine", "ef_search": _LOOKED_AT}},
                embedding_function=None,
            )
            for origin in ORIGINS
            for language in LANGUAGES
        }

    def add(self, ids: Sequence[str], vectors: Vectors, keys: Sequence[Key]) -> None:
        """Add vectors, each to its collection."""
        self._counts.clear()
        for key, collection in self._collections.items():
            rows = [row for row, (origin, language) in enumerate(keys) if (origin, collection_of(language)) == key]
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                collection.upsert(ids=[ids[row] for row in batch], embeddings=np.asarray(vectors[batch], dtype=np.float32))

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; unknown ids do no harm."""
        self._counts.clear()
        for collection in self._collections.values():
            for start in range(0, len(ids), _BATCH):
                collection.delete(ids=list(ids[start : start + _BATCH]))

    def count(self, origin: str | None = None) -> int:
        """How many vectors there are."""
        return sum(self._count(key) for key in self._collections if origin in (None, key[0]))

    def _count(self, key: Key) -> int:
        if key not in self._counts:
            self._counts[key] = self._collections[key].count()
        return self._counts[key]

    def nearest(self, origin: str, asked: Mapping[str, Vectors], limit: int) -> list[tuple[str, float]]:
        """Ids and cosine similarities, best first within each language.

        Args:
            origin: Of which passages.
            asked: The vector to compare with passages of each language, shape (n,).
            limit: How many of each language at most.
        """
        return [found for language in LANGUAGES for found in self._nearest((origin, language), asked[language], limit)]

    def _nearest(self, key: Key, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        if not self._count(key):
            return []
        found = self._collections[key].query(
            query_embeddings=np.asarray([vector], dtype=np.float32),
            n_results=min(limit, self._count(key)),
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        return [(name, 1.0 - distance) for name, distance in zip(found["ids"][0], distances[0], strict=True)]

    def is_sound(self, known: Mapping[str, Vectors], expected: int) -> bool:
        """Whether the store holds so many vectors, and known ones unchanged and findable.

        Args:
            known: Vectors by passage id, drawn from the whole index.
            expected: How many there must be.
        """
        return self.count() == expected and all(self._answers(name, vector) for name, vector in known.items())

    def _answers(self, name: str, vector: Vectors) -> bool:
        asked = dict.fromkeys(LANGUAGES, vector)
        found = [hit for origin in ORIGINS for hit in self.nearest(origin, asked, _CANARY_NEIGHBOURS)]
        return (
            any(other == name and similarity > _UNCHANGED for other, similarity in found)
            or sum(similarity > _UNCHANGED for _, similarity in found) >= _CANARY_NEIGHBOURS
        )

    def close(self) -> None:
        """Let go of the folder, so that it can be opened anew."""
        forget_open_folders()


def collection_of(language: str) -> str:
    """The collection of a language's passages."""
    return language if language in LANGUAGES else OTHER


def forget_open_folders() -> None:
    """Chroma keeps every folder it has opened; without this it would not see that one was replaced."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def _files_are_whole(folder: Path) -> bool:
    """Whether no file of a written index is missing or empty: Chroma's own reader ends the process on some of those."""
    written = [part for part in folder.iterdir() if part.is_dir() and any(part.iterdir())]
    return all(map(_is_whole, written))


def _is_whole(part: Path) -> bool:
    """Of one collection; as long as all its vectors wait in Chroma's log, it has no links yet."""
    filled = [*_INDEX_FILES, *([_LINKS] if (part / _WRITTEN_LATER).exists() else [])]
    return (part / _LINKS).exists() and all((part / name).exists() and (part / name).stat().st_size for name in filled)


def open_sound(folder: Path, name: str, known: Mapping[str, Vectors], expected: int) -> VectorStore | None:
    """The store when it is whole; None when it is missing, stale or damaged.

    Args:
        folder: Chroma's folder.
        name: Begins the names of the collections.
        known: Vectors by passage id that it must find.
        expected: How many it must hold.
    """
    if not folder.exists() or not _files_are_whole(folder):
        return None
    try:
        store = VectorStore(folder, name)
        return store if store.is_sound(known, expected) else None
    except Exception:
        logger.warning("the vector index cannot be opened", exc_info=True)
        return None


def destroy(folder: Path) -> None:
    """Delete a folder of Chroma's."""
    if folder.exists():
        forget_open_folders()
        shutil.rmtree(folder, ignore_errors=True)
