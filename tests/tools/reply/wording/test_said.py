"""What replies say: labelled sentences, their disguises, and laws that hold for every text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.reply.check.wording.said import said

_CASES = yaml.safe_load((Path(__file__).parents[3] / "cases" / "reply_wording.yaml").read_text(encoding="utf-8"))
_VIOLATING = [
    (language, kind, text) for language, kinds in _CASES["violating"].items() for kind, texts in kinds.items() for text in texts
]
_INNOCENT = [(language, text) for language, texts in _CASES["innocent"].items() for text in texts]
_ALLOWED = {"review_request"}
_WORDING = {"incentive", "review_steering", "review_gating", "review_removal", "marketing", "cancel_request"}
_CYRILLIC = str.maketrans("aeopcx", "аеорсх")


def _kinds(text: str) -> set[str]:
    return {each.kind for each in said(text)}


@pytest.mark.parametrize(("language", "kind", "text"), _VIOLATING)
def test_violating(language: str, kind: str, text: str):
    assert _kinds(text) - _ALLOWED


@pytest.mark.parametrize(("language", "text"), _INNOCENT)
def test_innocent(language: str, text: str):
    assert _kinds(text) <= _ALLOWED


def _wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


@pytest.mark.parametrize("disguise", [_wide, lambda text: text.translate(_CYRILLIC), lambda text: "\u200b".join(text), str.upper])
def test_disguises_change_nothing(disguise):
    told = [text for _, kind, text in _VIOLATING if kind in _WORDING]
    missed = [text for text in told if not _kinds(disguise(text)) - _ALLOWED]
    assert missed == []


@pytest.mark.parametrize(
    "text", ["Please r e m o v e your r e v i e w", "Pl3ase ch@nge your rev1ew", "Please delete your re-view"]
)
def test_words_in_pieces_are_heard(text: str):
    assert "review_removal" in _kinds(text)


def test_neutral_request_once_is_only_told():
    assert _kinds("If you like, you can leave a review on the order page.") == {"review_request"}


def test_second_request_is_a_repetition():
    text = "You can leave a review on the order page. We hope all is well. Please leave us a review."
    assert [each.kind for each in said(text)].count("review_repeat") == 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_spans_lie_within_the_text(text: str):
    for each in said(text):
        assert 0 <= each.span[0] < each.span[1] <= len(text)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from([text for _, text in _INNOCENT]), st.sampled_from([text for _, _, text in _VIOLATING]))
def test_innocent_sentences_hide_nothing(innocent: str, violating: str):
    assert _kinds(f"{innocent}\n\n{violating}") - _ALLOWED
