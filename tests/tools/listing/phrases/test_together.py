"""However a listed phrase parts or joins its words, it is the same phrase."""

import pytest

from tests.tools.listing.phrases.asking import ON, findings, ids
from tools.listing.market import find_market, wording_of
from tools.listing.phrases.fold import fold
from tools.listing.phrases.parted import closed

_STORES = {"en": "amazon_us", "de": "amazon_de", "fr": "amazon_fr", "es": "amazon_es", "it": "amazon_it"}
_LETTERS = 7
_OTHER_WORDS = {"auflager"}
"""`Auflager` is a bearing, not `auf Lager`."""


def _found(language: str, group: str, text: str) -> bool:
    return any(group in ids(findings(_STORES[language], language, field, f"Xxx {text} xxx.")) for field in ("bullet", "title"))


@pytest.mark.parametrize("language", _STORES)
def test_phrases_of_several_words_are_found_joined_and_with_hyphens(language):
    missed = []
    for group in wording_of(find_market(_STORES[language]), ON):
        for phrase in group.phrases.get(language, ()):
            words = fold(phrase).words
            together = "".join(words)
            if len(words) == 1 or not together.isalpha() or len(together) < _LETTERS or not _found(language, group.id, phrase):
                continue
            if not any(other in together for other in _OTHER_WORDS):
                missed += [form for form in (together, "-".join(words)) if not _found(language, group.id, form)]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "phrase", "span"),
    [
        ("期間・限定の色", "期間限定", (0, 5)),  # at the joint of the words
        ("高 品 質の革", "高品質", (0, 5)),  # between all signs
        ("作業の高 品質", "高品質", None),  # one sign alone belongs to the word before
        ("激 安 収納", "激安", (0, 3)),  # two signs that stand alone
        ("刺激 安心", "激安", None),  # ends of other words
    ],
)
def test_gaps_between_signs(text, phrase, span):
    within = closed(text)
    assert within is not None
    start = within.text.index(phrase)
    assert within.span(start, start + len(phrase)) == span


@pytest.mark.parametrize("text", ["期間限定", "送料、無料", "期間  限定", "abc def"])
def test_no_gap_to_close(text):
    assert closed(text) is None
