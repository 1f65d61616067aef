"""From passages near a question to documents: meaning and words together, by language, on a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.document import Document, Passage
from knowledge.lexical import Words
from knowledge.scope import Named

CANDIDATES = 100
"""Passages taken from each language by meaning."""

CANDIDATES_BY_WORDS = 300

TOLD_WORDS, ASKED_WORDS = 0.115, 0.05
"""What full agreement in words with a passage that tells, or with one that asks, adds to a cosine similarity."""

WORDS_FLOOR = 0.25
"""Agreement up to this share is chance (a shared name, an article) and adds nothing."""

MISSED = 0.05
"""Taken off a document that is about another platform or place than those named, for each of the two."""

MET = 0.005
"""Added to a document that is about the platform or place named in particular, for each of the two."""

LAPSED, NOT_YET = 0.02, 0.01
"""Taken off a document that no longer held on the day asked about, or did not yet."""

OFF_SEASON, OTHER_AGE = 0.01, 0.1
"""Taken off a fact about other months than that of the day, or about goods of another age than the one named."""

UNVERIFIED = 0.005
"""Taken off what nobody has verified."""

GAP_AHEAD = 0.01
"""A topic of which nothing is held must be so much nearer than the best document, for it to be what is asked."""

LIFT = {("east", "west"): 0.06, ("west", "east"): 0.01}
"""What a passage in Latin letters is farther from a Chinese or Japanese question than one of the same meaning in its own
script, and the other way round; measured on XQuAD's parallel texts (see docs/quality.md)."""

LOOKED_AT = 60
"""Documents of the library that are compared exactly, with all their questions; and as many files."""

_FEW_WORDS = 2
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WEIGHT_OF_EAST = 4
_SCRIPT_OF = {"zh": "east", "ja": "east", **dict.fromkeys(("en", "de", "fr", "es", "it"), "west")}
_PROPER_TERM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3,6}(?![A-Za-z0-9])")
BASIS_SCORE = {"east": 0.81, "west": 0.785}
"""Below this score of the best document there is no basis to answer, by the script of the question; between what
questions of the field and questions outside it reach (see docs/quality.md)."""


@dataclass(frozen=True)
class Ranked:
    """One document with its best passage by language.

    Attributes:
        score: See `rank`.
        best: Best told passage id by language; none of a language where only its questions were found.
    """

    document_id: str
    score: float
    best: dict[str, str]


def script(text: str) -> str:
    """`east` for a text mostly in Chinese characters or kana, else `west`."""
    return "east" if _WEIGHT_OF_EAST * len(_EAST.findall(text)) > len(_LATIN.findall(text)) else "west"


def lifted(query: str, meaning: Mapping[str, float], passages: Mapping[str, Passage]) -> dict[str, float]:
    """Similarities on one scale: those of documents that only another script tells are raised to that of the question's own."""
    asked = script(query)
    scripts = {name: _SCRIPT_OF.get(passage.language) or script(passage.text) for name, passage in passages.items()}
    native = {passages[name].document_id for name, written in scripts.items() if written == asked}
    return {
        name: score + (LIFT.get((asked, scripts[name]), 0.0) if passages[name].document_id not in native else 0.0)
        for name, score in meaning.items()
        if name in passages
    }


def nearest(meaning: Mapping[str, float], lexical: list[tuple[str, float]], passages: Mapping[str, Passage]) -> list[str]:
    """Documents to look at more closely: those of the library, then files, each best first by their best passage.

    Args:
        meaning: Similarity of each passage.
        lexical: Passage ids and their share of the query's words, 0 to 1.
        passages: All passages that count; others named are left out.
    """
    words = dict(lexical)
    floor = min(meaning.values(), default=0.0)
    best: dict[str, float] = {}
    files = {passage.document_id for passage in passages.values() if passage.origin == "user"}
    for name, passage in ((name, passages[name]) for name in {**meaning, **words} if name in passages):
        score = meaning.get(name, floor) + TOLD_WORDS * _above(words.get(name, 0.0))
        best[passage.document_id] = max(score, best.get(passage.document_id, float("-inf")))
    ordered = sorted(best, key=lambda document_id: (-best[document_id], document_id))
    of_library = [document_id for document_id in ordered if document_id not in files][:LOOKED_AT]
    return [*of_library, *[document_id for document_id in ordered if document_id in files][:LOOKED_AT]]


def rank(meaning: Mapping[str, float], lexical: Mapping[str, float], passages: Mapping[str, Passage]) -> list[Ranked]:
    """Documents by meaning and words together, best first.

    A document that is asked as well as told counts by both: the mean of its best told passage, its best question,
    and the better of the two; any other by its best passage alone. Agreement in words is added.

    Args:
        meaning: Cosine similarity of each passage.
        lexical: Share of the query's words that a passage holds, 0 to 1; none where it holds none.
        passages: All passages, by id.
    """
    by_document: dict[str, list[Passage]] = {}
    for name in {*meaning, *lexical}:
        if name in passages:
            by_document.setdefault(passages[name].document_id, []).append(passages[name])
    floor = min(meaning.values(), default=0.0)
    ranked = [_ranked(document_id, found, meaning, lexical, floor) for document_id, found in by_document.items()]
    return sorted(ranked, key=lambda entry: (-entry.score, entry.document_id))


def _ranked(
    document_id: str, found: list[Passage], meaning: Mapping[str, float], lexical: Mapping[str, float], floor: float
) -> Ranked:
    def best(values: Mapping[str, float], otherwise: float, *, asked: bool) -> float:
        return max((values.get(passage.id, otherwise) for passage in found if passage.asked == asked), default=otherwise)

    told, asked = best(meaning, floor, asked=False), best(meaning, 0.0, asked=True)
    score = (told + asked + max(told, asked)) / 3 if asked else told
    words = TOLD_WORDS * _above(best(lexical, 0.0, asked=False)) + ASKED_WORDS * _above(best(lexical, 0.0, asked=True))
    ordered = sorted((passage for passage in found if not passage.asked), key=lambda one: (_near(one, meaning, lexical), one.id))
    return Ranked(document_id, score + words, {passage.language: passage.id for passage in ordered})


def _near(passage: Passage, meaning: Mapping[str, float], lexical: Mapping[str, float]) -> float:
    """Within one document no agreement in words is chance."""
    return meaning.get(passage.id, 0.0) + TOLD_WORDS * lexical.get(passage.id, 0.0)


def _above(share: float) -> float:
    return max(0.0, share - WORDS_FLOOR)


def weighed(score: float, document: Document, named: Named, on: date) -> float:
    """A score after what the question names and when: what is about something else, or did not hold, comes later."""
    not_then = {"expired": LAPSED, "future": NOT_YET}.get(document.status_on(on), 0.0)
    not_sure = UNVERIFIED if document.confidence == "low" else 0.0
    season = [month for month in document.value.get("months", []) if isinstance(month, int)]
    off_season = OFF_SEASON if season and on.month not in season else 0.0
    other_age = OTHER_AGE if named.is_of_other_age(document) else 0.0
    about = MET * named.meets(document) - MISSED * named.misses(document) - other_age
    return score + about - not_then - off_season - not_sure


def is_basis(query: Words, raw: str, score: float, lexical: list[tuple[str, float]], unheld: set[str]) -> bool:
    """Whether the best document is a basis to answer from.

    It must be near enough; a query of hardly a word must share that word; of any other some word must stand in some
    document (letters at random are near something too), and so must each proper term (GPSR, WEEE), for meaning
    alone puts such terms near anything about rules.

    Args:
        query: Its words.
        raw: As asked.
        score: Of the best document.
        lexical: Passages that share words.
        unheld: Words of the query that no passage holds.
    """
    if score < BASIS_SCORE[script(raw)] or (len(query.own) < _FEW_WORDS and not lexical):
        return False
    if {*query.own} <= unheld and not query.others:
        return False
    return not any(term.lower() in unheld for term in _PROPER_TERM.findall(raw))


@dataclass(frozen=True)
class Standing:
    """A document as it stood on a day, with those before and after it.

    Attributes:
        document: The version that stood then.
        earlier: What it took the place of, the newest first.
    """

    document: Document
    earlier: tuple[Document, ...]


def standing(document: Document, versions: Mapping[str, Document], on: date) -> Standing:
    """The version of a document that held on a day; the document itself where it did.

    Between two seasons none holds: then it is the one that ended in the same year, else the next.

    Args:
        document: Any version.
        versions: Documents by id, among them all that replace it or were replaced by it.
        on: The day.
    """
    family = sorted(_family(document, versions), key=lambda version: (version.effective_from or "", version.version, version.id))
    held = [version for version in family if version.status_on(on) != "expired"]
    begun = [version for version in held if version.status_on(on) != "future" and not _precedes(version, family, on)]
    this_year = [version for version in family if (version.effective_to or "")[:4] == str(on.year)]
    stands = document if document in begun else (begun or this_year or held[:1] or [_last(document, versions)])[-1]
    ended = [version for version in family if version is not stands and version.status_on(on) == "expired"]
    ended.sort(key=lambda version: (version.effective_to or "", version.version, version.id), reverse=True)
    return Standing(stands, tuple(ended))


def _precedes(version: Document, family: list[Document], on: date) -> bool:
    """Whether a day lies before the end of what an undated version took the place of."""
    ends = [other.effective_to for other in family if other.replaced_by == version.id and other.effective_to]
    return version.effective_from is None and any(on.isoformat()[: len(end)] <= end for end in ends)


def _last(document: Document, versions: Mapping[str, Document]) -> Document:
    seen = {document.id}
    while (successor := versions.get(document.replaced_by or "")) and successor.id not in seen:
        seen.add(successor.id)
        document = successor
    return document


def _family(document: Document, versions: Mapping[str, Document]) -> list[Document]:
    """All versions of a matter."""
    last = _last(document, versions)
    family = [last]
    for version in family:
        family += [other for other in versions.values() if other.replaced_by == version.id and other not in family]
    return family if document in family else [*family, document]
