"""Answers on listings: copy-ready fields, findings with their basis, nothing said twice."""

from datetime import date

import pytest

from copilot.offline.listing_wording import word_listing
from tools.listing.listing_check import CheckQuestion, listing_check
from tools.listing.listing_localize import listing_localize
from tools.listing.listing_rewrite import RewriteQuestion, listing_rewrite
from tools.listing.localize.result import LocalizeQuestion

TODAY = date(2026, 11, 22)
LISTING = {
    "marketplace": "amazon_us",
    "brand": "Acme",
    "title": "Acme Water Bottle 500 ml!! Best Seller",
    "bullets": ["Stainless steel, keeps drinks cold", "Best seller of the year", "Fits most cup holders of cars"],
    "attributes": {"material": "stainless steel", "capacity": "500 ml"},
}


def checked(**arguments):
    question = CheckQuestion.model_validate({"listing": LISTING, **arguments})
    return listing_check(question, warehouse=None, today=TODAY).model_dump(mode="json")


def worded(tool, result, language):
    return word_listing(tool, result, list(range(1, 2 + len(result["sources"]))), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_findings_stand_with_rule_source_and_day(language):
    result = checked()
    text = worded("listing_check", result, language)
    assert "2026-11-22" in text
    for found in result["findings"]:
        assert found["rule_id"] in text and found["source"] in text


def test_a_question_on_words_is_answered_for_these_alone():
    result = checked(explain=True, about="Best seller")
    assert {found["text"].lower() for found in result["findings"]} == {"best seller"} and not result["passed"]
    text = worded("listing_check", result, "en")
    statement = result["sources"][0]["statement"]["en"]
    assert "“Best seller”" in text and text.count(statement) == 1


def test_a_field_and_a_rule_can_be_asked_about():
    assert {found["index"] for found in checked(about="bullets[1]")["findings"]} == {1}
    rule = checked()["findings"][0]["rule_id"]
    assert {found["rule_id"] for found in checked(about=rule)["findings"]} == {rule}


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有发现针对“cup holders”的问题"), ("en", "was found against “cup holders”")]
)
def test_words_that_no_rule_forbids_are_said_to_be_free(language, said):
    assert said in worded("listing_check", checked(explain=True, about="cup holders"), language)


def test_what_one_rule_says_of_one_place_is_said_once():
    result = checked(listing={**LISTING, "title": "Acme Water Bottle 500 ml!!!"})
    marks = [found for found in result["findings"] if found["text"] == "!"]
    text = worded("listing_check", result, "en")
    assert len(marks) > 1 and text.count(marks[0]["message"]) == 1 and "several times" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_of_a_draft_can_be_copied(language):
    question = RewriteQuestion.model_validate({"listing": LISTING})
    result = listing_rewrite(question, warehouse=None, today=TODAY).model_dump(mode="json")
    text = worded("listing_rewrite", result, language)
    draft = result["draft"]
    for field in [draft["title"], *draft["bullets"]]:
        assert f"\n```text\n{field}\n```\n" in text
    for change in result["changes"]:
        assert (change["reason_zh"] if language == "zh" else change["reason"]).replace("|", "/") in text


def test_fields_written_anew_for_one_reason_share_a_line():
    question = LocalizeQuestion.model_validate({"listing": LISTING, "to": "amazon_de"})
    result = listing_localize(question, warehouse=None, translator=None, today=TODAY).model_dump(mode="json")
    text = worded("listing_localize", result, "en")
    reasons = [change["reason"] for change in result["changes"]]
    alike = {reason for reason in reasons if reasons.count(reason) > 3}
    assert all(text.count(reason) == 1 for reason in alike)
    assert all(question["en"] in text for question in result["questions"])
