"""The tool as callers see it: its shape, its day, and texts in every script."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.core.errors import InvalidInput, UnknownReference
from tools.listing.listing_check import CheckQuestion, listing_check

TODAY = date(2026, 11, 22)


def check(listing, as_of=None, **asked):
    question = CheckQuestion(listing={"marketplace": "amazon_us", **listing}, as_of=as_of, **asked)
    return listing_check(question, warehouse=None, today=TODAY)


def ids(result, severity=None):
    return {found.rule_id for found in result.findings if severity in (None, found.severity)}


def test_a_finding_has_everything_the_contract_names():
    result = check({"title": "Nordvik Best Bottle 500 ml"})
    found = next(each for each in result.findings if each.rule_id == "sup-best")
    assert (found.severity, found.field, found.span, found.text) == ("block", "title", (8, 12), "Best")
    assert found.message and found.message_zh and found.fix and found.source and found.replacement == ""
    assert result.passed is False and result.counts["block"] == 1
    assert {"sup-best"} == {source.report for source in result.sources}


def test_a_clean_listing_passes():
    result = check({"brand": "Nordvik", "title": "Nordvik Water Bottle, 500 ml, Black", "language": "en"})
    assert (result.passed, result.counts, result.findings) == (True, {"block": 0, "warn": 0}, [])
    assert "amz-title-max-75" in result.checked and "amz-newversion-newasin" in result.unchecked


@pytest.mark.parametrize(("length", "day", "blocked"), [(75, TODAY, False), (76, TODAY, True), (76, date(2026, 7, 26), False)])
def test_the_length_is_that_of_the_day(length, day, blocked):
    """75 characters since 2026-07-27, 200 before."""
    title = ("Nordvik steel bottle with lid and cup for tea " * 2)[:length].ljust(length, "x")
    assert ("amz-title-max-75" in ids(check({"title": title}, as_of=day), "block")) is blocked


@pytest.mark.parametrize(
    ("terms", "store", "blocked"),
    [
        ("ä" * 124, "amazon_de", False),  # 248 bytes
        ("ä" * 125, "amazon_de", True),  # 250
        ("水" * 166, "amazon_jp", False),  # 498
        ("水" * 167, "amazon_jp", True),  # 501
        ("😀" * 62, "amazon_us", False),  # 248
        ("😀" * 63, "amazon_us", True),  # 252
    ],
)
def test_search_terms_are_counted_in_bytes(terms, store, blocked):
    found = ids(check({"marketplace": store, "title": "", "search_terms": terms}), "block")
    assert bool(found & {"amz-st-250-bytes", "amz-st-jp-500"}) is blocked


def test_a_title_is_counted_in_code_points_however_many_bytes_they_have():
    full_width = "水筒 " * 25
    assert len(full_width) == 75
    assert "amz-title-max-75" not in ids(check({"marketplace": "amazon_jp", "title": full_width}))
    assert "amz-title-max-75" in ids(check({"marketplace": "amazon_jp", "title": full_width + "水"}))


def test_an_unverified_rule_only_warns_and_says_so():
    found = next(
        each for each in check({"marketplace": "temu_us", "title": "Bottle " * 80}).findings if each.rule_id == "temu-title-250"
    )
    assert found.severity == "warn" and found.message.startswith("(unverified") and found.confidence == "low"


def test_no_listing_and_no_such_store_are_refused():
    with pytest.raises(InvalidInput):
        listing_check(CheckQuestion(), warehouse=None, today=TODAY)
    with pytest.raises(UnknownReference):
        check({"marketplace": "amazon_mars", "title": "x"})
    with pytest.raises(InvalidInput):
        check({"titel": "x", "bullets": [" "]})


def test_a_day_to_come_and_missing_facts_are_told():
    codes = [warning.code for warning in check({"title": "Bottle"}, as_of=date(2027, 5, 1)).warnings]
    assert codes == ["listing_no_facts", "listing_day_to_come"]


SCRIPTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=120) | st.sampled_from(
    ["قارورة ماء 500 مل", "Bottle 🔥💯 ★ best", "Ｂｅｓｔ　ｓｅｌｌｅｒ", "e\u0301tanche\u200b", "ﬁne 1\u20442 l"]
)


@settings(max_examples=80, deadline=None)
@given(SCRIPTS, st.sampled_from(["amazon_us", "amazon_jp", "ebay_de", "tiktok_us", "aliexpress_us"]))
def test_any_text_is_checked_and_spans_are_places_in_it(text, store):
    listing = {"marketplace": store, "title": text, "bullets": [text], "description": text, "search_terms": text}
    texts = {("title", None): text, ("bullets", 0): text, ("description", None): text, ("search_terms", None): text}
    for found in check(listing).findings if text.strip() else []:
        if found.span:
            start, end = found.span
            assert 0 <= start <= end <= len(texts[found.field, found.index])
