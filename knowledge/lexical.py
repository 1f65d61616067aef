"""Search by words: which passages share the words of a query, and what share of their weight."""

import json
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import glossary
from knowledge.ledger import Ledger
from knowledge.scope import Scope
from knowledge.tokens import words


@dataclass(frozen=True)
class Words:
    """A query's words.

    Attributes:
        own: As asked, each once.
        others: What the glossary adds: the same terms in the other language.
        known: Those of the own words that the glossary has in the other language.
    """

    own: tuple[str, ...]
    others: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: str) -> "Words":
        """The words of a query."""
        own = dict.fromkeys(words(query))
        found = glossary.matches(query)
        others = dict.fromkeys(word for _, terms in found for term in terms for word in words(term))
        known = {word for written, _ in found for word in words(written)}
        return cls(tuple(own), tuple(others), tuple(word for word in own if word in known))


def matching(ledger: Ledger, query: Words, limit: int, scope: Scope) -> list[tuple[str, float]]:
    """Passages that share words with a query, in its own language or through the glossary in the other, best first.

    Returns:
        Passage ids with the share of the query's word weight (BM25, inverse document frequency) that the
        passage holds, 0 to 1. Words that no passage holds weigh most, so a query in another language that
        happens to share a name scores low. Words of the other language stand for those of the query that the
        glossary knows, and for no more of its weight than theirs.
    """
    condition, values = scope.condition()
    with ledger.connection() as connection:
        weight = _weight(connection, query.own)
        found = _found(connection, query.own, weight, limit, condition, values)
        if query.others and weight:
            known = _weight(connection, query.known) / weight
            others = _found(connection, query.others, _weight(connection, query.others), limit, condition, values)
            for name, share in others.items():
                found[name] = max(found.get(name, 0.0), share * known)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]


def _found(
    connection: sqlite3.Connection, terms: Sequence[str], weight: float, limit: int, condition: str, values: Sequence[str]
) -> dict[str, float]:
    """Share of the weight of terms by passage."""
    if not terms:
        return {}
    match = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
    rows = connection.execute(
        "select p.id, -bm25(words) as score from words join passage p on p.number = words.rowid "
        f"join document d on d.id = p.document_id where words match ? and {condition} order by score desc limit ?",
        [match, *values, limit],
    ).fetchall()
    return {name: min(1.0, score / weight) for name, score in rows}


def unheld(ledger: Ledger, query: Words) -> set[str]:
    """Words of a query that no passage holds."""
    with ledger.connection() as connection:
        return {*query.own} - set(_counts(connection, query.own))


def _counts(connection: sqlite3.Connection, terms: Sequence[str]) -> dict[str, int]:
    rows = connection.execute(
        "select term, doc from word_count where term in (select value from json_each(?))", [json.dumps(list(terms))]
    ).fetchall()
    return dict(rows)


def _weight(connection: sqlite3.Connection, terms: Sequence[str]) -> float:
    total = connection.execute("select count(*) from passage").fetchone()[0]
    counts = _counts(connection, terms)
    frequencies = [counts.get(term, 0) for term in terms]
    return sum(max(math.log((total - n + 0.5) / (n + 0.5)), 1e-6) for n in frequencies)
