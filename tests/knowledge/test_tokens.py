import pytest

from knowledge.tokens import words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What is the title limit?", ["title", "limit"]),
        ("标题的上限是多少？", ["标题", "上限"]),
        ("SKU DEN-KAFFEE-01 v2.5", ["sku", "den-kaffee-01", "v2.5"]),
        ("size_name", ["size", "name"]),
        ("GPSR 责任人", ["gpsr", "责任", "任人", "责任人"]),
        ("", []),
        ("？！…", []),
        ("Größe für Köln", ["größe", "für", "köln"]),
    ],
)
def test_words_that_tell_texts_apart(text, found):
    assert set(words(text)) == set(found)


def test_case_does_not_matter():
    assert words("Title LIMIT") == words("title limit")


@pytest.mark.parametrize("text", ["naïve café", "Größe", "niño"])
def test_latin_words_with_accents_stay_whole(text):
    assert words(text) == text.lower().split()
