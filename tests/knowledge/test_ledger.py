import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import Document, passages_of
from knowledge.ledger import Ledger, vector_key
from tests.knowledge.conftest import note

TEXTS = {
    "customs": "When customs holds a parcel, call the broker.",
    "titles": "An Amazon title has at most 75 characters.",
    "reviews": "Never ask a buyer for a positive review.",
    "海关": "海关扣货时，先找报关行。",
}


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "knowledge.sqlite")


@pytest.fixture
def filled(ledger):
    for name, text in TEXTS.items():
        put(ledger, text, name)
    return ledger


def put(ledger, text, name="note", **fields):
    document = note(text, name, **fields)
    return ledger.put(document, passages_of(document), "words")


def test_a_document_comes_back_as_it_was(ledger):
    document = Document(
        id="r", kind="rule", titles={"zh": "标题", "en": "Title"}, texts={"zh": "正文。", "en": "Text."}, source="s", url="u",
        platforms=("amazon", "ebay"), effective_from="2026", effective_to=None, as_of="2026-08", confidence="high",
        origin="library",
    )  # fmt: skip
    assert ledger.put(document, passages_of(document), "words") == []
    assert ledger.get(["r", "unknown"]) == {"r": document}
    assert ledger.passage_ids() == ["r/zh/1", "r/en/1"]
    assert {name: p.text for name, p in ledger.passages(["r/zh/1", "x"]).items()} == {"r/zh/1": "正文。"}


def test_a_document_takes_the_place_of_the_earlier_one(filled):
    assert put(filled, "Nothing about that any more.", "customs") == ["customs/-/1"]
    assert filled.get(["customs"])["customs"].texts == {"": "Nothing about that any more."}
    assert "customs/-/1" not in dict(filled.matching("broker parcel", 10))
    assert len(filled.documents()) == len(TEXTS)


def test_a_removed_document_leaves_nothing(filled):
    assert filled.remove("titles") == ["titles/-/1"]
    assert filled.get(["titles"]) == {} and filled.passage_ids("titles") == []
    assert filled.matching("amazon title characters", 10) == []
    assert filled.remove("titles") == []


def test_documents_by_origin(filled):
    put(filled, "Shipped.", "shipped", origin="library")
    assert [document.id for document in filled.documents("library")] == ["shipped"]
    assert [document.id for document in filled.documents()] == sorted([*TEXTS, "shipped"])


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("who calls the broker?", "customs"),
        ("amazon title characters", "titles"),
        ("POSITIVE REVIEW", "reviews"),
        ("海关扣货怎么办", "海关"),
    ],
)
def test_words_find_their_passage(filled, query, best):
    assert filled.matching(query, 10)[0][0] == f"{best}/-/1"


@pytest.mark.parametrize("query", ["", "the of and", "？！", "zebra", "斑马", '"', "' OR 1=1 --", "NEAR(", "title*zebra^"])
def test_words_of_no_passage_find_nothing_and_break_nothing(filled, query):
    found = filled.matching(query, 10)
    assert found == [] or query == "title*zebra^"


def test_words_that_no_passage_holds_weigh_most(filled):
    known = dict(filled.matching("broker", 10))["customs/-/1"]
    with_unknown = dict(filled.matching("broker zebra quagga", 10))["customs/-/1"]
    assert 0 < with_unknown < known / 2


def test_more_shared_words_give_a_larger_share(filled):
    shares = [
        dict(filled.matching(query, 10))["customs/-/1"] for query in ("broker zebra", "broker parcel zebra", "broker parcel")
    ]
    assert shares == sorted(shares) and len(set(shares)) == 3


def test_at_most_so_many(filled):
    for number in range(5):
        put(filled, f"broker number{number}", f"more{number}")
    assert len(filled.matching("broker", 3)) == 3


VOCABULARY = [word for text in TEXTS.values() for word in text.split()] + ["zebra", "报关行", "OR", '"', "-", "75"]


@given(words=st.lists(st.sampled_from(VOCABULARY), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_shares_lie_between_0_and_1(filled, words):
    found = filled.matching(" ".join(words), 10)
    assert all(0 <= share <= 1 for _, share in found)
    assert [share for _, share in found] == sorted((share for _, share in found), reverse=True)


@given(query=st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_query_breaks_the_search(filled, query):
    assert all(0 <= share <= 1 for _, share in filled.matching(query, 10))


def test_vectors_are_kept_by_text_and_embedder(ledger):
    keys = [vector_key(*pair) for pair in (("a", "text"), ("b", "text"), ("a", "other"))]
    assert len(set(keys)) == 3
    ledger.keep_vectors({keys[0]: np.array([0.5, 0.25], dtype=np.float32)})
    ledger.keep_vectors({keys[0]: np.array([9.0, 9.0], dtype=np.float32)})
    assert {key: value.tolist() for key, value in ledger.vectors(keys).items()} == {keys[0]: [0.5, 0.25]}


def test_values_are_remembered_across_opens(ledger, tmp_path):
    assert ledger.meta("generation") is None
    ledger.set_meta("generation", "1")
    ledger.set_meta("generation", "2")
    put(ledger, "kept")
    again = Ledger(tmp_path / "knowledge.sqlite")
    assert again.meta("generation") == "2" and again.passage_ids() == ["note/-/1"]
