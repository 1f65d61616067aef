"""The record of documents, passages and vectors."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import Correction, Document, Passage, Section, passages_of
from knowledge.ledger import Ledger, vector_key
from knowledge.lexical import Words, matching
from knowledge.scope import OPEN, Scope
from tests.knowledge.conftest import note

TEXTS = {
    "customs": "When customs holds a parcel, call the broker.",
    "titles": "An Amazon title has at most 75 characters.",
    "海关": "海关扣货时，先找报关行。",
}
RULE = Document(
    id="r", kind="rule", titles={"zh": "标题", "en": "Title"}, texts={"zh": "正文。", "en": "Text."}, source="s", url="u",
    also=("v",), platforms=("amazon", "ebay"), places=("DE",), scope={"zh": "玩具", "en": "toys"}, area="listing", field="title",
    value={"max_chars": 75, "units": ["a", 1.5, None], "nested": {"是": True}}, questions={"zh": ("问？",), "en": ("Why?",)},
    phrases={"de": ("garantiert", "sicher")}, corrections=(Correction({"zh": "旧", "en": "old"}, {"zh": "新", "en": "new"}),),
    status="announced", effective_from="2026", effective_to="2027-01", as_of="2026-08", confidence="high", replaced_by="next",
    conflicts_with=("other",), aliases=("also-r",), related=("x",), review_by="2027-01-31", origin="library", title_counts=False,
    sections=(Section("Text.", ("A", "B"), 3), Section("", rows="Prices, rows 2-40")), language="en", owner="Li",
    shops=("north",), version=4,
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "knowledge.sqlite", "words")


@pytest.fixture
def filled(ledger):
    ledger.put([note(text, name) for name, text in TEXTS.items()])
    return ledger


def test_a_document_comes_back_as_it_was(ledger):
    assert {field.name for field in fields(Document) if getattr(RULE, field.name) == field.default} == set()
    assert ledger.put([RULE]) == []
    assert ledger.get(["r", "unknown"]) == {"r": RULE} and ledger.documents() == [RULE]


@given(
    document=st.builds(
        lambda text, place, shops, value, day: note(text, "x", places=place, shops=shops, value=value, effective_from=day),
        st.text(max_size=80), st.lists(st.text(min_size=1, max_size=4)).map(tuple), st.lists(st.text(min_size=1)).map(tuple),
        st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5)),
        st.none() | st.dates().map(str),
    )
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_any_document_comes_back_as_it_was(ledger, document):
    ledger.put([document])
    assert ledger.get(["x"]) == {"x": document}
    known = ledger.passages(passage.id for passage in passages_of(document))
    assert list(known.values()) == [replace(passage, embedded="") for passage in passages_of(document)]


def test_a_document_takes_the_place_of_the_earlier_one(filled):
    assert filled.put([note("Nothing about that any more.", "customs")]) == ["customs/-/1"]
    assert filled.get(["customs"])["customs"].texts == {"": "Nothing about that any more."}
    assert len(filled.documents()) == len(TEXTS) == filled.count(OPEN, "user")


def test_all_documents_are_stored_or_none(filled):
    before = filled.documents(), filled.count(OPEN, "user")
    unheard = note("No JSON.", "bad", value={"x": object()})
    with pytest.raises(Exception, match="serialize"):
        filled.put([note("New.", "customs"), note("New.", "new"), unheard])
    assert (filled.documents(), filled.count(OPEN, "user")) == before
    assert matching(filled, Words.of("broker parcel"), 5, OPEN)[0][0] == "customs/-/1"


def test_a_removed_document_leaves_nothing(filled):
    assert filled.remove(["titles", "customs", "unknown"]) == ["titles/-/1", "customs/-/1"]
    assert filled.get(TEXTS) == {"海关": note(TEXTS["海关"], "海关")} and filled.count(OPEN, "user") == 1
    assert filled.passages(["titles/-/1"]) == {} == filled.first_passages(["titles"], "zh")
    assert filled.remove(["titles"]) == []


def test_documents_by_origin_and_by_what_they_gave_way_to(filled):
    filled.put([RULE, replace(RULE, id="s", origin="user"), replace(RULE, id="t", replaced_by="r")])
    assert [document.id for document in filled.documents("library")] == ["r", "t"]
    assert [document.id for document in filled.documents("user")] == sorted([*TEXTS, "s"])
    assert [document.id for document in filled.replaced_by(["next", "r", "none"])] == ["r", "s", "t"]
    assert filled.replaced_by([]) == []


def test_passages_of_a_scope(ledger):
    ledger.put([RULE, note("Text.", "n")])
    assert set(ledger.passages(["r/en/1", "n/-/1", "none"])) == {"r/en/1", "n/-/1"}
    assert set(ledger.passages(["r/en/1", "n/-/1"], Scope(kind="rule"))) == {"r/en/1"}
    assert (ledger.count(OPEN, "library"), ledger.count(OPEN, "user")) == (9, 1)
    assert (ledger.count(Scope(place="US"), "user"), ledger.count(Scope(shop="south"), "user")) == (1, 1)
    assert ledger.count(Scope(place="US"), "library") == 0


@pytest.mark.parametrize(("language", "first"), [("zh", "x/zh/1"), ("en", "x/en/1")])
def test_the_first_passage_in_a_language(ledger, language, first):
    long = {"zh": "第一句话讲标题。" * 60, "en": "The first sentence. " * 60}
    ledger.put([replace(RULE, id="x", texts=long, sections=()), note("Nur deutsch.", "n")])
    found = ledger.first_passages(["x", "n", "none"], language)
    assert {name: passage.id for name, passage in found.items()} == {"x": first, "n": "n/-/1"}
    assert found["x"].text == ledger.passages([first])[first].text


def test_where_in_a_file_a_passage_stands(ledger):
    ledger.put([note("", "n", sections=(Section("Eins."), Section("Zwei.", ("Kopf",), 2)))])
    known = ledger.passages(["n/-/1", "n/-/2"])
    assert [(passage.text, passage.place) for passage in known.values()] == [("Eins.", None), ("Zwei.", "Kopf, p. 2")]


def passage(text, asked=False):
    return Passage("id", "document", "zh", text, text, asked=asked)


def test_vectors_are_kept_by_text_kind_and_embedder(ledger):
    keys = [
        vector_key(*pair) for pair in (("a", passage("t")), ("b", passage("t")), ("a", passage("o")), ("a", passage("t", True)))
    ]
    assert len(set(keys)) == 4
    ledger.keep_vectors({keys[0]: np.array([0.5, 0.25], dtype=np.float32)})
    ledger.keep_vectors({keys[0]: np.array([9.0, 9.0], dtype=np.float32)})
    assert {key: value.tolist() for key, value in ledger.vectors(keys).items()} == {keys[0]: [0.5, 0.25]}


def test_vectors_of_a_scope_and_some_from_all_over(filled):
    assert filled.vectors_in(OPEN, "user")[0] == [] and filled.canaries(3) == (3, {})
    vectors = {name: np.eye(3, dtype=np.float32)[at] for at, name in enumerate(TEXTS)}
    keys = {name: vector_key("words", passages_of(note(text, name))[0]) for name, text in TEXTS.items()}
    filled.keep_vectors({keys[name]: vectors[name] for name in ("customs", "海关")})
    names, rows = filled.vectors_in(OPEN, "user")
    assert {name: row.tolist() for name, row in zip(names, rows, strict=True)} == {
        (f"{name}/-/1", ""): vectors[name].tolist() for name in ("customs", "海关")
    }
    assert filled.vectors_in(Scope(kind="rule"), "user")[0] == [] == filled.vectors_in(OPEN, "library")[0]
    total, canaries = filled.canaries(1)
    assert total == 3 and {*canaries} <= {"customs/-/1", "海关/-/1"} and "海关/-/1" in canaries


def test_values_are_remembered_across_opens(ledger, tmp_path):
    assert ledger.meta("generation") is None
    ledger.set_meta("generation", "1")
    ledger.set_meta("generation", "2")
    ledger.put([note("kept")])
    again = Ledger(tmp_path / "knowledge.sqlite", "words")
    assert again.meta("generation") == "2" and again.documents() == [note("kept")]
