"""What replies in French, Spanish, Italian and Japanese say: labelled sentences and the seller's own reply blocks."""

from pathlib import Path

import pytest
import yaml

from prompts.reply_blocks import reply_cases, reply_topics
from tools.reply.check.wording.said import said

_CASES = yaml.safe_load((Path(__file__).parents[3] / "cases" / "reply_wording_fr_es_it_ja.yaml").read_text(encoding="utf-8"))
_LANGUAGES = ("fr", "es", "it", "ja")
_ALLOWED = {"review_request"}
_MIXED = "Hello, we have reviewed the order and will answer today."


def _kinds(text: str) -> set[str]:
    return {each.kind for each in said(text)} - _ALLOWED


@pytest.mark.parametrize("language", _LANGUAGES)
def test_violating_sentences_are_found(language: str):
    missed = [text for texts in _CASES["violating"][language].values() for text in texts if not _kinds(text)]
    assert missed == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_innocent_sentences_stay_unblocked(language: str):
    assert {text: kinds for text in _CASES["innocent"][language] if (kinds := _kinds(text))} == {}


@pytest.mark.parametrize("language", _LANGUAGES)
def test_innocent_sentences_of_one_language_stay_unblocked_beside_english(language: str):
    assert {text: kinds for text in _CASES["innocent"][language] if (kinds := _kinds(f"{_MIXED} {text}"))} == {}


@pytest.mark.parametrize("language", _LANGUAGES)
def test_reply_blocks_say_nothing_forbidden(language: str):
    told = dict[str, set[str]]()
    for topic in reply_topics(language):
        for case, lines in reply_cases(language, topic).items():
            for line in lines:
                text = line.filled(dict.fromkeys(line.variables, "X"))
                if kinds := _kinds(text):
                    told[f"{topic}.{case}: {text}"] = kinds
    assert told == {}
