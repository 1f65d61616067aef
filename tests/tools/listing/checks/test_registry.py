"""Every rule on listings is answered or says why not; duties; codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import library
from knowledge.document import Document
from tests.tools.listing.checks.finding import found, of
from tools.listing.checks.codes import is_gtin
from tools.listing.checks.data import words
from tools.listing.checks.registry import checks_of
from tools.listing.market import is_about_listings
from tools.listing.phrases.rules import rule_of

_PLATFORMS = (
    "amazon",
    "ebay",
    "walmart",
    "tiktok",
    "temu",
    "aliexpress",
    "shopify",
    "google",
    "etsy",
    "shopee",
    "newegg",
    "wish",
)
_RULES = [rule for platform in _PLATFORMS for rule in library.facts(f"rules/{platform}") if is_about_listings(rule)]


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_a_rule_is_answered_or_says_why_not(rule: Document) -> None:
    answered = bool(checks_of(rule)) or rule_of(rule) is not None
    assert answered or rule.id in words("unanswered")
    assert not (checks_of(rule) and rule.id in words("unanswered"))


def test_only_known_rules_are_unanswered_and_both_languages_say_why() -> None:
    known = {rule.id for platform in _PLATFORMS for rule in library.facts(f"rules/{platform}")}
    assert {*words("unanswered")} <= known
    assert all(reason.keys() == {"zh", "en"} for reason in words("unanswered").values())


def test_rules_that_are_checked_have_a_severity() -> None:
    assert [
        rule.id for rule in _RULES if rule.id not in words("unanswered") and rule.value.get("severity") not in ("block", "warn")
    ] == []


def test_duties_are_facts_of_the_library() -> None:
    places = ("eu", "us", "uk", "au")
    known = {fact.id: fact for place in places for fact in library.facts(f"compliance/{place}")}
    assert {*words("required")} <= known.keys()
    assert all(known[key].as_of for key in words("required"))


@given(st.integers(0, 10**12 - 1))
def test_check_digit(body: int) -> None:
    """GS1: of 13 digits, those in even places count threefold; exactly one last digit makes the sum end in 0."""
    digits = f"{body:012d}"
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    right = (10 - total % 10) % 10
    valid = {last for last in range(10) if is_gtin(f"{digits}{last}")}
    assert valid == ({right} if body or right else set())


def test_duties_are_told_once_and_only_warn() -> None:
    findings = found(
        "amazon_de", title="Flasche", bullets=["Eins hier drin", "Zwei hier drin", "Drei hier drin"], attributes={"farbe": "rot"}
    )
    (each,) = of(findings, "EU-GPSR-03")
    assert (each.field, each.severity, each.source is not None, each.as_of is not None) == ("listing", "warn", True, True)


@pytest.mark.parametrize("attributes", [{}, {"Manufacturer": "A", "EU responsible person": "B"}, {"制造商": "A", "欧代": "B"}])
def test_no_duty_without_facts_or_when_shown(attributes: dict[str, str]) -> None:
    assert not of(found("amazon_fr", title="Gourde", attributes=attributes), "EU-GPSR-03")


@pytest.mark.parametrize(
    "title",
    [
        "Handtuchhalter ohne Bohren",
        "Magnet für Kühlschrank",
        "Hundespielzeug Ball",
        "Puppe Kleid",
        "Ersatzteil Dichtung Waschmaschine",
    ],
)
def test_goods_that_only_sound_like_it_have_no_duty(title: str) -> None:
    given = {"manufacturer": "A", "eu_responsible_person": "B", "color": "rot", "warning": "-"}
    assert [each for each in found("amazon_de", title=title, attributes=given) if each.rule_id.startswith("EU-")] == []
