from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.listing.terms import LANGUAGES, find_term, find_terms, folded, terms


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_term_is_found(language):
    """A name may belong to several terms (`leather` as colour and material); one of them is found."""
    missed = [
        (term.id, name)
        for term in terms().values()
        for name in term.names(language)
        if not any(folded(name) in map(folded, found.term.names(language)) for found in find_terms(name, language))
    ]
    assert missed == []


def test_the_base_is_as_large_as_promised():
    assert len(terms()) >= 600
    assert all(term.in_language(language) for term in terms().values() for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "language", "ids"),
    [
        ("304不锈钢保温杯 500ml 黑色", "zh", ["stainless_steel_304", "insulated_bottle", "colour_black"]),
        ("Edelstahl Trinkflasche, schwarzer Deckel", "de", ["stainless_steel", "water_bottle", "colour_black", "lid"]),
        ("Écharpe en COTON noire", "fr", ["scarf", "cotton", "colour_black"]),
        ("ステンレス製 水筒 ブラック", "ja", ["stainless_steel", "water_bottle", "colour_black"]),
    ],
)
def test_terms_of_a_text(text, language, ids):
    assert [found.term.id for found in find_terms(text, language)][: len(ids)] == ids


def test_the_longest_term_wins():
    found = find_terms("a stainless steel water bottle", "en")
    assert [each.term.id for each in found] == ["stainless_steel", "water_bottle"]


def test_accents_tell_terms_apart():
    assert [find_term(word, "de").id for word in ("Tülle", "Tüll")] == ["spout", "tulle"]


def test_a_word_inside_another_is_no_term():
    assert find_terms("Redmond capsules", "en", "colour") == []


def test_a_whole_text_is_one_term_or_none():
    assert find_term("Edelstahl", "de").id == "stainless_steel"
    assert find_term("Edelstahl und Holz", "de") is None


def test_british_forms():
    term = terms()["insulated_bottle"]
    assert term.in_language("en-GB")["one"] == "vacuum flask"
    assert term.in_language("en-US")["one"] == "insulated water bottle"


@given(st.text())
def test_folding_keeps_the_length(text):
    """So that spans in the folded text are spans in the text."""
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="abcdé ,-blackstelnoi", max_size=80))
def test_spans_are_in_order_and_apart(text):
    found = find_terms(text, "en")
    assert all(a.end <= b.start for a, b in pairwise(found))
