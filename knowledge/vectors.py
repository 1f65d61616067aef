"""The vectors of all passages: made once, kept in the ledger, searched in Chroma or, for few passages, exactly."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

import numpy as np

from knowledge.document import Document, Passage, passages_of
from knowledge.embedding import Embedder, Vectors
from knowledge.ledger import Ledger, vector_key
from knowledge.scope import OPEN, Scope
from knowledge.store import LANGUAGES, ORIGINS, VectorStore, collection_of, destroy, forget_open_folders, open_sound

logger = logging.getLogger(__name__)
_EMBED_BATCH = 16
_CANARIES = 12
_EXACT = 6_000
"""Up to so many passages that pass are compared one by one: faster than to take enough neighbours that pass from the index."""
_SPARE = 1.5
_REMEMBERED = 64
_MOVED = 0.5
"""More would put a translation before the original (see docs/decisions/0011-knowledge.md)."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """The vectors of a query, shape (n,).

    The encoders put languages apart: a question lies nearer to anything in its own. So for passages in the other of
    Chinese and English it is moved by a share of what lies between the middles of the library's questions in both.

    Attributes:
        own: As embedded: for documents that exist in both languages.
        moved: By language of the passage, for any document.
    """

    own: Vectors
    moved: Mapping[str, Vectors]


class VectorIndex:
    """Adds, removes and finds vectors; the ledger is the record, Chroma is derived from it.

    Args:
        folder: Chroma's folder.
        ledger: Where passages and vectors are kept.
        embedder: Makes vectors.
    """

    def __init__(self, folder: Path, ledger: Ledger, embedder: Embedder) -> None:
        self._folder = folder
        self._ledger = ledger
        self._embedder = embedder
        self._name = "".join(c if c.isalnum() else "-" for c in embedder.name)
        self._opened: tuple[str, VectorStore] | None = None
        self._lock = RLock()
        self._asked: dict[str, Asked] = {}
        self._apart: Vectors | None = None

    def put(self, documents: Sequence[Document]) -> None:
        """Keep documents in place of those of the same ids."""
        passages = [passage for document in documents for passage in passages_of(document)]
        vectors = self._embedded(passages)
        with self._lock:
            store = self._store()
            store.remove(self._ledger.put(documents))
            self._add(store, passages, vectors)
            self._advance(store)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents."""
        with self._lock:
            store = self._store()
            store.remove(self._ledger.remove(ids))
            self._advance(store)

    def of_query(self, query: str, script: str) -> Asked:
        """The vectors of a query; the last ones are remembered, for a question is often searched twice.

        Args:
            query: As asked.
            script: That it is written in, `east` or `west`.
        """
        if query not in self._asked:
            while len(self._asked) >= _REMEMBERED:
                self._asked.pop(next(iter(self._asked)), None)
            own = self._embedder.questions([query])[0]
            towards, foreign = (_MOVED, "en") if script == "east" else (-_MOVED, "zh")
            moved = own + towards * self._zh_to_en()
            self._asked[query] = Asked(own, {**dict.fromkeys(LANGUAGES, own), foreign: moved / np.linalg.norm(moved)})
        return self._asked[query]

    def _zh_to_en(self) -> Vectors:
        if self._apart is None:
            self._apart = self._ledger.middle("en") - self._ledger.middle("zh")
        return self._apart

    def similarities(self, asked: Asked, documents: Sequence[str]) -> tuple[dict[str, float], dict[str, Passage]]:
        """Cosine similarity of every passage of those documents that have questions, and the passages; by passage id.

        Args:
            asked: The vectors of the query.
            documents: Their ids.
        """
        passages, vectors = self._ledger.passages_with_questions(documents)
        by_id = {passage.id: passage for passage in passages}
        return (dict(zip(by_id, (vectors @ asked.own).tolist(), strict=True)) if passages else {}), by_id

    def nearest(self, asked: Asked, limit: int, scope: Scope = OPEN) -> list[tuple[str, float]]:
        """Passages nearest in meaning, with their cosine similarities.

        Where a scope lets few passages through they are compared one by one; otherwise so many more are taken
        from the index that enough of them pass. Those that do not pass may be among them.

        Args:
            asked: The vectors of the query.
            limit: How many of each language at most.
            scope: What their documents must meet.
        """
        return [found for origin in ORIGINS for found in self._nearest(origin, asked, limit, scope)]

    def _nearest(self, origin: str, asked: Asked, limit: int, scope: Scope) -> list[tuple[str, float]]:
        store = self._store()
        total = store.count(origin)
        eligible = total if scope == OPEN else self._ledger.count(scope, origin)
        if eligible == total:
            return store.nearest(origin, asked.moved, limit)
        if eligible <= _EXACT:
            passages, vectors = self._ledger.vectors_in(scope, origin)
            similar = _compared(asked.moved, vectors, [language for _, language in passages])
            found = sorted(zip(passages, similar, strict=True), key=lambda one: -one[1])
            of_each = ([one for one in found if collection_of(one[0][1]) == language][:limit] for language in LANGUAGES)
            return [(name, score) for some in of_each for (name, _), score in some]
        return store.nearest(origin, asked.moved, int(limit * _SPARE * total / eligible))

    def rebuild(self, tell: Tell | None = None) -> int:
        """Make the vector store anew from the documents; returns how many passages there are."""
        with self._lock:
            self._opened = None
            destroy(self._folder)
            store = VectorStore(self._folder, self._name)
            passages = [passage for document in self._ledger.documents() for passage in passages_of(document)]
            self._add(store, passages, self._embedded(passages, tell))
            self._advance(store)
            return len(passages)

    def _add(self, store: VectorStore, passages: Sequence[Passage], vectors: Vectors) -> None:
        if passages:
            store.add([passage.id for passage in passages], vectors, [(passage.origin, passage.language) for passage in passages])

    def _embedded(self, passages: Sequence[Passage], tell: Tell | None = None) -> Vectors:
        keys = [vector_key(self._embedder.name, passage) for passage in passages]
        known = self._ledger.vectors(keys)
        missing = [(key, passage) for key, passage in dict(zip(keys, passages, strict=True)).items() if key not in known]
        for start in range(0, len(missing), _EMBED_BATCH):
            made = self._made(missing[start : start + _EMBED_BATCH])
            self._ledger.keep_vectors(made)
            known.update(made)
            if tell:
                tell(len(passages) - len(missing) + start + len(made), len(passages))
        return np.array([known[key] for key in keys], dtype=np.float32)

    def _made(self, batch: Sequence[tuple[str, Passage]]) -> dict[str, Vectors]:
        made: dict[str, Vectors] = {}
        for asked, embed in ((False, self._embedder.passages), (True, self._embedder.questions)):
            of_mode = [(key, passage.embedded) for key, passage in batch if passage.asked == asked]
            if of_mode:
                made.update(zip((key for key, _ in of_mode), embed([text for _, text in of_mode]), strict=True))
        return made

    def _store(self) -> VectorStore:
        """The vector store at the ledger's generation; built anew when it is missing, stale or damaged."""
        with self._lock:
            generation = self._ledger.meta("generation") or "0"
            if self._opened and self._opened[0] == generation:
                return self._opened[1]
            forget_open_folders()
            total, canaries = self._ledger.canaries(_CANARIES)
            store = open_sound(self._folder, self._name, canaries, total)
            if store is None:
                logger.warning("The vector index is missing or damaged; it is built anew from the ledger.")
                self.rebuild()
                assert self._opened is not None
                return self._opened[1]
            self._opened = (generation, store)
            return store

    def _advance(self, store: VectorStore) -> None:
        """Tell other processes that what they have open is stale."""
        generation = str(int(self._ledger.meta("generation") or "0") + 1)
        self._ledger.set_meta("generation", generation)
        self._opened = (generation, store)


def _compared(asked: Mapping[str, Vectors], vectors: Vectors, languages: Sequence[str]) -> list[float]:
    """Similarity of each vector with that of the query in its passage's language."""
    if not languages:
        return []
    rows = np.stack([asked[language] for language in LANGUAGES])
    columns = [LANGUAGES.index(collection_of(language)) for language in languages]
    similar: list[float] = (vectors @ rows.T)[np.arange(len(columns)), columns].tolist()
    return similar
