"""The knowledge index: the way in. Adds, removes and searches documents."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

import numpy as np

from knowledge import reading, retrieval
from knowledge.document import Document, KnowledgeError, Passage, passages_of
from knowledge.embedding import Embedder, Vectors, default_embedder
from knowledge.ledger import Ledger, vector_key
from knowledge.shipped import shipped_vectors
from knowledge.store import VectorStore, destroy, forget_open_folders, open_sound
from knowledge.tokens import keep_cache_in

logger = logging.getLogger(__name__)
_EMBED_BATCH = 16
_SHOWN_WHOLE = ("rule", "sop")


@dataclass(frozen=True)
class Hit:
    """One document found.

    Attributes:
        text: Its best passage in the language asked for, where it has one; a rule and a procedure are shown whole.
    """

    document: Document
    passage_id: str
    title: str
    text: str
    score: float


@dataclass(frozen=True)
class Search:
    """What a search found.

    Attributes:
        basis: False when nothing found is near enough to answer from.
    """

    hits: list[Hit]
    basis: bool


class KnowledgeIndex:
    """Documents under one folder: a ledger (SQLite) and the vectors derived from it (Chroma).

    Args:
        folder: Made when missing.
        embedder: Default: the best that the system can run.
    """

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        keep_cache_in(folder)
        self._chroma = folder / "chroma"
        self._embedder = embedder or default_embedder()
        self._collection = "".join(c if c.isalnum() else "-" for c in self._embedder.name)
        self._ledger = Ledger(folder / "knowledge.sqlite")
        self._opened: tuple[str, VectorStore] | None = None
        self._lock = RLock()

    @property
    def embedder_name(self) -> str:
        """Which embedder makes the vectors."""
        return self._embedder.name

    def add(self, documents: Sequence[Document]) -> None:
        """Add documents, each in place of the one of the same id.

        Raises:
            KnowledgeError: The id belongs to the shipped library.
        """
        self.sync()
        shipped = {document.id for document in self._ledger.get([document.id for document in documents]).values()
                   if document.origin == "library"}  # fmt: skip
        clash = next((document.id for document in documents if document.origin == "user" and document.id in shipped), None)
        if clash:
            raise KnowledgeError("document_id_taken", id=clash)
        with self._lock:
            self._put(documents)

    def add_files(self, files: Sequence[tuple[str, bytes]]) -> list[Document]:
        """Add text or Markdown files by name and content; none of them when one cannot be read.

        Raises:
            KnowledgeError: A file cannot be read, or its id belongs to the library.
        """
        documents = [reading.read_file(name, content) for name, content in files]
        self.sync()
        self.add(documents)
        return documents

    def remove(self, document_id: str) -> None:
        """Remove a document that a user added.

        Raises:
            KnowledgeError: There is none, or it belongs to the shipped library.
        """
        found = self.get(document_id)
        if found.origin == "library":
            raise KnowledgeError("document_of_library", id=document_id)
        with self._lock:
            store = self._store()
            store.remove(self._ledger.remove(document_id))
            self._advance(store)

    def get(self, document_id: str) -> Document:
        """One document.

        Raises:
            KnowledgeError: There is none of that id.
        """
        self.sync()
        found = self._ledger.get([document_id])
        if not found:
            raise KnowledgeError("document_unknown", id=document_id)
        return found[document_id]

    def documents(self) -> list[Document]:
        """All documents by id."""
        self.sync()
        return self._ledger.documents()

    def search(
        self, query: str, *, k: int = 5, kind: str | None = None, platform: str | None = None, language: str = "zh"
    ) -> Search:
        """The documents nearest in meaning and words.

        Args:
            query: In any language.
            k: How many documents at most.
            kind: Only documents of this kind.
            platform: Leave out documents about other platforms.
            language: Language to show passages in, where a document has several.
        """
        self.sync()
        vector = self._embedder.query(query)
        dense = self._store().nearest(vector, retrieval.CANDIDATES, kind)
        lexical = self._ledger.matching(query, retrieval.CANDIDATES)
        passages = self._ledger.passages([*dict.fromkeys(name for name, _ in (*dense, *lexical))])
        found = [(name, score) for name, score in dense if name in passages]
        ranked = retrieval.rank(found, lexical, passages)
        documents = self._ledger.get(entry.document_id for entry in ranked)
        wanted = [
            entry
            for entry in ranked
            if (kind is None or documents[entry.document_id].kind == kind)
            and retrieval.holds_for(documents[entry.document_id], platform)
        ][:k]
        hits = [self._hit(entry, documents[entry.document_id], passages, language) for entry in wanted]
        return Search(hits, retrieval.is_basis(query, wanted, lexical, self._ledger.unheld(query)))

    def nearest_documents(self, query: str, *, kind: str | None = None) -> list[str]:
        """Ids of the nearest documents by meaning alone, best first: what fusion is measured against."""
        self.sync()
        dense = self._store().nearest(self._embedder.query(query), retrieval.CANDIDATES, kind)
        passages = self._ledger.passages(name for name, _ in dense)
        return list(dict.fromkeys(passages[name].document_id for name, _ in dense if name in passages))

    def sync(self) -> None:
        """Bring the ledger up to the shipped library, when that has changed."""
        with self._lock:
            mark = f"{self._embedder.name} {reading.fingerprint()}"
            if self._ledger.meta("library") == mark:
                return
            library = reading.read_library()
            self._ledger.keep_vectors(shipped_vectors(self._embedder.name))
            gone = {document.id for document in self._ledger.documents("library")} - {document.id for document in library}
            for document_id in gone:
                self._ledger.remove(document_id)
            for document in library:
                self._ledger.put(document, passages_of(document), self._embedder.name)
            self._rebuild()
            self._ledger.set_meta("library", mark)

    def _put(self, documents: Sequence[Document]) -> None:
        self.sync()
        store = self._store()
        for document in documents:
            passages = passages_of(document)
            vectors = self._vectors([passage.embedded for passage in passages])
            store.remove(self._ledger.put(document, passages, self._embedder.name))
            if passages:
                store.add([passage.id for passage in passages], vectors, [document.kind] * len(passages))
        self._advance(store)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        keys = [vector_key(self._embedder.name, text) for text in texts]
        known = self._ledger.vectors(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        names = list(missing)
        for start in range(0, len(names), _EMBED_BATCH):
            batch = names[start : start + _EMBED_BATCH]
            made = dict(zip(batch, self._embedder.passages([missing[name] for name in batch]), strict=True))
            self._ledger.keep_vectors(made)
            known.update(made)
        return np.array([known[key] for key in keys], dtype=np.float32)

    def _store(self) -> VectorStore:
        """The vector store at the ledger's generation; built anew when it is missing, stale or damaged."""
        with self._lock:
            generation = self._ledger.meta("generation") or "0"
            if self._opened and self._opened[0] == generation:
                return self._opened[1]
            forget_open_folders()
            store = open_sound(self._chroma, self._collection, self._ledger.passage_ids())
            if store is None:
                logger.warning("The vector index is missing or damaged; it is built anew from the ledger.")
                return self._rebuild()
            self._opened = (generation, store)
            return store

    def _rebuild(self) -> VectorStore:
        destroy(self._chroma)
        store = VectorStore(self._chroma, self._collection)
        for document in self._ledger.documents():
            passages = passages_of(document)
            if passages:
                vectors = self._vectors([passage.embedded for passage in passages])
                store.add([passage.id for passage in passages], vectors, [document.kind] * len(passages))
        self._advance(store)
        return store

    def _advance(self, store: VectorStore) -> None:
        """Tell other processes that what they have open is stale."""
        generation = str(int(self._ledger.meta("generation") or "0") + 1)
        self._ledger.set_meta("generation", generation)
        self._opened = (generation, store)

    @staticmethod
    def _hit(entry: retrieval.Ranked, document: Document, passages: dict[str, Passage], language: str) -> Hit:
        shown = language if language in entry.best else next(iter(entry.best))
        passage = passages[entry.best[shown]]
        text = document.texts[shown].strip() if document.kind in _SHOWN_WHOLE else passage.text
        return Hit(document, passage.id, document.titles.get(shown, document.id), text, round(entry.score, 4))
