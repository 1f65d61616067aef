"""The record of all documents, passages and vectors: one SQLite file, from which the vector store can be rebuilt."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import local

import numpy as np
from pydantic import TypeAdapter

from knowledge.document import Document, KnowledgeError, Passage, passages_of
from knowledge.embedding import Vectors
from knowledge.scope import OPEN, Scope, listed
from knowledge.tokens import words

_VERSION = 2
_SCHEMA = """
create table if not exists meta (name text primary key, value text not null);
create table if not exists document (
    id text primary key, origin text not null, kind text not null, platforms text not null, places text not null,
    shops text not null, replaced_by text, passages integer not null, body text not null
);
create index if not exists document_replaced on document (replaced_by);
create table if not exists passage (
    number integer primary key, id text not null unique, document_id text not null, language text not null,
    text text not null, place text, asked integer not null, vector_key text not null
);
create index if not exists passage_of_document on passage (document_id);
create table if not exists vector (key text primary key, value blob not null);
create virtual table if not exists words using fts5 (body, tokenize='unicode61');
create virtual table if not exists word_count using fts5vocab (words, 'row');
"""
_OF_DOCUMENTS = ("word_count", "words", "passage", "document")
_BUSY_MS = 10_000
_BODY = TypeAdapter(Document)


def vector_key(embedder: str, passage: Passage) -> str:
    """Name of a passage's vector: the same text with the same embedder never needs embedding twice."""
    mode = "?" if passage.asked else ""
    return blake2b(f"{embedder}|{mode}{passage.embedded}".encode(), digest_size=16).hexdigest()


class Ledger:
    """Reads and writes the SQLite file.

    Args:
        path: The file; its folder must exist.
        embedder: Name of what makes the vectors.
    """

    def __init__(self, path: Path, embedder: str) -> None:
        self._path = path
        self._threads = local()
        self._embedder = embedder
        with self.connection() as connection:
            connection.execute("begin immediate")
            earlier = _bodies_of_earlier_version(connection)
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            self._put(connection, [_BODY.validate_json(body) for body in earlier])
            connection.execute(f"pragma user_version = {_VERSION}")

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection; its changes are kept when all goes well."""
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._threads.connection = sqlite3.connect(self._path, timeout=_BUSY_MS / 1000)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma secure_delete = on")
        with connection:
            yield connection

    def meta(self, name: str) -> str | None:
        """A remembered value."""
        with self.connection() as connection:
            row = connection.execute("select value from meta where name = ?", [name]).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Remember a value."""
        with self.connection() as connection:
            connection.execute("insert or replace into meta values (?, ?)", [name, value])

    def documents(self, origin: str | None = None) -> list[Document]:
        """All documents, or those of one origin, by id."""
        return self._documents("true" if origin is None else "origin = ?", [origin] if origin else [])

    def get(self, ids: Iterable[str]) -> dict[str, Document]:
        """Documents by id; unknown ids are left out."""
        found = self._documents("id in (select value from json_each(?))", [json.dumps(list(ids))])
        return {document.id: document for document in found}

    def replaced_by(self, ids: Iterable[str]) -> list[Document]:
        """Documents whose place was taken by these."""
        return self._documents("replaced_by in (select value from json_each(?))", [json.dumps(list(ids))])

    def _documents(self, condition: str, values: list[str]) -> list[Document]:
        with self.connection() as connection:
            rows = connection.execute(f"select body from document where {condition} order by id", values).fetchall()
        return [_BODY.validate_json(body) for (body,) in rows]

    def put(self, documents: Sequence[Document]) -> list[str]:
        """Store documents in place of those of the same ids, all or none; returns the passage ids they had before."""
        with self.connection() as connection:
            return self._put(connection, documents)

    def _put(self, connection: sqlite3.Connection, documents: Sequence[Document]) -> list[str]:
        removed: list[str] = []
        for document in documents:
            removed += _remove(connection, document.id)
            passages = passages_of(document)
            _insert(connection, document, len(passages))
            for passage in passages:
                self._insert_passage(connection, passage)
        return removed

    def _insert_passage(self, connection: sqlite3.Connection, passage: Passage) -> None:
        number = connection.execute(
            "insert into passage (id, document_id, language, text, place, asked, vector_key) values (?, ?, ?, ?, ?, ?, ?)",
            [
                passage.id, passage.document_id, passage.language, passage.text, passage.place, passage.asked,
                vector_key(self._embedder, passage),
            ],
        ).lastrowid  # fmt: skip
        connection.execute("insert into words (rowid, body) values (?, ?)", [number, " ".join(words(passage.embedded))])

    def remove(self, ids: Iterable[str]) -> list[str]:
        """Forget documents, so that no trace of their text is left; returns their passage ids."""
        with self.connection() as connection:
            names = [name for document_id in ids for name in _remove(connection, document_id)]
            connection.execute("delete from vector where key not in (select vector_key from passage)")
            # FTS5 keeps the words of removed rows until its segments are merged.
            connection.execute("insert into words (words) values ('optimize')")
        return names

    def passages(self, ids: Iterable[str], scope: Scope = OPEN) -> dict[str, Passage]:
        """Passages by id, of documents that a scope lets through."""
        condition, values = scope.condition()
        with self.connection() as connection:
            rows = connection.execute(
                "select p.id, p.document_id, p.language, p.text, p.asked, p.place, d.origin from passage p "
                f"join document d on d.id = p.document_id where p.id in (select value from json_each(?)) and {condition}",
                [json.dumps(list(ids)), *values],
            ).fetchall()
        return {
            name: Passage(name, document_id, language, text, embedded="", asked=bool(asked), place=place, origin=origin)
            for name, document_id, language, text, asked, place, origin in rows
        }

    def passages_with_questions(self, ids: Iterable[str]) -> tuple[list[Passage], Vectors]:
        """All passages of those documents that have questions, and their vectors."""
        with self.connection() as connection:
            rows = connection.execute(
                "select p.id, p.document_id, p.language, p.text, p.asked, p.place, v.value from passage p "
                "join vector v on v.key = p.vector_key where p.document_id in "
                "(select document_id from passage where asked and document_id in (select value from json_each(?)))",
                [json.dumps(list(ids))],
            ).fetchall()
        passages = [
            Passage(name, document_id, language, text, "", bool(asked), place)
            for name, document_id, language, text, asked, place, _ in rows
        ]
        return passages, _stacked([row[-1] for row in rows])

    def first_passages(self, ids: Iterable[str], language: str) -> dict[str, Passage]:
        """The first told passage of documents by document id, in a language where it has that."""
        with self.connection() as connection:
            rows = connection.execute(
                "select id, document_id, language, text, place from passage "
                "where not asked and document_id in (select value from json_each(?)) order by language = ?, number desc",
                [json.dumps(list(ids)), language],
            ).fetchall()
        return {
            document_id: Passage(name, document_id, lang, text, "", place=place) for name, document_id, lang, text, place in rows
        }

    def middle(self, language: str) -> Vectors:
        """The mean vector of what the library is asked in a language, shape (n,); of no vectors a zero, which moves nothing."""
        with self.connection() as connection:
            rows = connection.execute(
                "select v.value from document d join passage p on p.document_id = d.id join vector v on v.key = p.vector_key "
                "where d.origin = 'library' and p.asked and p.language = ?",
                [language],
            ).fetchall()
        mean: Vectors = _stacked([value for (value,) in rows]).mean(axis=0) if rows else np.zeros(1, dtype=np.float32)
        return mean

    def canaries(self, number: int) -> tuple[int, dict[str, Vectors]]:
        """How many passages there are, and the vectors of some from all over, by passage id."""
        with self.connection() as connection:
            total = int(connection.execute("select count(*) from passage").fetchone()[0])
            rows = connection.execute(
                "select id, value from (select id, vector_key, row_number() over (order by number) as at from passage) "
                "join vector on key = vector_key where at % ? = 1 or at = ?",
                [max(2, total // number), total],
            ).fetchall()
        return total, {name: np.frombuffer(value, dtype=np.float32) for name, value in rows}

    def places(self) -> set[str]:
        """Codes of all places that documents name."""
        with self.connection() as connection:
            rows = connection.execute("select distinct places from document").fetchall()
        return {code for (column,) in rows for code in column.split("|") if code}

    def count(self, scope: Scope, origin: str) -> int:
        """How many passages of an origin a scope lets through."""
        condition, values = scope.condition()
        query = f"select coalesce(sum(passages), 0) from document d where d.origin = ? and {condition}"
        with self.connection() as connection:
            row = connection.execute(query, [origin, *values]).fetchone()
        return int(row[0])

    def vectors_in(self, scope: Scope, origin: str) -> tuple[list[tuple[str, str]], Vectors]:
        """Passages of an origin that a scope lets through, with their languages, and their vectors."""
        condition, values = scope.condition()
        with self.connection() as connection:
            rows = connection.execute(
                "select p.id, p.language, v.value from document d cross join passage p on p.document_id = d.id "
                f"cross join vector v on v.key = p.vector_key where d.origin = ? and {condition}",
                [origin, *values],
            ).fetchall()
        return [(name, language) for name, language, _ in rows], _stacked([value for *_, value in rows])

    def vectors(self, keys: Sequence[str]) -> dict[str, Vectors]:
        """Known vectors by key."""
        with self.connection() as connection:
            rows = connection.execute(
                "select key, value from vector where key in (select value from json_each(?))", [json.dumps(list(keys))]
            ).fetchall()
        return {key: np.frombuffer(value, dtype=np.float32) for key, value in rows}

    def keep_vectors(self, vectors: dict[str, Vectors]) -> None:
        """Remember vectors by key."""
        with self.connection() as connection:
            connection.executemany(
                "insert or ignore into vector values (?, ?)",
                [(key, value.astype(np.float32).tobytes()) for key, value in vectors.items()],
            )


def _stacked(values: list[bytes]) -> Vectors:
    vectors: Vectors = np.frombuffer(b"".join(values), dtype=np.float32).reshape(len(values), -1 if values else 0)
    return vectors


def _bodies_of_earlier_version(connection: sqlite3.Connection) -> list[str]:
    """Documents that users added before the tables changed; what is derived from them is made anew."""
    version = connection.execute("pragma user_version").fetchone()[0]
    if version > _VERSION:
        raise KnowledgeError("knowledge_of_newer_program")
    known = connection.execute("select count(*) from sqlite_master where name = 'document'").fetchone()[0]
    if version == _VERSION or not known:
        return []
    rows = connection.execute("select body from document where origin = 'user'").fetchall()
    for table in _OF_DOCUMENTS:
        connection.execute(f"drop table if exists {table}")
    connection.execute("delete from meta where name = 'library'")
    return [body for (body,) in rows]


def _insert(connection: sqlite3.Connection, document: Document, passages: int) -> None:
    connection.execute(
        "insert into document values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            document.id, document.origin, document.kind, listed(document.platforms), listed(document.places),
            listed(document.shops), document.replaced_by, passages, _BODY.dump_json(document).decode(),
        ],
    )  # fmt: skip


def _remove(connection: sqlite3.Connection, document_id: str) -> list[str]:
    rows = connection.execute("select number, id from passage where document_id = ?", [document_id]).fetchall()
    connection.executemany("delete from words where rowid = ?", [(number,) for number, _ in rows])
    connection.execute("delete from passage where document_id = ?", [document_id])
    connection.execute("delete from document where id = ?", [document_id])
    return [name for _, name in rows]
