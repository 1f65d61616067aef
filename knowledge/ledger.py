"""The record of all documents, passages and vectors: one SQLite file, from which the vector store can be rebuilt."""

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path

import numpy as np

from knowledge.document import Document, Passage
from knowledge.embedding import Vectors
from knowledge.tokens import words

_SCHEMA = """
create table if not exists meta (name text primary key, value text not null);
create table if not exists document (id text primary key, origin text not null, kind text not null, body text not null);
create table if not exists passage (
    number integer primary key, id text not null unique, document_id text not null, language text not null,
    text text not null, vector_key text not null
);
create index if not exists passage_of_document on passage (document_id);
create table if not exists vector (key text primary key, value blob not null);
create virtual table if not exists words using fts5 (body, tokenize='unicode61');
create virtual table if not exists word_count using fts5vocab (words, 'row');
"""
_BUSY_MS = 10_000


def vector_key(embedder: str, text: str) -> str:
    """Name of a text's vector: the same text with the same embedder never needs embedding twice."""
    return blake2b(f"{embedder}|{text}".encode(), digest_size=16).hexdigest()


class Ledger:
    """Reads and writes the SQLite file.

    Args:
        path: The file; its folder must exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._connection() as connection:
            connection.executescript(_SCHEMA)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=_BUSY_MS / 1000)
        connection.execute("pragma journal_mode = wal")
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def meta(self, name: str) -> str | None:
        """A remembered value."""
        with self._connection() as connection:
            row = connection.execute("select value from meta where name = ?", [name]).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Remember a value."""
        with self._connection() as connection:
            connection.execute("insert or replace into meta values (?, ?)", [name, value])

    def documents(self, origin: str | None = None) -> list[Document]:
        """All documents, or those of one origin, by id."""
        query = "select body from document" + (" where origin = ?" if origin else "") + " order by id"
        with self._connection() as connection:
            rows = connection.execute(query, [origin] if origin else []).fetchall()
        return [_document(body) for (body,) in rows]

    def get(self, ids: Iterable[str]) -> dict[str, Document]:
        """Documents by id; unknown ids are left out."""
        wanted = json.dumps(list(ids))
        with self._connection() as connection:
            rows = connection.execute(
                "select id, body from document where id in (select value from json_each(?))", [wanted]
            ).fetchall()
        return {name: _document(body) for name, body in rows}

    def put(self, document: Document, passages: Sequence[Passage], embedder: str) -> list[str]:
        """Store a document in place of the one of the same id; returns the passage ids it had before."""
        with self._connection() as connection:
            removed = self._remove(connection, document.id)
            connection.execute(
                "insert into document values (?, ?, ?, ?)",
                [document.id, document.origin, document.kind, json.dumps(asdict(document), ensure_ascii=False)],
            )
            for passage in passages:
                number = connection.execute(
                    "insert into passage (id, document_id, language, text, vector_key) values (?, ?, ?, ?, ?)",
                    [passage.id, document.id, passage.language, passage.text, vector_key(embedder, passage.embedded)],
                ).lastrowid
                connection.execute("insert into words (rowid, body) values (?, ?)", [number, " ".join(words(passage.embedded))])
        return removed

    def remove(self, document_id: str) -> list[str]:
        """Forget a document; returns its passage ids."""
        with self._connection() as connection:
            return self._remove(connection, document_id)

    def _remove(self, connection: sqlite3.Connection, document_id: str) -> list[str]:
        rows = connection.execute("select number, id from passage where document_id = ?", [document_id]).fetchall()
        connection.executemany("delete from words where rowid = ?", [(number,) for number, _ in rows])
        connection.execute("delete from passage where document_id = ?", [document_id])
        connection.execute("delete from document where id = ?", [document_id])
        return [name for _, name in rows]

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id."""
        with self._connection() as connection:
            rows = connection.execute(
                "select id, document_id, language, text from passage where id in (select value from json_each(?))",
                [json.dumps(list(ids))],
            ).fetchall()
        return {row[0]: Passage(row[0], row[1], row[2], row[3], embedded="") for row in rows}

    def passage_ids(self, document_id: str | None = None) -> list[str]:
        """All passage ids, or those of one document, in order."""
        query = "select id from passage" + (" where document_id = ?" if document_id else "") + " order by number"
        with self._connection() as connection:
            rows = connection.execute(query, [document_id] if document_id else []).fetchall()
        return [name for (name,) in rows]

    def matching(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Passages that share words with a query, best first.

        Returns:
            Passage ids with the share of the query's word weight (BM25, inverse document frequency) that the
            passage holds, 0 to 1. Words that no passage holds weigh most, so a query in another language that
            happens to share a name scores low.
        """
        terms = list(dict.fromkeys(words(query)))
        if not terms:
            return []
        match = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        with self._connection() as connection:
            rows = connection.execute(
                "select p.id, -bm25(words) as score from words join passage p on p.number = words.rowid "
                "where words match ? order by score desc limit ?",
                [match, limit],
            ).fetchall()
            weight = self._weight(connection, terms)
        return [(name, min(1.0, score / weight)) for name, score in rows]

    def unheld(self, query: str) -> set[str]:
        """Words of a query that no passage holds."""
        terms = set(words(query))
        with self._connection() as connection:
            return terms - set(self._counts(connection, list(terms)))

    @staticmethod
    def _counts(connection: sqlite3.Connection, terms: list[str]) -> dict[str, int]:
        rows = connection.execute(
            "select term, doc from word_count where term in (select value from json_each(?))", [json.dumps(terms)]
        ).fetchall()
        return dict(rows)

    @classmethod
    def _weight(cls, connection: sqlite3.Connection, terms: list[str]) -> float:
        total = connection.execute("select count(*) from passage").fetchone()[0]
        counts = cls._counts(connection, terms)
        frequencies = [counts.get(term, 0) for term in terms]
        return sum(max(math.log((total - n + 0.5) / (n + 0.5)), 1e-6) for n in frequencies)

    def vectors(self, keys: Sequence[str]) -> dict[str, Vectors]:
        """Known vectors by key."""
        with self._connection() as connection:
            rows = connection.execute(
                "select key, value from vector where key in (select value from json_each(?))", [json.dumps(list(keys))]
            ).fetchall()
        return {key: np.frombuffer(value, dtype=np.float32) for key, value in rows}

    def keep_vectors(self, vectors: dict[str, Vectors]) -> None:
        """Remember vectors by key."""
        with self._connection() as connection:
            connection.executemany(
                "insert or ignore into vector values (?, ?)",
                [(key, value.astype(np.float32).tobytes()) for key, value in vectors.items()],
            )


def _document(body: str) -> Document:
    fields = json.loads(body)
    return Document(**{**fields, "platforms": tuple(fields["platforms"])})
