"""From passages to documents and their order, also by what the question names."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Document, Passage
from knowledge.retrieval import LOOKED_AT, MET, MISSED, WORDS_FLOOR, Ranked, nearest, rank, weighed
from knowledge.scope import NOTHING, Named
from tests.knowledge.conftest import TODAY

PASSAGES = {
    f"{document}/{language}/{number}": Passage(
        f"{document}/{language}/{number}", document, language, "", "", asked=number == "q1"
    )
    for document in "ab"
    for language in ("zh", "en")
    for number in ("1", "2", "q1")
}


def scores(meaning, lexical=()):
    return {entry.document_id: entry.score for entry in rank(meaning, dict(lexical), PASSAGES)}


def test_a_document_counts_by_its_best_passage():
    found = rank({"a/en/1": 0.5, "b/en/1": 0.8, "a/en/2": 0.9}, {}, PASSAGES)
    assert found == [Ranked("a", 0.9, {"en": "a/en/2"}), Ranked("b", 0.8, {"en": "b/en/1"})]


def test_each_language_keeps_its_own_best_passage():
    (found,) = rank({"a/zh/1": 0.7, "a/zh/2": 0.6, "a/en/2": 0.9}, {}, PASSAGES)
    assert found == Ranked("a", 0.9, {"zh": "a/zh/1", "en": "a/en/2"})


def test_shared_words_choose_the_passage_to_show():
    (found,) = rank({"a/en/1": 0.80, "a/en/2": 0.81}, {"a/en/1": 1.0}, PASSAGES)
    assert found.best == {"en": "a/en/1"}


def test_questions_help_to_find_a_document_but_are_not_shown():
    (found,) = rank({"a/en/q1": 0.9, "a/zh/2": 0.8}, {}, PASSAGES)
    assert 0.8 < found.score < 0.9 and found.best == {"zh": "a/zh/2"}
    assert rank({"a/en/q1": 0.9}, {"a/zh/q1": 1.0}, PASSAGES)[0].best == {}


def test_what_is_told_counts_more_than_what_is_asked():
    assert scores({"a/en/1": 0.9, "a/en/q1": 0.7, "b/en/1": 0.9})["b"] > scores({"a/en/1": 0.9, "a/en/q1": 0.7})["a"]
    told, asked = (scores({"a/en/1": 0.8, "a/en/q1": 0.8}, {name: 1.0})["a"] for name in ("a/en/1", "a/en/q1"))
    assert told > asked > scores({"a/en/1": 0.8, "a/en/q1": 0.8})["a"]


def test_passages_that_do_not_count_are_left_out():
    assert rank({"a/en/1": 0.8, "c/en/1": 0.9}, {"c/en/1": 1.0, "d/en/1": 1.0}, PASSAGES) == [Ranked("a", 0.8, {"en": "a/en/1"})]
    assert rank({}, {}, PASSAGES) == []


@pytest.mark.parametrize("share", [0.0, WORDS_FLOOR / 2, WORDS_FLOOR])
def test_words_up_to_the_floor_add_nothing(share):
    assert scores({"a/en/1": 0.8}, {"a/en/1": share}) == {"a": 0.8}


def test_words_above_the_floor_add_their_share():
    shares = [WORDS_FLOOR + part * (1 - WORDS_FLOOR) for part in (0, 0.5, 1)]
    none, half, full = (scores({"a/en/1": 0.8}, {"a/en/1": share})["a"] for share in shares)
    assert none < half < full and full - half == pytest.approx(half - none)


def test_words_can_turn_the_order_of_documents_as_near():
    meaning = {"a/en/1": 0.80, "b/en/1": 0.79}
    assert list(scores(meaning)) == ["a", "b"] and list(scores(meaning, {"b/en/1": 1.0})) == ["b", "a"]


def test_a_passage_found_by_words_alone_starts_from_the_weakest_meaning():
    found = scores({"a/en/1": 0.8, "a/en/2": 0.4}, {"b/en/1": 1.0})
    assert list(found) == ["a", "b"] and found["b"] > 0.4


sides = st.dictionaries(st.sampled_from(sorted(PASSAGES)), st.floats(0.1, 1), max_size=12)


@given(meaning=sides, lexical=sides, seed=st.randoms(use_true_random=False))
def test_the_ranking_is_one_of_documents_and_depends_on_no_order(meaning, lexical, seed):
    def shuffled(values):
        return dict(seed.sample(list(values.items()), len(values)))

    found = rank(meaning, lexical, PASSAGES)
    assert found == rank(shuffled(meaning), shuffled(lexical), shuffled(PASSAGES))
    assert [(-entry.score, entry.document_id) for entry in found] == sorted((-e.score, e.document_id) for e in found)
    assert {entry.document_id for entry in found} == {name[0] for name in (*meaning, *lexical)}
    for entry in found:
        for language, name in entry.best.items():
            assert (PASSAGES[name].document_id, PASSAGES[name].language) == (entry.document_id, language)
            assert not PASSAGES[name].asked


@given(meaning=sides.filter(bool), lexical=sides, more=st.floats(0, 0.5), data=st.data())
def test_what_is_nearer_or_shares_more_words_never_scores_lower(meaning, lexical, more, data):
    values = data.draw(st.sampled_from([side for side in (meaning, lexical) if side]))
    name = data.draw(st.sampled_from(sorted(values)))
    before = scores(meaning, lexical)
    values[name] += more
    assert scores(meaning, lexical)[name[0]] >= before[name[0]] - 1e-9


@given(meaning=sides, lexical=sides)
def test_all_that_is_found_is_compared_exactly_best_first(meaning, lexical):
    found = nearest(meaning, list(lexical.items()), PASSAGES)
    assert {*found} == {name[0] for name in (*meaning, *lexical)} and len(found) == len(set(found))
    if not lexical:
        best = {document: max(score for name, score in meaning.items() if name[0] == document) for document in found}
        assert found == sorted(found, key=lambda document: (-best[document], document))


def test_no_more_are_compared_exactly_than_are_looked_at():
    passages = {f"{n}/en/1": Passage(f"{n}/en/1", str(n), "en", "", "") for n in range(LOOKED_AT + 5)}
    found = nearest({name: n / 1000 for n, name in enumerate(passages)}, [], passages)
    assert found == [str(n) for n in range(LOOKED_AT + 4, 4, -1)]
    assert nearest({"unknown": 1.0}, [("unknown", 1.0)], passages) == []


def test_the_library_crowds_out_no_file():
    names = [f"{n}/en/1" for n in range(LOOKED_AT + 5)]
    passages = {name: Passage(name, name.split("/")[0], "en", "", "") for name in names}
    passages["file/-/1"] = Passage("file/-/1", "file", "en", "", "", origin="user")
    found = nearest({**dict.fromkeys(names, 0.9), "file/-/1": 0.1}, [], passages)
    assert found[-1] == "file" and len(found) == LOOKED_AT + 1
    files = {name: replace(passage, origin="user") for name, passage in passages.items()}
    assert len(nearest(dict.fromkeys(names, 0.9), [], files)) == LOOKED_AT


def document(name, platforms=(), places=()):
    return Document(id=name, kind="rule", titles={}, texts={}, source=None, platforms=platforms, places=places)


ABOUT = {
    "ebay": document("ebay", ("ebay",), ("DE",)),
    "amazon": document("amazon", ("amazon",), ("US",)),
    "general": document("general"),
}


def weights(named, on=TODAY):
    return {name: weighed(0.9, document, named, on) for name, document in ABOUT.items()}


def test_nothing_named_changes_nothing():
    assert set(weights(NOTHING).values()) == {0.9}


@pytest.mark.parametrize(
    ("named", "best"),
    [
        (Named(frozenset({"ebay"})), "ebay"),
        (Named(frozenset({"amazon"})), "amazon"),
        (Named(frozenset(), frozenset({"DE"})), "ebay"),
        (Named(frozenset({"walmart"})), "general"),
        (Named(frozenset({"amazon", "ebay"}), frozenset({"US"})), "amazon"),
    ],
)
def test_what_is_about_what_is_named_comes_first_among_equals(named, best):
    found = weights(named)
    assert max(found, key=lambda name: found[name]) == best


def test_weighing_moves_by_so_much_for_each_of_the_two():
    found = weights(Named(frozenset({"amazon"}), frozenset({"US"})))
    assert found == pytest.approx({"amazon": 0.9 + 2 * MET, "general": 0.9, "ebay": 0.9 - 2 * MISSED}) and 0 < MET < MISSED


@given(platforms=st.frozensets(st.sampled_from(["ebay", "amazon", "walmart"])), on=st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_what_did_not_hold_on_the_day_comes_after_what_did(platforms, on):
    held, ended, future = (
        ABOUT["ebay"],
        replace(ABOUT["ebay"], effective_to="2024"),
        replace(ABOUT["ebay"], effective_from="2029"),
    )
    first, *later = (weighed(0.9, one, Named(platforms), on) for one in (held, future, ended))
    assert all(0 < score < first for score in later)
