"""What a search gives back: documents as they stood on a day, with what was before and what says otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge import retrieval
from knowledge.document import Document, Passage
from knowledge.ledger import Ledger
from knowledge.retrieval import Ranked, Standing
from knowledge.scope import Named, Scope

_SAME_TEXT = 0.95


@dataclass(frozen=True)
class Hit:
    """One document found, as it stood on the day asked for.

    Attributes:
        text: A document of the library whole; of a file its best passage.
        passage: The best passage.
        place: Heading, page or rows of that passage.
        earlier: What it took the place of, the newest first.
        conflicts: Documents that say otherwise.
        copies: Ids of added documents further down that say the same.
    """

    document: Document
    passage_id: str
    title: str
    text: str
    passage: str
    score: float
    place: str | None = None
    earlier: tuple[Document, ...] = ()
    conflicts: tuple[Document, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Search:
    """What a search found.

    Attributes:
        basis: False when nothing found is near enough to answer from.
        gap: What the question is about when the library is known to hold nothing on that.
    """

    hits: list[Hit]
    basis: bool
    gap: Document | None = None


def best_of(searches: Sequence[Search], k: int) -> Search:
    """What searches with the pieces of one question found together: each document as its best piece found it."""
    if len(searches) == 1:
        return searches[0]
    best: dict[str, Hit] = {}
    for hit in (hit for search in searches for hit in search.hits):
        if hit.document.id not in best or best[hit.document.id].score < hit.score:
            best[hit.document.id] = hit
    hits = sorted(best.values(), key=lambda hit: (-hit.score, hit.document.id))[:k]
    basis = any(search.basis for search in searches)
    return Search(hits, basis, None if basis else next((search.gap for search in searches if search.gap), None))


def hits_of(ledger: Ledger, ranked: list[Ranked], scope: Scope, named: Named, language: str, on: date, k: int) -> list[Hit]:
    """Hits of a ranking, best first: each document in the version that held on a day, and once.

    Args:
        ledger: Where documents are.
        ranked: Documents with their best passages.
        scope: What every version shown must meet.
        named: What the question names.
        language: Language to show.
        on: The day asked about.
        k: How many at most; topics of which nothing is held are not counted.
    """
    documents = ledger.get(entry.document_id for entry in ranked)
    found = _with_versions(ledger, documents)
    versions = {name: document for name, document in found.items() if scope.lets_through(document)}
    stood: dict[str, tuple[Ranked, Standing]] = {}
    for entry in ranked:
        standing = retrieval.standing(documents[entry.document_id], versions, on)
        score = retrieval.weighed(entry.score, standing.document, named, on)
        known = stood.get(standing.document.id)
        if known is None or known[0].score < score:
            stood[standing.document.id] = (replace(entry, score=score), standing)
    stood = dict(sorted(stood.items(), key=lambda item: (-item[1][0].score, item[0])))
    conflicts = ledger.get(name for _, standing in stood.values() for name in standing.document.conflicts_with)
    passages = _shown_passages(ledger, stood, language)
    hits = (_hit(entry, standing, passages[name], conflicts, language) for name, (entry, standing) in stood.items())
    return _folded(hits, k)


def _with_versions(ledger: Ledger, documents: Mapping[str, Document]) -> dict[str, Document]:
    """The documents with all that took their place or gave way to them."""
    known, new = dict(documents), dict(documents)
    while new:
        successors = ledger.get(document.replaced_by for document in new.values() if document.replaced_by)
        predecessors = {document.id: document for document in ledger.replaced_by(new)}
        new = {name: document for name, document in {**successors, **predecessors}.items() if name not in known}
        known.update(new)
    return known


def _shown_passages(ledger: Ledger, stood: Mapping[str, tuple[Ranked, Standing]], language: str) -> dict[str, Passage]:
    """The passage to show of each document: its best in the language, or in any, or its first."""
    first = ledger.first_passages(stood, language)
    best = {name: _best(entry, language) for name, (entry, standing) in stood.items() if entry.document_id == name}
    found = ledger.passages(passage for passage in best.values() if passage)
    return {name: found.get(best.get(name) or "", first[name]) for name in stood}


def _best(entry: Ranked, language: str) -> str | None:
    return entry.best.get(language) or next(iter(entry.best.values()), None)


def _hit(entry: Ranked, standing: Standing, passage: Passage, conflicts: Mapping[str, Document], language: str) -> Hit:
    document = standing.document
    shown = language if language in document.texts else passage.language if passage.language in document.texts else ""
    whole = document.origin == "library"
    return Hit(
        document=document,
        passage_id=passage.id,
        title=document.titles.get(shown) or next(iter(document.titles.values())),
        text=document.texts[shown].strip() if whole else passage.text,
        passage=passage.text,
        score=round(entry.score, 4),
        place=passage.place,
        earlier=standing.earlier,
        conflicts=tuple(conflicts[name] for name in document.conflicts_with if name in conflicts),
    )


def _folded(hits: Iterable[Hit], k: int) -> list[Hit]:
    """The first hits; added documents that say what a better one says are named there instead of being shown."""
    kept: list[Hit] = []
    shingles: dict[str, set[str]] = {}
    for hit in hits:
        if sum(other.document.kind != "gap" for other in kept) >= k:
            break
        if hit.document.origin == "user":
            shingles[hit.document.id] = _shingles(hit.text)
        at = next((at for at, other in enumerate(kept) if _is_copy(hit, other, shingles)), None)
        if at is None:
            kept.append(hit)
        else:
            kept[at] = replace(kept[at], copies=(*kept[at].copies, hit.document.id))
    return kept


def _is_copy(hit: Hit, other: Hit, shingles: Mapping[str, set[str]]) -> bool:
    ours, theirs = shingles.get(hit.document.id), shingles.get(other.document.id)
    if not ours or not theirs or min(len(ours), len(theirs)) < _SAME_TEXT * max(len(ours), len(theirs)):
        return False
    return len(ours & theirs) / len(ours | theirs) >= _SAME_TEXT


def _shingles(text: str, length: int = 8) -> set[str]:
    plain = "".join(text.lower().split())
    return {plain[at : at + length] for at in range(max(1, len(plain) - length + 1))}
