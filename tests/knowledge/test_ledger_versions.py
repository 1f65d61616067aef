"""A ledger written before its tables changed keeps what users added."""

import json
import sqlite3

import pytest

from knowledge.document import KnowledgeError
from knowledge.index import KnowledgeIndex
from knowledge.ledger import Ledger
from knowledge.lexical import Words, matching
from knowledge.scope import OPEN
from prompts import message
from tests.knowledge.conftest import TODAY, WordEmbedder

FIRST = """
create table meta (name text primary key, value text not null);
create table document (id text primary key, origin text not null, kind text not null, body text not null);
create table passage (
    number integer primary key, id text not null unique, document_id text not null, language text not null,
    text text not null, vector_key text not null
);
create index passage_of_document on passage (document_id);
create table vector (key text primary key, value blob not null);
create virtual table words using fts5 (body, tokenize='unicode61');
create virtual table word_count using fts5vocab (words, 'row');
"""
TEXT = "Our customs broker in Hamburg is called Petersen."


def body(name, text, origin, **fields):
    said = {
        "id": name, "kind": "document", "titles": {"": name}, "texts": {"": text}, "source": f"{name}.md", "url": None,
        "platforms": [], "effective_from": None, "effective_to": None, "as_of": None, "confidence": None, "origin": origin,
        "title_counts": False, **fields,
    }  # fmt: skip
    return name, origin, said["kind"], json.dumps(said, ensure_ascii=False)


USERS = [
    body("broker", TEXT, "user"),
    body("海关", "海关扣货时，先找报关行。", "user", platforms=["amazon"], effective_from="2026-08", title_counts=True),
]
SHIPPED = [body("old-rule", "Titles have 200 characters.", "library", kind="rule")]


@pytest.fixture
def folder(tmp_path):
    """A folder as the first version left it."""
    (tmp_path / "knowledge").mkdir()
    connection = sqlite3.connect(tmp_path / "knowledge" / "knowledge.sqlite")
    connection.executescript(FIRST)
    connection.executemany("insert into document values (?, ?, ?, ?)", [*USERS, *SHIPPED])
    for number, (name, *_) in enumerate([*USERS, *SHIPPED], start=1):
        connection.execute("insert into passage values (?, ?, ?, '', 'Some text.', 'k')", [number, f"{name}/-/1", name])
        connection.execute("insert into words (rowid, body) values (?, 'some text')", [number])
    connection.executemany("insert into meta values (?, ?)", [("library", "words-of-tests 123"), ("generation", "7")])
    connection.execute("insert into vector values ('k', x'0000803f')")
    connection.commit()
    connection.close()
    return tmp_path / "knowledge"


def opened(folder):
    return Ledger(folder / "knowledge.sqlite", "words")


def test_users_documents_are_kept_as_they_were(folder):
    kept = opened(folder).documents()
    assert [(document.id, document.origin, document.texts[""]) for document in kept] == [
        ("broker", "user", TEXT),
        ("海关", "user", "海关扣货时，先找报关行。"),
    ]
    assert (kept[1].platforms, kept[1].effective_from, kept[1].title_counts) == (("amazon",), "2026-08", True)
    assert (kept[0].version, kept[0].sections, kept[0].places) == (1, (), ())


def test_their_words_are_found_and_those_of_the_old_tables_are_not(folder):
    ledger = opened(folder)
    assert matching(ledger, Words.of("customs broker Hamburg"), 5, OPEN)[0][0] == "broker/-/1"
    assert matching(ledger, Words.of("some text"), 5, OPEN) == []
    assert matching(ledger, Words.of("titles have 200 characters"), 5, OPEN) == []
    assert ledger.count(OPEN, "user") == 2


def test_the_library_is_to_be_read_anew_and_the_rest_is_remembered(folder):
    ledger = opened(folder)
    assert (ledger.meta("library"), ledger.meta("generation")) == (None, "7")
    assert [vector.tolist() for vector in ledger.vectors(["k"]).values()] == [[1.0]]


def test_once_is_enough(folder):
    first = opened(folder)
    first.set_meta("library", "today")
    first.remove(["broker"])
    again = opened(folder)
    assert [document.id for document in again.documents()] == ["海关"] and again.meta("library") == "today"


def test_a_fresh_file_is_no_earlier_version(tmp_path):
    ledger = opened(tmp_path)
    ledger.set_meta("library", "today")
    assert opened(tmp_path).meta("library") == "today" and ledger.documents() == []


def test_a_file_of_a_newer_program_is_left_alone(folder):
    opened(folder)
    with sqlite3.connect(folder / "knowledge.sqlite") as connection:
        connection.execute("pragma user_version = 99")
    with pytest.raises(KnowledgeError) as newer:
        opened(folder)
    assert message(newer.value.code, **newer.value.details)["zh"]
    with sqlite3.connect(folder / "knowledge.sqlite") as connection:
        assert connection.execute("select count(*) from document").fetchone() == (2,)


def test_an_index_over_an_old_file_finds_both_users_documents_and_the_library(folder, small_library):
    index = KnowledgeIndex(folder, WordEmbedder())
    found = [hit.document.id for hit in index.search("customs broker Hamburg Petersen", as_of=TODAY, k=50).hits]
    assert found[0] == "broker" and {*found} == {"broker", "海关", "SOP-X-01", "amz-title-max", "eby-title-max"}


def test_nothing_is_lost_when_the_change_is_cut_off(folder, monkeypatch):
    def cut_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "put", cut_off)
        patched.setattr("knowledge.ledger._insert", cut_off)
        with pytest.raises(KeyboardInterrupt):
            opened(folder)
    assert [document.id for document in opened(folder).documents()] == ["broker", "海关"]
