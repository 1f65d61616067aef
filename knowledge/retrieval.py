"""Ranking: meaning and words together, by document, and whether there is a basis at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.document import Document, Passage
from knowledge.tokens import words

CANDIDATES = 100
"""Passages taken from each side before they are joined."""

LEXICAL_WEIGHT = 0.1
"""What full agreement in words adds to a cosine similarity; set on XQuAD (see docs/quality.md)."""

LEXICAL_FLOOR = 0.25
"""Agreement up to this share is chance (a shared name, an article) and adds nothing."""

_FEW_WORDS = 2
_PROPER_TERM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3,6}(?![A-Za-z0-9])")
BASIS_SCORE = 0.81
"""Below this score of the best document there is no basis to answer; between what questions of the field and
questions outside it reach (see docs/quality.md)."""


@dataclass(frozen=True)
class Ranked:
    """One document with its best passage by language.

    Attributes:
        score: Cosine similarity of the best passage plus its share of words.
        best: Best passage id by language.
    """

    document_id: str
    score: float
    best: dict[str, str]


def rank(dense: list[tuple[str, float]], lexical: list[tuple[str, float]], passages: Mapping[str, Passage]) -> list[Ranked]:
    """Join both sides into one ranking of documents, best first.

    A document's score is that of its best passage.

    Args:
        dense: Passage ids and cosine similarities.
        lexical: Passage ids and their share of the query's words, 0 to 1.
        passages: All passages named.
    """
    floor = min((score for _, score in dense), default=0.0)
    scores = dict(dense)
    for name, share in lexical:
        scores[name] = scores.get(name, floor) + LEXICAL_WEIGHT * max(0.0, share - LEXICAL_FLOOR)
    by_document: dict[str, dict[str, tuple[float, str]]] = {}
    for name, score in scores.items():
        passage = passages[name]
        languages = by_document.setdefault(passage.document_id, {})
        if score > languages.get(passage.language, (float("-inf"), ""))[0]:
            languages[passage.language] = (score, name)
    ranked = [
        Ranked(document, max(score for score, _ in languages.values()), {lang: name for lang, (_, name) in languages.items()})
        for document, languages in by_document.items()
    ]
    return sorted(ranked, key=lambda entry: (-entry.score, entry.document_id))


def holds_for(document: Document, platform: str | None) -> bool:
    """Whether a document may answer a question about a platform."""
    return platform is None or not document.platforms or platform in document.platforms


def is_basis(query: str, ranked: list[Ranked], lexical: list[tuple[str, float]], unheld: set[str]) -> bool:
    """Whether the best document is a basis to answer from.

    It must be near enough; a query of hardly a word must share that word; and a proper term of the query
    (GPSR, WEEE) must stand in some document, for meaning alone puts such terms near anything about rules.

    Args:
        query: As asked.
        ranked: Documents, best first.
        lexical: Passages that share words.
        unheld: Words of the query that no passage holds.
    """
    if not ranked or ranked[0].score < BASIS_SCORE:
        return False
    if len(set(words(query))) < _FEW_WORDS and not lexical:
        return False
    return not any(term.lower() in unheld for term in _PROPER_TERM.findall(query))
