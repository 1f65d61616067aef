import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge import splitting
from knowledge.splitting import PASSAGE_LENGTH, length

ENGLISH = "Reply to every buyer within 24 hours. "
CHINESE = "收到海关扣货通知后，先抄下原因、期限和报关单号。"
JAPANESE = "税関で止められた貨物は、まず理由と期限を確認してください。"


def split(text, *limits):
    """Passages as they are embedded."""
    return [piece.plain for piece in splitting.split(text, *limits)]


BLANK = re.compile(r"\s+")


def bare(text):
    return BLANK.sub("", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("海关", 6),
        ("税関で", 9),
        ("관세", 6),
        ("a海", 4),
        ("", 0),
    ],
)
def test_length_counts_cjk_characters_three_times(text, expected):
    assert length(text) == expected


@pytest.mark.parametrize("sentence", [ENGLISH, CHINESE, JAPANESE, ENGLISH + CHINESE, CHINESE + JAPANESE])
@pytest.mark.parametrize("times", [1, 3, 20])
def test_nothing_is_lost_and_no_passage_is_too_long(sentence, times):
    passages = split(sentence * times)
    assert bare("".join(passages)) == bare(sentence * times)
    assert max(map(length, passages)) <= PASSAGE_LENGTH


@pytest.mark.parametrize("sentence", [ENGLISH, CHINESE, JAPANESE])
def test_passages_end_where_sentences_end(sentence):
    assert all(passage[-1] in ".。" for passage in split(sentence * 20))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "**", "---\n"[:0]])
def test_nothing_gives_no_passage(text):
    assert split(text) == []


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("**Owner**: logistics", ["Owner: logistics"]),
        ("- one\n- two\n* three", ["one two three"]),
        ("1. Call.\n2. Write.", ["1. Call. 2. Write."]),
        ("first paragraph\n\nsecond paragraph", ["first paragraph second paragraph"]),
        ("3.5 kg at 1.99 USD", ["3.5 kg at 1.99 USD"]),
        ("a line\nthat goes on", ["a line that goes on"]),
    ],
)
def test_markup_goes_and_the_text_stays(text, passages):
    assert split(text) == passages


@pytest.mark.parametrize(
    "text", ["# Returns within 30 days", "# Returns\n\n## What about postage?\nThe buyer pays.", "intro\n# Part 2\nend"]
)
def test_headings_are_text_too(text):
    assert set(bare("".join(split(text)))) >= set(bare(text.replace("#", "")))


@pytest.mark.parametrize("unit", ["word ", "海", "x", "https://example.com/a-very-long-path/"])
def test_a_very_long_sentence_is_cut(unit):
    text = unit * 2_000
    passages = split(text)
    assert bare("".join(passages)) == bare(text)
    assert max(map(length, passages)) <= 2 * PASSAGE_LENGTH


def test_words_are_not_cut():
    words = [f"word{number}" for number in range(1_000)]
    assert " ".join(split(" ".join(words))).split() == words


PLAIN = st.text(st.sampled_from("ab  c.!?海关。！；税で,、1\n"), max_size=600)


@given(text=PLAIN, limit=st.integers(6, 200))
@example(text="海" * 50, limit=6)
@example(text=". . . .", limit=6)
def test_any_text_is_kept_in_order(text, limit):
    passages = split(text, limit)
    assert bare("".join(passages)) == bare(text)
    assert all(passage == passage.strip() and passage for passage in passages)
    assert all(length(passage) <= 2 * limit for passage in passages)


@given(text=PLAIN, limit=st.integers(20, 200))
def test_splitting_twice_changes_nothing_in_a_passage_that_fits(text, limit):
    for passage in split(text, limit):
        if length(passage) <= limit and not re.match(r"\d+[.)、]", passage):
            assert bare("".join(split(passage, limit))) == bare(passage)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    assert all(isinstance(passage, str) for passage in split(text))


def test_shown_as_the_text_has_it():
    (piece,) = splitting.split("直接报废；其余按规定。\nSKU: A1\nSKU: A2. Next.")
    assert piece.text == "直接报废；其余按规定。\nSKU: A1\nSKU: A2. Next."
    assert piece.plain == "直接报废； 其余按规定。 SKU: A1 SKU: A2. Next."
