"""Honest texts raise nothing: a false alarm makes a seller take out what was right."""

from pathlib import Path

import pytest
import yaml

from tests.tools.listing.phrases.asking import findings

_CLEAN = yaml.safe_load((Path(__file__).parent / "clean.yaml").read_text(encoding="utf-8"))
_STORES = {
    "en": ("amazon_us", "walmart_us", "ebay_us", "tiktok_us"),
    "de": ("amazon_de", "ebay_de"),
    "fr": ("amazon_fr",),
    "es": ("amazon_es",),
    "it": ("amazon_it",),
    "ja": ("amazon_jp",),
}
_TRICKY, _ALL = 40, 115
"""Texts per language: words of the lists in another meaning, and in all."""


def _alarms(language, text):
    fields = ("bullet", "description") if text.endswith((".", "。")) else ("title", "bullet", "description")
    return {
        (each.rule_id, each.text)
        for store in _STORES[language]
        for field in fields
        for each in findings(store, language, field, text, brand="Nordvik")
    }


@pytest.mark.parametrize("language", _STORES)
def test_honest_texts_raise_nothing(language):
    texts = [text for listed in _CLEAN[language].values() for text in listed]
    assert len(_CLEAN[language]["tricky"]) >= _TRICKY
    assert len(texts) == len(set(texts)) >= _ALL
    assert {text: found for text in texts if (found := _alarms(language, text))} == {}
