"""Languages of sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.reply.check.cases import cases
from tools.reply.check.language import language_named, language_of
from tools.reply.contract import LANGUAGES


@pytest.mark.parametrize(
    "case",
    [each for each in cases("innocent") if each.language in LANGUAGES and len(each.reply.text) > 45],
    ids=lambda c: c.reply.text[:30],
)
def test_longer_texts_show_their_language(case):
    assert language_of(case.reply.text) in (case.language, None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("de", "de"),
        ("de-DE", "de"),
        ("de_AT", "de"),
        ("German", "de"),
        ("Deutsch", "de"),
        ("中文", "zh"),
        ("zh-CN", "zh"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("日本語", "ja"),
        ("jp", "ja"),
        ("Español", "es"),
        ("nl", None),
        ("", None),
    ],
)
def test_languages_have_many_names(written, meant):
    assert language_named(written) == meant


_ENGLISH = [each for each in cases("innocent") if each.language == "en" and each.reply.order]


@given(st.lists(st.sampled_from(_ENGLISH), min_size=3, max_size=8, unique_by=lambda case: case.reply.text))
def test_texts_of_sentences_of_one_language_are_in_it(some):
    assert language_of(" ".join(case.reply.text for case in some)) == "en"
