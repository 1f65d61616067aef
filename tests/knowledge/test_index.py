import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.document import KnowledgeError
from knowledge.index import KnowledgeIndex
from knowledge.scope import Scope
from tests.copilot.homes import loaded_embedder
from tests.knowledge.conftest import TODAY, WordEmbedder, note

CUSTOMS = note("Our customs broker in Hamburg is called Petersen.", "broker")
RETURNS = note("Returned parcels go to the warehouse in Leipzig.", "returns")


def ids(search):
    return [hit.document.id for hit in search.hits]


def test_the_library_is_there_at_once(index):
    assert [document.id for document in index.documents()] == ["SOP-X-01", "amz-title-max", "eby-title-max"]
    assert ids(index.search("Amazon title characters", language="en", as_of=TODAY))[0] == "amz-title-max"


def test_an_added_document_is_found_and_a_removed_one_is_not(index):
    index.add([CUSTOMS, RETURNS], TODAY)
    hit = index.search("customs broker Hamburg Petersen", as_of=TODAY).hits[0]
    assert (hit.document, hit.passage_id, hit.title) == (CUSTOMS, "broker/-/1", "broker")
    assert hit.text == CUSTOMS.texts[""]
    index.remove("broker")
    assert "broker" not in ids(index.search("customs broker Hamburg Petersen", k=50, as_of=TODAY))
    with pytest.raises(KnowledgeError) as unknown:
        index.remove("broker")
    assert unknown.value.code == "document_unknown"


def test_a_new_version_takes_the_place_of_the_old_one_which_stays(index):
    index.add([CUSTOMS], TODAY)
    (again,) = index.add([note("The broker is Hansen now.", "broker")], TODAY)
    assert (again.outcome, again.document.version) == ("superseded", 2)
    texts = [hit.text for hit in index.search("broker", k=50, as_of=TODAY).hits if hit.document.id.startswith("broker")]
    assert texts == ["The broker is Hansen now."]
    old = index.get("broker@1")
    assert (old.texts, old.effective_to, old.replaced_by) == (CUSTOMS.texts, "2026-11-21", "broker")
    assert ids(index.search("broker Petersen", as_of=TODAY - timedelta(days=1)))[0] == "broker@1"


def test_the_same_document_again_changes_nothing(index, embedder):
    index.add([CUSTOMS], TODAY)
    before = index.documents(), list(embedder.asked)
    (again,) = index.add([CUSTOMS], TODAY + timedelta(days=30))
    assert (again.outcome, again.document) == ("unchanged", CUSTOMS)
    assert (index.documents(), embedder.asked) == before


def test_all_versions_are_removed_together(index):
    for text in ("The broker is Petersen.", "The broker is Hansen.", "The broker is Jansen."):
        index.add([note(text, "broker")], TODAY)
    assert [document.id for document in index.documents() if "broker" in document.id] == ["broker", "broker@1", "broker@2"]
    index.remove("broker")
    assert len(index.documents()) == 3
    assert not any("broker" in name for name in ids(index.search("broker Petersen Hansen Jansen", k=50, as_of=TODAY)))


def test_library_documents_are_protected(index):
    with pytest.raises(KnowledgeError) as taken:
        index.add([RETURNS, note("mine", "amz-title-max")], TODAY)
    with pytest.raises(KnowledgeError) as shipped:
        index.remove("amz-title-max")
    assert (taken.value.code, shipped.value.code) == ("document_id_taken", "document_of_library")
    assert "returns" not in ids(index.search("returned parcels Leipzig", k=50, as_of=TODAY))
    assert index.get("amz-title-max").origin == "library"


def test_library_documents_are_protected_in_a_new_folder(index):
    with pytest.raises(KnowledgeError) as taken:
        index.add([note("mine", "amz-title-max")], TODAY)
    assert taken.value.code == "document_id_taken"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"amz-title-max", "eby-title-max", "SOP-X-01"}),
        ({"kind": "rule"}, {"amz-title-max", "eby-title-max"}),
        ({"kind": "sop"}, {"SOP-X-01"}),
        ({"kind": "document"}, set()),
        ({"platform": "amazon"}, {"amz-title-max", "SOP-X-01"}),
        ({"platform": "ebay", "kind": "rule"}, {"eby-title-max"}),
        ({"platform": "walmart"}, {"SOP-X-01"}),
        ({"k": 1, "platform": "ebay"}, {"eby-title-max"}),
    ],
)
def test_kind_and_platform_leave_out_the_rest(index, asked, found):
    k = asked.pop("k", 50)
    assert set(ids(index.search("title characters limit", k=k, scope=Scope(**asked), as_of=TODAY))) == found


@pytest.mark.parametrize(
    ("language", "text"), [("en", "An Amazon title has at most 75 characters."), ("zh", "亚马逊标题最多 75 个字符。")]
)
def test_passages_are_shown_in_the_language_asked_for(index, language, text):
    hit = index.search("Amazon title 标题 亚马逊", scope=Scope("rule", "amazon"), language=language, as_of=TODAY).hits[0]
    assert hit.text == text


def test_nothing_near_is_no_basis(index):
    assert not index.search("zebra quagga okapi", as_of=TODAY).basis
    assert index.search("标题能写多长", as_of=TODAY).basis


def test_what_one_process_adds_another_finds(index, tmp_path):
    other = KnowledgeIndex(tmp_path / "knowledge", WordEmbedder())
    assert "broker" not in ids(other.search("customs broker", k=50, as_of=TODAY))
    index.add([CUSTOMS], TODAY)
    assert ids(other.search("customs broker Petersen Hamburg", as_of=TODAY))[0] == "broker"
    other.remove("broker")
    assert "broker" not in ids(index.search("customs broker", k=50, as_of=TODAY))


def test_the_same_text_is_embedded_once(index, embedder):
    index.add([CUSTOMS], TODAY)
    count = len(embedder.asked)
    index.add([replace(CUSTOMS, id="copy")], TODAY)
    assert len(embedder.asked) == count == len(set(embedder.asked))


def test_a_removed_document_leaves_no_trace(index, tmp_path):
    index.add([CUSTOMS], TODAY)
    file = tmp_path / "knowledge" / "knowledge.sqlite"
    index.remove("broker")
    with sqlite3.connect(file) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    held = file.read_bytes()
    assert b"Petersen" not in held and b"petersen" not in held


def test_a_changed_library_is_taken_over_by_the_next_program(index, small_library, tmp_path):
    index.add([CUSTOMS], TODAY)
    titles = small_library / "rules" / "all" / "titles.yaml"
    titles.write_text(titles.read_text().replace("amz-title-max", "amz-new"))
    again = KnowledgeIndex(tmp_path / "knowledge", WordEmbedder())
    assert [document.id for document in again.documents()] == ["SOP-X-01", "amz-new", "broker", "eby-title-max"]
    assert "amz-title-max" not in ids(again.search("Amazon title characters", k=50, as_of=TODAY))
    assert ids(again.search("customs broker Petersen Hamburg", as_of=TODAY))[0] == "broker"


class Refusing(WordEmbedder):
    name = loaded_embedder().name

    def passages(self, texts):
        raise AssertionError("the shipped vectors must be used")

    questions = passages


def test_a_first_run_embeds_nothing(tmp_path):
    first = KnowledgeIndex(tmp_path / "knowledge", Refusing())
    first.sync()
    assert len(first.documents()) > 100


def test_threads_of_one_process_do_not_disturb_each_other(index):
    def work(number):
        if number % 3 == 0:
            index.add([note(f"Parcel number{number} lies in Leipzig.", f"parcel{number}")], TODAY)
        return ids(index.search("Amazon title has most 75 characters", as_of=TODAY))[0]

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(work, range(24))) == {"amz-title-max"}
    assert len(index.documents()) == 3 + 8
