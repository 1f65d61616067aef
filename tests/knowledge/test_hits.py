"""What a search gives back: documents as they stood on a day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import Document, Section
from knowledge.hits import hits_of
from knowledge.ledger import Ledger
from knowledge.retrieval import Ranked
from knowledge.scope import NOTHING, OPEN, Named
from tests.knowledge.conftest import TODAY, note

LONG = "Parcels of this size go to Leipzig and nowhere else. " * 12
FILE = note(
    "", "file", sections=(Section("Where returns go.", ("Returns",), 1), Section("Leipzig takes them.", ("Returns", "Where"), 2))
)


def rule(name, **fields):
    return Document(
        id=name, kind="rule", titles={"zh": f"{name} 标题", "en": f"{name} title"}, source="s", origin="library",
        texts={"zh": f"{name} 的正文。", "en": f"The text of {name}."}, **fields,
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "knowledge.sqlite", "words")


def found(ledger, *ranked, named=NOTHING, language="zh", on=TODAY):
    entries = [Ranked(*entry) if isinstance(entry, tuple) else Ranked(entry, 0.9, {}) for entry in ranked]
    return hits_of(ledger, entries, OPEN, named, language, on, k=50)


def ids(hits):
    return [hit.document.id for hit in hits]


@pytest.mark.parametrize(
    ("language", "best", "text", "passage"),
    [
        ("zh", {"zh": "r/zh/1", "en": "r/en/1"}, "r 的正文。", "r/zh/1"),
        ("en", {"zh": "r/zh/1", "en": "r/en/1"}, "The text of r.", "r/en/1"),
        ("en", {"zh": "r/zh/1"}, "The text of r.", "r/zh/1"),
        ("en", {}, "The text of r.", "r/en/1"),
        ("de", {"zh": "r/zh/1"}, "r 的正文。", "r/zh/1"),
    ],
)
def test_a_document_of_the_library_is_shown_whole_in_its_language(ledger, language, best, text, passage):
    ledger.put([rule("r")])
    (hit,) = found(ledger, ("r", 0.87654321, best), language=language)
    assert (hit.document, hit.text, hit.passage_id, hit.score) == (rule("r"), text, passage, 0.8765)
    assert hit.title == ("r title" if text.startswith("The") else "r 标题")


def test_a_long_document_of_the_library_is_shown_whole_with_its_best_passage(ledger):
    ledger.put([replace(rule("r"), texts={"zh": "长" * 600, "en": LONG})])
    (hit,) = found(ledger, ("r", 0.9, {"en": "r/en/2"}), language="en")
    assert hit.text == LONG.strip() and hit.passage_id == "r/en/2" and len(hit.passage) < len(LONG) / 2


def test_a_file_is_shown_by_its_best_passage_and_where_that_stands(ledger):
    ledger.put([FILE])
    (hit,) = found(ledger, ("file", 0.9, {"": "file/-/2"}))
    assert (hit.title, hit.text, hit.passage, hit.place) == (
        "file",
        "Leipzig takes them.",
        "Leipzig takes them.",
        "Returns > Where, p. 2",
    )
    assert found(ledger, "file")[0].passage == "Where returns go."


def test_what_is_named_comes_first(ledger):
    ledger.put([rule("amz", platforms=("amazon",)), rule("bay", platforms=("ebay",)), rule("all")])
    ranked = [("amz", 0.91, {}), ("all", 0.9, {}), ("bay", 0.9, {})]
    assert ids(found(ledger, *ranked)) == ["amz", "all", "bay"]
    hits = found(ledger, *ranked, named=Named(frozenset({"ebay"})))
    assert ids(hits) == ["bay", "all", "amz"] and [hit.score for hit in hits] == sorted((h.score for h in hits), reverse=True)


OLD = rule("old", effective_to="2026-07-26", replaced_by="new")
NEW = rule("new", effective_from="2026-07-27", replaced_by=None)
OLDER = rule("older", effective_to="2024", replaced_by="old")


@pytest.mark.parametrize("ranked", [["old"], ["new"], ["old", "new"], ["older", "new", "old"]])
@pytest.mark.parametrize(
    ("on", "stood", "earlier"),
    [
        ("2026-07-26", "old", ["older"]), ("2026-07-27", "new", ["old", "older"]), ("2024-06-01", "older", []),
    ],
)  # fmt: skip
def test_of_a_matter_only_what_stood_that_day_is_a_hit(ledger, ranked, on, stood, earlier):
    ledger.put([replace(OLD, effective_from="2025-01-01"), NEW, OLDER])
    (hit,) = found(ledger, *ranked, on=date.fromisoformat(on), language="en")
    assert (hit.document.id, [document.id for document in hit.earlier]) == (stood, earlier)
    assert hit.text == hit.passage == f"The text of {stood}." and hit.passage_id == f"{stood}/en/1"


def test_a_matter_counts_by_its_best_version(ledger):
    ledger.put([OLD, NEW, rule("other")])
    hits = found(ledger, ("old", 0.95, {"zh": "old/zh/1"}), ("other", 0.9, {}), ("new", 0.8, {"zh": "new/zh/1"}))
    assert [(hit.document.id, hit.score, hit.passage_id) for hit in hits] == [
        ("new", 0.95, "new/zh/1"),
        ("other", 0.9, "other/zh/1"),
    ]


def test_both_sides_of_a_conflict_are_told(ledger):
    ledger.put([rule("a", conflicts_with=("b", "gone")), rule("b", conflicts_with=("a",)), rule("c")])
    assert [[other.id for other in hit.conflicts] for hit in found(ledger, "a", "b", "c")] == [["b"], ["a"], []]


def test_copies_of_a_file_are_named_with_the_best_of_them(ledger):
    shouted = LONG.upper().replace(" ", "\n")
    ledger.put([note(text, name) for name, text in (("a", "Some text of ours."), ("b", "some text  of ours."), ("c", "Other."))])
    ledger.put([note(text, name) for name, text in (("d", LONG), ("e", shouted), ("f", "Some text of ours."))])
    hits = found(ledger, *[(name, 0.9 - n / 100, {}) for n, name in enumerate("bacdef")])
    assert [(hit.document.id, hit.copies) for hit in hits] == [("b", ("a", "f")), ("c", ()), ("d", ("e",))]


def test_what_the_library_says_is_no_copy(ledger):
    same = {"zh": "一样的话。", "en": "The same."}
    ledger.put([replace(rule("r"), texts=same), replace(rule("s"), texts=same), note("一样的话。", "n")])
    assert ids(found(ledger, "r", "s", "n")) == ["n", "r", "s"]


@st.composite
def shelves(draw):
    """Documents that replace and contradict each other at random."""
    names = draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True))
    days = st.none() | st.sampled_from(["2024", "2025-06", "2026-11-21", "2026-11-22", "2027-01-01"])
    return [
        rule(
            name, effective_from=draw(days), effective_to=draw(days), replaced_by=draw(st.none() | st.sampled_from("abcdefghx")),
            conflicts_with=tuple(draw(st.lists(st.sampled_from("abcx"), max_size=2))),
        )
        for name in names
    ]  # fmt: skip


@given(shelf=shelves(), data=st.data(), on=st.dates(date(2023, 1, 1), date(2028, 1, 1)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_every_hit_is_a_document_of_the_shelf_once_and_best_first(shelf, data, on, tmp_path_factory):
    ledger = Ledger(tmp_path_factory.mktemp("hits") / "knowledge.sqlite", "words")
    ledger.put(data.draw(st.permutations(shelf)))
    ranked = [(document.id, data.draw(st.floats(0, 1)), {}) for document in shelf]
    hits = found(ledger, *ranked, on=on)
    assert len(ids(hits)) == len({*ids(hits)}) and {*ids(hits)} <= {document.id for document in shelf} and hits
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert hit.document not in hit.earlier and hit.text == hit.document.texts["zh"]
        assert all(document.status_on(on) == "expired" for document in hit.earlier)
