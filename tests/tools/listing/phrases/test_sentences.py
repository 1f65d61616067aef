"""Labelled sentences, written from the published lists alone: what must be found and how gravely, and what must stay silent."""

from pathlib import Path

import pytest
import yaml

from knowledge.library import facts
from tests.tools.listing.phrases.asking import findings, ids

_FILES = sorted((Path(__file__).parents[3] / "evals").glob("listing_sentences*.yaml"))
_SENTENCES = [
    each
    for file in _FILES
    for each in yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
]
_BY_OTHERS = {
    "amz-title-max-75", "amz-title-safe-74", "amz-title-special-chars-banned", "amz-title-special-chars-context",
    "amz-title-word-repeat", "amz-title-no-all-caps", "amz-title-no-high-ascii", "amz-title-numerals", "amz-bullet-len",
    "amz-bullet-special-chars", "amz-bullet-capital-start", "amz-bullet-no-html", "amz-desc-html-br", "amz-desc-max-2000",
    "amz-st-250-bytes", "amz-st-jp-500", "amz-st-style", "amz-item-highlights-max", "amz-pdp-local-language", "wmt-title-150",
    "wmt-title-no-caps-special", "wmt-title-no-repeat", "wmt-title-english", "ebay-title-80", "ebay-special-chars",
    "ebay-no-question-mark-kw",
}  # fmt: skip
"""Lengths, characters, repeats: not wording."""
_RECALL, _PRECISION = 0.99, 0.99
_GROUPS = frozenset(group.id for group in facts("wording"))
_UNVERIFIED = frozenset(group.id for group in facts("wording") if group.confidence == "low")


@pytest.fixture(scope="module")
def measured():
    missed, wanted, false = [], 0, []
    for each in _SENTENCES:
        found = findings(each["marketplace"], each["language"], each["field"], each["text"], brand=each.get("brand"))
        expected = [rule for rule in each["expected"] if rule not in _BY_OTHERS]
        wanted += len(expected)
        missed += [(each["id"], rule) for rule in expected if rule not in ids(found)]
        if not expected and found:
            false.append(each["id"])
    return missed, wanted, false


def test_what_is_forbidden_is_found(measured):
    missed, wanted, _ = measured
    assert wanted > 600
    assert 1 - len(missed) / wanted >= _RECALL, missed


def test_what_is_innocent_stays_silent(measured):
    missed, wanted, false = measured
    hits = wanted - len(missed)
    assert hits / (hits + len(false)) >= _PRECISION, false


def test_spans_hold_the_words():
    for each in _SENTENCES:
        for found in findings(each["marketplace"], each["language"], each["field"], each["text"], brand=each.get("brand")):
            assert found.span is not None
            assert each["text"][slice(*found.span)] == found.text
            assert found.text.strip()


def test_groups_are_as_grave_as_labelled():
    """Labelled by the lists; what nobody has verified only warns. Of rules the severity is the labeller's guess."""
    wrong = []
    for each in _SENTENCES:
        expected = set(each["expected"])
        if not expected <= _GROUPS:
            continue
        found = findings(each["marketplace"], each["language"], each["field"], each["text"], brand=each.get("brand"))
        severities = {one.severity for one in found if expected & {one.rule_id, *one.also}}
        grave = "block" if "block" in severities else "warn"
        wanted = "warn" if expected <= _UNVERIFIED else each.get("expected_severity")
        if expected and grave != wanted:
            wrong.append((each["id"], grave))
    assert wrong == []
