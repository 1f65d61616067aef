"""One entry of the library: what it must say, and the document it becomes."""

import copy
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.entry import Entry, Gap
from tests.knowledge.conftest import RULE

AMAZON = yaml.safe_load(RULE)[0]
FULL = {
    **AMAZON,
    "scope": {"zh": "非媒体类", "en": "all but media"}, "area": "listing", "field": "title", "check": "len(title) <= 75",
    "value": {"max_chars": 75}, "unconfirmed_parts": ["value.max_chars"], "marketplaces": ["US", "DE"],
    "beliefs": [{"believed": {"zh": "最多 200", "en": "200 at most"}, "correction": {"zh": "现为 75", "en": "75 today"}}],
    "status": "announced", "also": ["https://example.com/2"], "replaced_by": "amz-new", "conflicts_with": ["amz-other"],
    "aliases": ["amz-alias"], "review_by": "2027-01", "effective_to": "2027",
}  # fmt: skip
WORDING = {
    "id": "gua-refund", "platforms": ["amazon", "walmart"], "category": "guarantee", "severity": "block", "applies_to": ["title"],
    "phrases": {"en": ["full refund"], "de": ["volle Rückerstattung", "Geld zurück"]}, "phrases_confidence": {"en": "high"},
    "templates": {"en": ["(brand) refund"]}, "basis": "policy", "exceptions": {"zh": "品牌名", "en": "a brand"},
    "exception_phrases": ["refund form"], "title": {"zh": "退款", "en": "Refund"},
    "statement": {"zh": "不写退款。", "en": "None."}, "source": None, "questions": AMAZON["questions"],
    "effective_from": None, "effective_to": None, "as_of": "2026-08", "confidence": "low",
}  # fmt: skip


def entry(**fields):
    return Entry.model_validate({**AMAZON, **fields})


def test_an_entry_becomes_a_document_that_says_all_of_it():
    document = Entry.model_validate(FULL).document("rule")
    same = ("id", "area", "field", "status", "effective_from", "effective_to", "as_of", "confidence", "replaced_by", "review_by")
    assert {name: getattr(document, name) for name in same} == {name: FULL[name] for name in same}
    assert (document.titles, document.texts, document.scope) == (FULL["title"], FULL["statement"], FULL["scope"])
    assert (document.source, document.url, document.also) == (*AMAZON["source"].values(), ("https://example.com/2",))
    assert (document.platforms, document.places) == (("amazon",), ("US", "DE"))
    assert document.value == {"max_chars": 75, "unconfirmed_parts": ["value.max_chars"]}
    assert document.questions == {language: tuple(asked) for language, asked in AMAZON["questions"].items()}
    (correction,) = document.corrections
    assert (correction.believed["en"], correction.correction["zh"]) == ("200 at most", "现为 75")
    assert (document.conflicts_with, document.aliases) == (("amz-other",), ("amz-alias",))
    assert (document.kind, document.origin) == ("rule", "library")


def test_wording_becomes_a_document_with_its_phrases():
    document = Entry.model_validate(WORDING).document("rule")
    assert (document.platforms, document.places, document.area) == (("amazon", "walmart"), (), "guarantee")
    assert document.phrases == {"en": ("full refund",), "de": ("volle Rückerstattung", "Geld zurück")}
    assert (document.value["severity"], document.value["applies_to"]) == ("block", ["title"])
    assert (document.value["templates"], document.value["exception_phrases"]) == ({"en": ["(brand) refund"]}, ["refund form"])
    assert (document.source, document.url, document.corrections) == (None, None, ())


def test_a_gap_becomes_a_document_that_says_where_to_look():
    said = {"id": "GAP-LAZADA", "title": AMAZON["title"], "where": AMAZON["statement"], "questions": AMAZON["questions"]}
    document = Gap.model_validate(said).document("gap")
    assert (document.kind, document.texts, document.source, document.platforms) == ("gap", AMAZON["statement"], None, ())
    assert document.questions["zh"] == tuple(AMAZON["questions"]["zh"])
    for wrong in ({"id": "LAZADA"}, {"source": None}, {"questions": {"zh": ["问？"], "en": []}}):
        with pytest.raises(ValidationError):
            Gap.model_validate({**said, **wrong})


@pytest.mark.parametrize(
    ("fields", "places"),
    [
        ({"marketplaces": ["US", "DE"]}, ("US", "DE")),
        ({"marketplaces": [], "jurisdiction": "EU"}, ("EU",)),
        ({"marketplaces": [], "jurisdiction": "international"}, ("INTERNATIONAL",)),
        ({"marketplaces": ["US"], "jurisdiction": "EU"}, ("US",)),
        ({"marketplaces": []}, ()),
    ],
)
def test_where_an_entry_holds(fields, places):
    assert entry(**fields).document("rule").places == places


@pytest.mark.parametrize(
    "name", ["title", "statement", "questions", "source", "effective_from", "effective_to", "as_of", "confidence", "id"]
)
def test_what_every_entry_must_say(name):
    without = {key: value for key, value in AMAZON.items() if key != name}
    with pytest.raises(ValidationError, match=name):
        Entry.model_validate(without)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("part", ["title", "statement", "questions"])
def test_every_text_is_in_both_languages(part, language):
    written = copy.deepcopy(AMAZON)
    del written[part][language]
    with pytest.raises(ValidationError, match=f"{part}.{language}"):
        Entry.model_validate(written)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"source": None}, "confidence low"),
        ({"source": None, "confidence": "high"}, "confidence low"),
        ({"as_of": "undated page"}, "names no year"),
        ({"effective_from": "2026", "effective_to": "2025"}, "before effective_from"),
        ({"effective_from": "2026-07", "effective_to": "2026-06-30"}, "before effective_from"),
        ({"effective_from": "2026-07-27", "effective_to": "2026-07-26"}, "before effective_from"),
        ({"effective_from": "2026-7-27"}, "effective_from"),
        ({"effective_to": date(2026, 7, 27)}, "effective_to"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_no_entry_may_say(fields, says):
    with pytest.raises(ValidationError, match=says):
        entry(**fields)


@pytest.mark.parametrize(
    ("since", "until"),
    [("2026", "2026"), ("2026-07-27", "2026"), ("2026", "2026-07-27"), ("2026-07", "2026-07-01"), ("2026-07-27", "2026-07-27")],
)
def test_spans_that_may_be(since, until):
    assert entry(effective_from=since, effective_to=until).effective_to == until


def test_what_has_no_source_is_unverified():
    assert entry(source=None, confidence="low").document("rule").source is None


@given(first=st.dates(date(2000, 1, 1), date(2030, 12, 31)), days=st.integers(-400, 400))
def test_a_span_is_accepted_exactly_when_its_days_are_in_order(first, days):
    second = first + timedelta(days=days)
    span = {"effective_from": first.isoformat(), "effective_to": second.isoformat()}
    if first <= second:
        document = entry(**span).document("rule")
        assert [document.status_on(day) for day in (first - timedelta(1), first, second, second + timedelta(1))] == [
            "future", "in_force", "in_force", "expired",
        ]  # fmt: skip
    else:
        with pytest.raises(ValidationError):
            entry(**span)


@given(written=st.text(alphabet="0123456789-", max_size=12))
def test_only_days_months_and_years_are_days(written):
    try:
        day = date.fromisoformat({4: f"{written}-01-01", 7: f"{written}-01"}.get(len(written), written))
    except ValueError:
        day = None
    if day and day.isoformat().startswith(written):
        assert entry(effective_from=written).effective_from == written
    else:
        with pytest.raises(ValidationError):
            entry(effective_from=written)
