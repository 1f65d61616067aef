"""Folding: what is lost for matching is never lost for the span."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tools.listing.phrases.fold import fold

_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(_ANY)
def test_every_place_is_in_the_original_and_in_order(text):
    folded = fold(text)
    places = folded.places if folded.places is not None else list(range(len(text)))
    assert len(places) == len(folded.text)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(_ANY, st.sampled_from(["eco-friendly", "ＢＥＳＴ", "ökologisch", "送料無料", "ｾｰﾙ", "re\u0301duction"]), _ANY)
def test_words_anywhere_are_mapped_back_exactly(before, words, after):
    # a mark after the words would belong to their last character, one before them is not theirs
    before, after = f"{before} ", f" {after}"
    folded, alone = fold(before + words + after), fold(words).text
    start = len(fold(before).text)
    assert folded.text[start : start + len(alone)] == alone
    assert folded.span(start, start + len(alone)) == (len(before), len(before) + len(words))


def test_equal_writings_fold_alike():
    # Unicode: NFC and NFD are the same text, full width is a compatibility form; zero-width characters are invisible
    assert fold("Éco‑Ami").text == fold(unicodedata.normalize("NFD", "éco-ami")).text == "eco-ami"
    assert fold("ｆｒｅｅ").text == fold("fr\u200bee").text == "free"
    assert fold("ｶﾞﾗｽ").text == "ガラス"
    assert fold("Größe").text == "grosse"
