"""Characters and markup: exact places, and what is no tag."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.listing.checks.finding import found, of

_HTML = "amz-desc-html-br"


@pytest.mark.parametrize(
    "text", ["loads <5 kg", "a < b and c > d", "<br>", "<br/>", "<BR />", "x<y>z", "R&D; M&S", "5 < x and x > 3", "<3"]
)
def test_no_markup(text: str) -> None:
    assert not of(found("amazon_us", description=text), _HTML)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("<b>x</b>", ["<b>", "</b>"]),
        ("<a href='x>y'>x</a>", ["<a href='x>y'>", "</a>"]),
        ("x<!-- y -->", ["<!-- y -->"]),
        ("a&nbsp;b &#39; c", ["&nbsp;", "&#39;"]),
        ('<div class="a">x', ['<div class="a">']),
    ],
)
def test_markup(text: str, marked: list[str]) -> None:
    findings = of(found("amazon_us", description=text), _HTML)
    assert [each.text for each in findings] == marked
    assert all(each.span and text[slice(*each.span)] == each.text for each in findings)


@given(st.text(max_size=200))
def test_every_span_holds_its_words(text: str) -> None:
    for store in ("amazon_us", "walmart_us", "ebay_us", "tiktok_us"):
        fields: dict[str, Any] = {
            "title": text,
            "description": text,
            "search_terms": text,
            "highlights": text,
            "bullets": [text] if text else [],
        }
        for each in found(store, **fields):
            if each.span and each.text and not each.rule_id.startswith("gmc-title-70"):
                assert text[slice(*each.span)] == each.text


def test_plain_letters_of_a_garbled_source_are_no_special_characters() -> None:
    """The library says of the rule: its "o" is a mangled sign, the letter is not banned."""
    assert not of(found("amazon_us", bullets=["O so good, château to go"]), "amz-bullet-special-chars")


def test_one_sign_is_one_finding() -> None:
    text = "Go 👨🏽‍🚀 team 🇩🇪 1️⃣ yes"
    marked = [each.text for each in of(found("amazon_us", bullets=[text]), "amz-bullet-special-chars")]
    assert marked == ["👨🏽‍🚀", "🇩🇪", "1️⃣"]


def test_a_sign_two_rules_forbid_is_told_once() -> None:
    findings = [each for each in found("walmart_us", title="Plate * White") if each.text == "*"]
    assert len(findings) == 1
    assert {findings[0].rule_id, *findings[0].also} == {"wmt-title-no-caps-special", "wmt-copy-no-seller-info"}


def test_right_to_left_text_keeps_its_places() -> None:
    title = "שולחן! Desk"
    (each,) = of(found("amazon_us", title=title), "amz-title-special-chars-banned")
    assert each.span == (5, 6)
