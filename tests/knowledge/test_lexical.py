"""Search by words alone."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.ledger import Ledger
from knowledge.lexical import Words, matching, unheld
from knowledge.scope import OPEN, Scope
from tests.knowledge.conftest import note

TEXTS = {
    "customs": "When customs holds a parcel, call the broker.",
    "titles": "An Amazon title has at most 75 characters.",
    "reviews": "Never ask a buyer for a positive review.",
    "海关": "海关扣货时，先找报关行。",
}


@pytest.fixture
def filled(tmp_path):
    ledger = Ledger(tmp_path / "knowledge.sqlite", "words")
    ledger.put([note(text, name) for name, text in TEXTS.items()])
    return ledger


def found(ledger, query, limit=10, scope=OPEN):
    return matching(ledger, Words.of(query), limit, scope)


def share(ledger, query, name="customs"):
    return dict(found(ledger, query))[f"{name}/-/1"]


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
    assert found(filled, query)[0][0] == f"{best}/-/1"


@pytest.mark.parametrize("query", ["", "the of and", "？！", "zebra", "斑马", '"', "' OR 1=1 --", "NEAR(", "title*zebra^"])
def test_words_of_no_passage_find_nothing_and_break_nothing(filled, query):
    assert found(filled, query) == [] or query == "title*zebra^"


def test_words_that_no_passage_holds_weigh_most(filled):
    assert 0 < share(filled, "broker zebra quagga") < share(filled, "broker") / 2


def test_more_shared_words_give_a_larger_share(filled):
    shares = [share(filled, query) for query in ("broker zebra", "broker parcel zebra", "broker parcel")]
    assert shares == sorted(shares) and len(set(shares)) == 3


def test_at_most_so_many(filled):
    filled.put([note(f"broker number{number}", f"more{number}") for number in range(5)])
    assert len(found(filled, "broker", 3)) == 3


def test_what_is_gone_or_new_counts_at_once(filled):
    filled.put([note("Nothing about that any more.", "customs")])
    filled.remove(["titles"])
    assert found(filled, "broker parcel") == [] == found(filled, "amazon title characters")
    assert found(filled, "nothing any more")[0][0] == "customs/-/1"


def test_passages_out_of_scope_are_left_out(filled):
    filled.put([note("The broker of eBay parcels.", "bay", platforms=("ebay",), kind="rule")])
    assert {name for name, _ in found(filled, "broker")} == {"bay/-/1", "customs/-/1"}
    assert [name for name, _ in found(filled, "broker", scope=Scope(kind="rule"))] == ["bay/-/1"]
    assert [name for name, _ in found(filled, "broker", scope=Scope(platform="amazon"))] == ["customs/-/1"]
    assert dict(found(filled, "broker"))["bay/-/1"] == dict(found(filled, "broker", scope=Scope(kind="rule")))["bay/-/1"]


def test_what_is_asked_is_found_as_what_is_told(filled):
    asked = replace(note("", "asked"), texts={"en": "75 characters."}, questions={"en": ("how long may a headline be",)})
    filled.put([asked])
    assert found(filled, "headline")[0][0] == "asked/en/q1"


def test_a_term_finds_its_counterpart_in_the_other_language(filled):
    filled.put([note("Report the hijacking of a listing.", "hijack"), note("跟卖要取证。", "跟卖")])
    assert found(filled, "被跟卖了")[0][0] == "跟卖/-/1"
    assert (
        {name for name, _ in found(filled, "被跟卖了")}
        == {"跟卖/-/1", "hijack/-/1"}
        == {name for name, _ in found(filled, "somebody is hijacking")}
    )


def test_words_of_a_query():
    words = Words.of("What is a removal order? A removal order!")
    assert words.own == tuple(dict.fromkeys(words.own)) and {"removal", "order"} <= {*words.own}
    assert "移除" in "".join(words.others) and not {*words.own} & {*words.others}
    assert Words.of("zebra").others == () and Words.of("").own == ()


def test_words_that_no_passage_holds(filled):
    assert unheld(filled, Words.of("broker zebra 海关")) == {"zebra"}
    assert unheld(filled, Words.of("")) == set()


VOCABULARY = [word for text in TEXTS.values() for word in text.split()] + ["zebra", "报关行", "跟卖", "OR", '"', "-", "75"]


@given(words=st.lists(st.sampled_from(VOCABULARY), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_shares_lie_between_0_and_1_best_first(filled, words):
    shares = [share for _, share in found(filled, " ".join(words))]
    assert all(0 <= share <= 1 for share in shares) and shares == sorted(shares, reverse=True)


@given(words=st.lists(st.sampled_from(VOCABULARY), max_size=8), seed=st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_the_order_of_single_words_does_not_matter(filled, words, seed):
    shuffled = seed.sample(words, len(words))
    # Apart, for two words side by side may be a term of the glossary.
    assert dict(found(filled, " / ".join(words))) == pytest.approx(dict(found(filled, " / ".join(shuffled))))


@given(query=st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_query_breaks_the_search(filled, query):
    assert all(0 <= share <= 1 for _, share in found(filled, query))
    assert unheld(filled, Words.of(query)) <= {*Words.of(query).own}
