"""What may stand instead."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.reply.check.cases import cases, order_named
from tools.listing.market import find_market
from tools.reply.check.checking import examine
from tools.reply.check.finding import ReplyFinding
from tools.reply.check.language import language_of
from tools.reply.check.mending import neutral_sentences
from tools.reply.check.reply import Reply
from tools.reply.contract import LANGUAGES

_ON = date(2026, 11, 22)
_MENDED = [
    case for case in cases("violating") if case.kind not in ("wrong_amount", "language", "length", "late_refund", "wrong_date")
]


def blocking(findings: list[ReplyFinding]) -> set[str]:
    return {found.kind for found in findings if found.severity == "block"}


@pytest.mark.parametrize("case", _MENDED, ids=lambda case: case.reply.text[:40])
def test_a_mended_text_passes(case):
    checked = examine(case.reply)
    again = examine(Reply(checked.repaired_text, case.reply.market, case.reply.on, case.reply.order))
    assert case.kind not in blocking(again.findings), checked.repaired_text


@pytest.mark.parametrize("language", LANGUAGES)
def test_neutral_sentences_pass_and_are_in_their_language(language):
    assert neutral_sentences(language).keys() == neutral_sentences("en").keys()
    for text in neutral_sentences(language).values():
        for place in ("amazon_us", "ebay_de", "aliexpress", "tiktok_us"):
            assert examine(Reply(text, find_market(place), _ON, order_named("john"), language)).findings == [], text
        assert language_of(text) == language


# Asked twice, a neutral request would be a repeated one.
_INNOCENT = [
    case.reply.text
    for case in cases("innocent")
    if case.language == "en" and "leave a review" not in case.reply.text and case.reply.order
]
_BAD = [case.reply.text for case in cases("violating") if case.kind in ("personal_data", "html", "wrong_order", "wrong_tracking")]


@given(st.lists(st.sampled_from(_INNOCENT), min_size=1, max_size=4), st.sampled_from(_BAD), st.data())
def test_other_sentences_stay_as_they_are(good, bad, data):
    place = data.draw(st.integers(0, len(good)))
    text = "\n".join([*good[:place], bad, *good[place:]])
    checked = examine(Reply(text, find_market("amazon_us"), _ON, order_named("john")))
    assert all(each in checked.repaired_text for each in good)
    again = examine(Reply(checked.repaired_text, find_market("amazon_us"), _ON, order_named("john")))
    assert blocking(again.findings) & {found.kind for found in checked.findings if found.repaired is not None} == set()


def test_a_text_without_findings_stays_as_it_is():
    text = " Hello John,\n\nwe are checking it.  \n"
    assert examine(Reply(text, find_market("amazon_us"), _ON, order_named("john"))).repaired_text == text


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        (
            "Thank you. Write to us at help@lamp.com. Best regards",
            "Thank you. If you have any questions, please reply to this message. Best regards",
        ),
        ("The lamp has been shipped, and please write to help@lamp.com.", "The lamp has been shipped."),
        (
            "Wir haben erstattet. Schreiben Sie an hilfe@lampen.de.",
            "Wir haben erstattet. Wenn Sie Fragen haben, antworten Sie bitte auf diese Nachricht.",
        ),
        ("<b>Thank you</b> &amp; good bye.", "Thank you & good bye."),
    ],
)
def test_sentences_are_mended_in_their_language(text, repaired):
    assert examine(Reply(text, find_market("amazon_de"), _ON)).repaired_text == repaired
