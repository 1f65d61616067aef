"""Hidden text, wherever it is put."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.listing.market import find_market
from tools.reply.check.checking import check_reply, examine
from tools.reply.check.reply import Reply

_MARKET, _ON = find_market("ebay_us"), date(2026, 11, 22)
_TEXT = "Thank you for your message, we are checking it."
_HIDDEN = ["\u200b", "\u200c", "\u2060", "\u202e", "\u2066", "\U000e0041", "\u3164", "\u115f", "\u2800", "\u2063", "\u034f"]


@given(st.integers(0, len(_TEXT)), st.lists(st.sampled_from(_HIDDEN), min_size=1, max_size=5))
def test_a_hidden_run_is_found_where_it_is_and_taken_out(place, signs):
    run = "".join(signs)
    checked = examine(Reply(_TEXT[:place] + run + _TEXT[place:], _MARKET, _ON))
    hidden = [found for found in checked.findings if found.kind == "hidden_text"]
    assert [(found.span, found.severity) for found in hidden] == [((place, place + len(run)), "block")]
    assert checked.repaired_text.strip() == _TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Thank you 👨‍👩‍👧",
        "Thank you ❤️",
        "1️⃣ first",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿 England",
        "葛󠄀城市",
        "Müller",
        "e\u0301t\u0301e",
        "a  b",
        "One\n\nTwo\n\nThree",
        "naïve café",
    ],
)
def test_signs_that_are_meant_are_not_hidden(text):
    assert not [found for found in check_reply(text, market=_MARKET, on=_ON) if found.kind == "hidden_text"]


def test_what_programs_leave_behind_only_warns():
    found = check_reply("Don\u00adau\u00addampf", market=_MARKET, on=_ON)
    assert {each.severity for each in found if each.kind == "hidden_text"} == {"warn"}


@given(st.text(max_size=300))
def test_any_text_can_be_checked(text):
    checked = examine(Reply(text, _MARKET, _ON, language="de"))
    for found in checked.findings:
        assert 0 <= found.span[0] <= found.span[1] <= len(text) and found.message and found.message_zh
    assert isinstance(checked.repaired_text, str)
