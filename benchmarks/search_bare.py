"""What search is measured against: all cosines with numpy, and Chroma alone, over the same vectors."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.embedding import Vectors
from knowledge.ledger import Ledger
from knowledge.scope import Scope

_BATCH = 2_000
_NEAREST = 5


@dataclass(frozen=True)
class Held:
    """All passages of an index.

    Attributes:
        vectors: In the order of `ids`.
        conditions: What may be asked of the document of each: `kind`, `platform`, `shop`; `-` where it has none.
    """

    ids: list[str]
    vectors: Vectors
    conditions: list[dict[str, str]]


def held(ledger: Ledger) -> Held:
    """What a ledger holds; every document of one platform and for one shop at most."""
    with ledger.connection() as connection:
        rows = connection.execute(
            "select p.id, d.kind, d.platforms, d.shops, v.value from passage p "
            "join document d on d.id = p.document_id join vector v on v.key = p.vector_key"
        ).fetchall()
    conditions = [
        {"kind": kind, "platform": platforms.strip("|") or "-", "shop": shops.strip("|") or "-"}
        for _, kind, platforms, shops, _ in rows
    ]
    vectors = np.frombuffer(b"".join(row[-1] for row in rows), dtype=np.float32).reshape(len(rows), -1)
    return Held([row[0] for row in rows], vectors, conditions)


def asked(scope: Scope) -> dict[str, str]:
    """The conditions of a scope."""
    named = {"kind": scope.kind, "platform": scope.platform, "shop": scope.shop}
    return {name: value for name, value in named.items() if value}


class BruteForce:
    """All cosines, over vectors in memory.

    Args:
        passages: To be searched.
        scopes: Conditions to come; what they let through is put together now.
    """

    def __init__(self, passages: Held, scopes: list[Scope]) -> None:
        self._held = {scope: _let_through(passages, scope) for scope in scopes}

    def nearest(self, vector: Vectors, scope: Scope) -> list[str]:
        """Ids of the nearest of a scope, best first."""
        ids, vectors = self._held[scope]
        similarities = vectors @ vector
        best = np.argpartition(-similarities, _NEAREST)[:_NEAREST]
        return [ids[row] for row in best[np.argsort(-similarities[best])]]


def _let_through(passages: Held, scope: Scope) -> tuple[list[str], Vectors]:
    rows = [row for row, own in enumerate(passages.conditions) if asked(scope).items() <= own.items()]
    return [passages.ids[row] for row in rows], passages.vectors[rows]


class BareChroma:
    """One collection with Chroma's own filters.

    Args:
        folder: Made when missing.
    """

    def __init__(self, folder: Path) -> None:
        from chromadb import PersistentClient
        from chromadb.config import Settings

        client = PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
        self._collection = client.get_or_create_collection(
            "bare", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def add(self, passages: Held) -> None:
        """Add passages with what may be asked of them."""
        for start in range(0, len(passages.ids), _BATCH):
            some = slice(start, start + _BATCH)
            metadatas: Any = passages.conditions[some]
            self._collection.upsert(ids=passages.ids[some], embeddings=passages.vectors[some], metadatas=metadatas)

    def nearest(self, vector: Vectors, scope: Scope) -> list[str]:
        """Ids of the nearest of a scope, best first."""
        each = [{name: value} for name, value in asked(scope).items()]
        where: Any = {"$and": each} if len(each) > 1 else each[0] if each else None
        found = self._collection.query(query_embeddings=vector.reshape(1, -1), n_results=_NEAREST, where=where, include=[])
        return found["ids"][0]
