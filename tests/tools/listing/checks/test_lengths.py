"""Lengths are exact in code points and bytes, whatever the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.listing.checks.finding import found, of

_WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=200)


@given(_WORD)
def test_title_limit_counts_code_points(word: str) -> None:
    title = word * 2
    findings = of(found("amazon_us", title=title), "amz-title-max-75")
    assert bool(findings) == (len(title) > 75)
    assert all(title[slice(*each.span)] == title[75:] == each.text for each in findings if each.span)


@given(st.lists(_WORD, min_size=1, max_size=12))
def test_search_terms_fit_up_to_the_last_whole_character(words: list[str]) -> None:
    terms = " ".join(words)
    findings = of(found("amazon_de", search_terms=terms), "amz-st-250-bytes")
    assert bool(findings) == (len(terms.encode()) > 249)
    for each in findings:
        assert each.span is not None
        assert len(terms[: each.span[0]].encode()) <= 249 < len(terms[: each.span[0] + 1].encode())


@pytest.mark.parametrize(
    ("sign", "size"),
    [("a", 1), ("ä", 2), ("e\u0301", 3), ("€", 3), ("水", 3), ("Ａ", 3), ("שׁ", 4), ("😀", 4), ("👨‍👩‍👧", 18)],
)
def test_sizes_of_signs(sign: str, size: int) -> None:
    """UTF-8: 1 byte below U+0080, 2 below U+0800, 3 below U+10000, 4 above.

    So e + U+0301 is 1 + 2, and three people with two joiners 3 * 4 + 2 * 3.
    """
    assert len(sign.encode()) == size
    fits = 249 // size
    assert not of(found("amazon_us", search_terms=sign * fits), "amz-st-250-bytes")
    assert of(found("amazon_us", search_terms=sign * (fits + 1)), "amz-st-250-bytes")


def test_one_finding_where_several_limits_are_passed() -> None:
    findings = [each for each in found("amazon_us", title="Bottle " * 40) if each.rule_id.startswith("amz-title-max")]
    assert [(each.rule_id, each.severity, each.span) for each in findings] == [("amz-title-max-75", "block", (75, 280))]
    assert {"amz-title-safe-74", "amz-title-field-technical-max"} <= {*findings[0].also}


def test_unverified_limit_only_warns() -> None:
    (each,) = of(found("shopee", title="Canvas tote bag " * 10), "shopee-title-120")
    assert each.severity == "warn"
    assert each.message.startswith("(unverified rule)")


def test_rules_of_a_platform_that_shows_the_data_only_warn() -> None:
    (each,) = of(found("shopify", title="b" * 160), "gmc-title-150")
    assert each.severity == "warn"
    (own,) = of(found("google_us", title="b" * 160), "gmc-title-150")
    assert own.severity == "block"


def test_phrases_of_highlights_are_measured_one_by_one() -> None:
    text = "short one, " + "long " * 31
    (each,) = [f for f in of(found("google_us", highlights=text), "gmc-highlight-150") if f.span]
    assert each.span == (11 + 150, 11 + 154)  # 31 * 5 characters without the last space begin at 11
