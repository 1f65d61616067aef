"""Claims in other words and forms than the lists have, each found under the group that forbids it."""

from pathlib import Path

import pytest
import yaml

from tests.tools.listing.phrases.asking import findings, ids

_CLAIMS = yaml.safe_load((Path(__file__).parent / "claims.yaml").read_text(encoding="utf-8"))
_LANGUAGES = {"us": "en", "de": "de", "fr": "fr", "es": "es", "it": "it", "jp": "ja"}


@pytest.mark.parametrize("store", _CLAIMS)
def test_claims_are_found(store):
    language = _LANGUAGES[store[-2:]]
    missed = [
        (rule, text)
        for rule, texts in _CLAIMS[store].items()
        for text in texts
        if not any(rule in ids(findings(store, language, field, text)) for field in ("bullet", "title"))
    ]
    assert missed == []
