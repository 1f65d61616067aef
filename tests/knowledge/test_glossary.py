import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge import glossary
from knowledge.glossary import counterparts

FILE = glossary.__file__.replace(".py", ".yaml")
with open(FILE, encoding="utf-8") as _file:
    ENTRIES = yaml.safe_load(_file)


def test_every_entry_has_terms_in_both_languages_and_no_term_stands_twice():
    assert all(entry.keys() == {"zh", "en"} and entry["zh"] and entry["en"] for entry in ENTRIES)
    terms = [term.lower() for entry in ENTRIES for side in ("zh", "en") for term in entry[side]]
    assert sorted(terms) == sorted(set(terms))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["en"][0])
def test_every_term_gives_all_terms_of_the_other_side(entry):
    for side, other in (("zh", "en"), ("en", "zh")):
        for term in entry[side]:
            for text in (term, term.upper(), f"({term})", f"请问 {term}？"):
                assert {*entry[other]} <= {*counterparts(text)}, text


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("listing 被跟卖了怎么办", "hijacking", True),
        ("有人跟着卖", "hijacking", False),
        ("Two removal orders", "移除订单", True),
        ("Removal order.", "移除订单", True),
        ("preremoval order", "移除订单", False),
        ("removal ordering", "移除订单", False),
        ("out of stocks", "断货", True),
        ("stockout", "断货", True),
        ("stock", "断货", False),
        ("头程多少钱", "first leg", True),
    ],
)
def test_terms_are_found_as_words(text, term, found):
    assert (term in counterparts(text)) is found


def test_texts_without_terms_have_no_counterparts():
    assert counterparts("") == [] == counterparts("zebra 斑马")


@given(text=st.text(max_size=60) | st.lists(st.sampled_from([t for e in ENTRIES for s in e.values() for t in s])).map(" ".join))
def test_counterparts_are_terms_each_once_and_case_does_not_matter(text):
    found = counterparts(text)
    assert len(found) == len(set(found)) and {*found} <= {term for entry in ENTRIES for side in entry.values() for term in side}
    if text.lower() == text.upper().lower():
        assert counterparts(text.upper()) == found
