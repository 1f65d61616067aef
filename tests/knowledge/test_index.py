from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.document import KnowledgeError
from knowledge.index import KnowledgeIndex
from tests.copilot.homes import loaded_embedder
from tests.knowledge.conftest import WordEmbedder, note

CUSTOMS = note("Our customs broker in Hamburg is called Petersen.", "broker")
RETURNS = note("Returned parcels go to the warehouse in Leipzig.", "returns")


def ids(search):
    return [hit.document.id for hit in search.hits]


def test_the_library_is_there_at_once(index):
    assert [document.id for document in index.documents()] == ["SOP-X-01", "amz-title-max", "eby-title-max"]
    assert ids(index.search("Amazon title characters", language="en"))[0] == "amz-title-max"


def test_an_added_document_is_found_and_a_removed_one_is_not(index):
    index.add([CUSTOMS, RETURNS])
    hit = index.search("customs broker Hamburg Petersen").hits[0]
    assert (hit.document, hit.passage_id, hit.title) == (CUSTOMS, "broker/-/1", "broker")
    assert hit.text == CUSTOMS.texts[""]
    index.remove("broker")
    assert "broker" not in ids(index.search("customs broker Hamburg Petersen", k=50))
    with pytest.raises(KnowledgeError) as unknown:
        index.remove("broker")
    assert unknown.value.code == "document_unknown"


def test_a_document_of_the_same_id_is_replaced(index):
    index.add([CUSTOMS])
    index.add([note("The broker is Hansen now.", "broker")])
    assert [hit.text for hit in index.search("broker", k=50).hits if hit.document.id == "broker"] == ["The broker is Hansen now."]
    assert len(index.documents()) == 4


def test_library_documents_are_protected(index):
    with pytest.raises(KnowledgeError) as taken:
        index.add([RETURNS, note("mine", "amz-title-max")])
    with pytest.raises(KnowledgeError) as shipped:
        index.remove("amz-title-max")
    assert (taken.value.code, shipped.value.code) == ("document_id_taken", "document_of_library")
    assert "returns" not in ids(index.search("returned parcels Leipzig", k=50))
    assert index.get("amz-title-max").origin == "library"


def test_library_documents_are_protected_in_a_new_folder(index):
    with pytest.raises(KnowledgeError) as taken:
        index.add_files([("amz-title-max.md", b"mine")])
    assert taken.value.code == "document_id_taken"


def test_of_several_files_all_or_none_are_added(index):
    with pytest.raises(KnowledgeError):
        index.add_files([("good.md", b"Good text."), ("bad.md", b"\xff\xfe")])
    assert len(index.documents()) == 3
    added = index.add_files([("good.md", b"# Good\ntext"), ("other.txt", b"text")])
    assert [document.id for document in added] == ["good", "other"]


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
    assert set(ids(index.search("title characters limit", **{"k": 50, **asked}))) == found


@pytest.mark.parametrize(
    ("language", "text"), [("en", "An Amazon title has at most 75 characters."), ("zh", "亚马逊标题最多 75 个字符。")]
)
def test_passages_are_shown_in_the_language_asked_for(index, language, text):
    hit = index.search("Amazon title 标题 亚马逊", platform="amazon", kind="rule", language=language).hits[0]
    assert hit.text == text


def test_nothing_near_is_no_basis(index):
    assert not index.search("zebra quagga okapi").basis
    assert index.search("Amazon title has most 75 characters").basis


def test_what_one_process_adds_another_finds(index, tmp_path):
    other = KnowledgeIndex(tmp_path / "knowledge", WordEmbedder())
    assert "broker" not in ids(other.search("customs broker", k=50))
    index.add([CUSTOMS])
    assert ids(other.search("customs broker Petersen Hamburg"))[0] == "broker"
    other.remove("broker")
    assert "broker" not in ids(index.search("customs broker", k=50))


def test_the_same_text_is_embedded_once(index, embedder):
    index.add([CUSTOMS])
    count = len(embedder.asked)
    index.remove("broker")
    index.add([CUSTOMS])
    assert len(embedder.asked) == count == len(set(embedder.asked))


def test_a_changed_library_is_taken_over(index, small_library):
    index.add([CUSTOMS])
    titles = small_library / "rules" / "titles.yaml"
    titles.write_text(titles.read_text().replace("amz-title-max", "amz-new"))
    assert [document.id for document in index.documents()] == ["SOP-X-01", "amz-new", "broker", "eby-title-max"]
    assert "amz-title-max" not in ids(index.search("Amazon title characters", k=50))
    assert ids(index.search("customs broker Petersen Hamburg"))[0] == "broker"


class Refusing(WordEmbedder):
    name = loaded_embedder().name

    def passages(self, texts):
        raise AssertionError("the shipped vectors must be used")


def test_a_first_run_embeds_nothing(tmp_path):
    first = KnowledgeIndex(tmp_path / "knowledge", Refusing())
    first.sync()
    assert len(first.documents()) > 100


def test_threads_of_one_process_do_not_disturb_each_other(index):
    def work(number):
        if number % 3 == 0:
            index.add([note(f"Parcel number{number} lies in Leipzig.", f"parcel{number}")])
        return ids(index.search("Amazon title has most 75 characters"))[0]

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(work, range(24))) == {"amz-title-max"}
    assert len(index.documents()) == 3 + 8
