import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.offline.text import Utterance, language_of, search, to_int
from tools.core.references import word_pattern


@pytest.mark.parametrize(
    ("text", "language"), [("hello", "en"), ("", "en"), ("123", "en"), ("A17 销量", "zh"), ("Größe", "en"), ("sales 呢", "zh")]
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("word", "number"),
    [("3", 3), ("12", 12), ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("九十九", 99),
     ("seven", 7), ("Twelve", 12), ("ninety", 90)],
)  # fmt: skip
def test_counts(word, number):
    assert to_int(word) == number


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("ad", "the ad sold", True), ("ad", "the bad one", False), ("ad", "read", False), ("sku", "按sku看", True),
        ("sku", "skus", False), ("a17", "sku-a17", False), ("销量", "看销量吧", True), ("a+", "what is a+?", True),
    ],
)  # fmt: skip
def test_words_are_found_whole(word, text, found):
    assert bool(search(word_pattern(word), text)) is found


def test_a_span_is_understood_once():
    utterance = Utterance("ＡＢＣ sales of SALES")
    assert utterance.raw == "ABC sales of SALES"
    assert utterance.take_match("sales") and utterance.rest.count("sales") == 1
    assert utterance.take_match("sales") and not utterance.take_match("sales")
    assert utterance.has("sales")


@given(st.text(max_size=60))
def test_no_text_breaks_it(text):
    utterance = Utterance(text)
    utterance.take_match("a|。")
    assert len(utterance.rest) == len(utterance.raw.lower())
