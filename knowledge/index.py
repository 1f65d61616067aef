"""The knowledge index: the way in. Adds, removes and searches documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from threading import RLock
from typing import Literal

from knowledge import lexical, library, retrieval
from knowledge.document import Document, KnowledgeError, Passage, first_day
from knowledge.embedding import Embedder, default_embedder
from knowledge.hits import Hit, Search, best_of, hits_of
from knowledge.ledger import Ledger
from knowledge.scope import NOTHING, OPEN, Named, Scope
from knowledge.shipped import shipped_vectors
from knowledge.splitting import split
from knowledge.tokens import keep_cache_in
from knowledge.vectors import VectorIndex

LONG = 500
"""A question longer than this is asked in pieces: one vector would be about everything and nothing."""
_PIECES = 32

Outcome = Literal["added", "unchanged", "superseded"]


@dataclass(frozen=True)
class Added:
    """What became of a document that was to be added."""

    document: Document
    outcome: Outcome


class KnowledgeIndex:
    """Documents under one folder: a ledger (SQLite) and the vectors derived from it (Chroma).

    Args:
        folder: Made when missing.
        embedder: Default: the best that the system can run.
    """

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        keep_cache_in(folder)
        self._embedder = embedder or default_embedder()
        self._ledger = Ledger(folder / "knowledge.sqlite", self._embedder.name)
        self._vectors = VectorIndex(folder / "chroma", self._ledger, self._embedder)
        self._lock = RLock()
        self._synced = False

    @property
    def embedder_name(self) -> str:
        """Which embedder makes the vectors."""
        return self._embedder.name

    def add(self, documents: Sequence[Document], today: date) -> list[Added]:
        """Add documents, all or none. One of a known id is its new version: the old one stays, as `<id>@<version>`.

        Args:
            documents: Of users.
            today: From when a new version without a date of its own holds.

        Raises:
            KnowledgeError: An id belongs to the shipped library, or to two of them.
        """
        self.sync()
        names = [document.id for document in documents]
        twice = next((document for document in documents if names.count(document.id) > 1), None)
        if twice:
            raise KnowledgeError("document_twice", file=twice.source, id=twice.id)
        with self._lock:
            known = self._ledger.get(document.id for document in documents)
            clash = next((document.id for document in known.values() if document.origin == "library"), None)
            if clash:
                raise KnowledgeError("document_id_taken", id=clash)
            added = [_added(document, known.get(document.id), today) for document in documents]
            changed = [entry.document for entry in added if entry.outcome != "unchanged"]
            if changed:
                self._vectors.put([*self._old_versions(changed, known), *changed])
        return added

    def _old_versions(self, changed: Sequence[Document], known: Mapping[str, Document]) -> list[Document]:
        """All earlier versions of documents, ended where the new ones begin."""
        old = [_archived(known[document.id], document) for document in changed if document.id in known]
        new = {document.id: document for document in changed}
        return [*old, *(_cut(version, new[version.replaced_by or ""]) for version in self._ledger.replaced_by(new))]

    def remove(self, document_id: str) -> None:
        """Remove a document that a user added, with its earlier versions.

        Raises:
            KnowledgeError: There is none, or it belongs to the shipped library.
        """
        found = self.get(document_id)
        if found.origin == "library":
            raise KnowledgeError("document_of_library", id=document_id)
        with self._lock:
            versions = [document.id for document in self._ledger.replaced_by([document_id])]
            self._vectors.remove([document_id, *versions])

    def get(self, document_id: str) -> Document:
        """One document, by its id or another name of the same fact.

        Raises:
            KnowledgeError: There is none of that id.
        """
        self.sync()
        found = self._ledger.get([document_id])
        if found:
            return found[document_id]
        merged = next((document for document in self._ledger.documents("library") if document_id in document.aliases), None)
        if merged is None:
            raise KnowledgeError("document_unknown", id=document_id)
        return merged

    def documents(self) -> list[Document]:
        """All documents by id."""
        self.sync()
        return [document for document in self._ledger.documents() if document.kind != "gap"]

    def places(self) -> set[str]:
        """Codes of all places that some document is about."""
        self.sync()
        return self._ledger.places()

    def search(
        self, query: str, *, as_of: date, k: int = 5, scope: Scope = OPEN, named: Named = NOTHING, language: str = "zh"
    ) -> Search:
        """The documents nearest in meaning and words.

        Args:
            query: In any language; a long one is asked in pieces, of which the best counts for each document.
            as_of: The day asked about: each document gives way to the version that held then.
            k: How many documents at most.
            scope: What documents must meet.
            named: What the question names beside that.
            language: Language to show passages in, where a document has several.
        """
        self.sync()
        pieces = [piece.plain for piece in split(query)][:_PIECES] if len(query) > LONG else [query]
        return best_of([self._search(piece, as_of, k, scope, named, language) for piece in pieces], k)

    def _search(self, query: str, as_of: date, k: int, scope: Scope, named: Named, language: str) -> Search:
        asked = lexical.Words.of(query)
        vectors = self._vectors.of_query(query, retrieval.script(query))
        dense = self._vectors.nearest(vectors, retrieval.CANDIDATES, scope)
        by_words = lexical.matching(self._ledger, asked, retrieval.CANDIDATES_BY_WORDS, scope)
        passages = self._ledger.passages([*dict.fromkeys(name for name, _ in (*dense, *by_words))], scope)
        looked_at = retrieval.nearest(retrieval.lifted(query, dict(dense), passages), by_words, passages)
        exactly, more = self._vectors.similarities(vectors, looked_at)
        passages = _of(looked_at, {**passages, **more})
        meaning = retrieval.lifted(query, {**dict(dense), **exactly}, passages)
        ranked = retrieval.rank(meaning, dict(by_words), passages)
        found = hits_of(self._ledger, ranked, scope, named, language, as_of, k)
        hits = _held(found)
        best = hits[0].score if hits else 0.0
        if found and found[0] not in hits and found[0].score > best + _ahead(found[0]):
            return Search(hits, basis=False, gap=found[0].document)
        basis = retrieval.is_basis(asked, query, best, by_words, lexical.unheld(self._ledger, asked))
        return Search(hits, basis)

    def reindex(self, tell: Callable[[int, int], None] | None = None) -> int:
        """Build the vectors anew from the documents; returns how many passages there are.

        Args:
            tell: Is told how many of how many passages are done.
        """
        self.sync()
        with self._lock:
            return self._vectors.rebuild(tell)

    def sync(self) -> None:
        """Bring the ledger up to the shipped library, once; the library changes with the program only."""
        with self._lock:
            if self._synced:
                return
            self._synced = True
            mark = f"{self._embedder.name} {library.fingerprint()}"
            if self._ledger.meta("library") == mark:
                return
            documents = library.read_library()
            gone = {document.id for document in self._ledger.documents("library")} - {document.id for document in documents}
            self._ledger.remove(gone)
            self._ledger.put(documents)
            self._ledger.keep_vectors(shipped_vectors(self._embedder.name))
            self._vectors.rebuild()
            self._ledger.set_meta("library", mark)


def _ahead(gap: Hit) -> float:
    """By how much a topic of which nothing is held must be nearer than the best document."""
    return 0.0 if gap.document.area in library.OUTSIDE else retrieval.GAP_AHEAD


def _held(hits: list[Hit]) -> list[Hit]:
    """Hits but for topics of which nothing is held."""
    return [hit for hit in hits if hit.document.kind != "gap"]


def _of(documents: Sequence[str], passages: Mapping[str, Passage]) -> dict[str, Passage]:
    """Passages of some documents."""
    wanted = {*documents}
    return {name: passage for name, passage in passages.items() if passage.document_id in wanted}


def _added(document: Document, known: Document | None, today: date) -> Added:
    if known is None:
        return Added(document, "added")
    begins = document.effective_from or known.effective_from
    if replace(known, version=1) == replace(document, effective_from=begins):
        return Added(known, "unchanged")
    begins = document.effective_from or today.isoformat()
    return Added(replace(document, effective_from=begins, version=known.version + 1), "superseded")


def _archived(old: Document, new: Document) -> Document:
    """The old version as it stays: until the day before the new one holds."""
    return _cut(replace(old, id=f"{old.id}@{old.version}", replaced_by=new.id), new)


def _cut(old: Document, new: Document) -> Document:
    """The old version, ended on the day before the new one holds."""
    last_day = (first_day(new.effective_from or "") - timedelta(days=1)).isoformat()
    return replace(old, effective_to=min(filter(None, (old.effective_to, last_day))))
