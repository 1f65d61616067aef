"""Figures as texts write them, and those of rules that allow, deny or bound something."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.document import Correction, Document
from tools.knowledge.allowed import held_by
from tools.knowledge.figures import amounts, claimed, days


@pytest.mark.parametrize(
    ("text", "quantity", "figures"),
    [
        ("at most 75 characters", "characters", {75}),
        ("48 小时内或 2 天内", "hours", {48}),  # two days are 48 hours
        ("10 to 15 days", "hours", {240, 360}),
        ("up to JPY 10 000", "jpy", {10000}),
        ("USD 51 744 each", "usd", {51744}),
        ("2.400 Euro im Monat", "eur", {2400}),
        ("0,45 Euro", "eur", {"0.45"}),
        ("$1,234.50", "usd", {"1234.50"}),
        ("0.001 %", "percent", {"0.001"}),
        ("EUR 20 million", "eur", {20_000_000}),
        ("100 ppm of lead", "parts_per_million", {100}),
        ("160 Wh each", "watt_hours", {160}),
        ("63.5 厘米", "millimetres", {635}),
    ],
)
def test_figures_by_quantity(text, quantity, figures):
    assert amounts(text) == {quantity: {Decimal(figure) for figure in figures}}


@pytest.mark.parametrize("text", ["IPI 低于 500", "ISO 17025", "in 2026", "5000"])
def test_numbers_without_a_unit_are_none(text):
    assert amounts(text) == {}


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Until July 2026 the title limit was 200 characters.", set()),
        ("标题以前是 200 个字符。", set()),
        ("发货 3 天以前，标题 200 个字符。", {200}),
        ("2026-07-27 之前标题是 200 个字符，现在是 75 个字符。", {75}),
        ("从 2026 年 7 月 27 日起标题 75 个字符，以前是 200 个字符。", {75}),
        ("Bis Juni 2026 galten 200 Zeichen.", set()),
        ("bis zu 200 Zeichen", {200}),
        ("Since 2025 the cap is 200 characters, it was 100 characters before.", {200}),
        ("The title may now hold 200 characters.", {200}),
    ],
)
def test_what_was_is_not_claimed(sentence, figures):
    assert claimed(sentence).get("characters", set()) == {Decimal(figure) for figure in figures}


@pytest.mark.parametrize(
    "text", ["from 2026-12-30", "2026 年 12 月 30 日起", "30 December 2026", "December 30, 2026", "ab dem 30. Dezember 2026"]
)
def test_days(text):
    assert days(text) == {date(2026, 12, 30)}


@pytest.mark.parametrize("text", ["until 30 December 2026 it was so", "31 February 2026", "2026-13-01", "no day"])
def test_no_days(text):
    assert days(text) == set()


def rule(chinese, believed=None, value=None):
    corrections = (Correction({"zh": believed, "en": ""}, {"zh": "", "en": ""}),) if believed else ()
    return held_by(
        Document("r", "rule", {"zh": "题"}, {"zh": chinese, "en": ""}, "S", corrections=corrections, value=value or {})
    )


@pytest.mark.parametrize(
    ("chinese", "allowed", "refused"),
    [
        ("须在 24 小时内回复。", [12, 24], [25, 48]),  # a most
        ("退货期至少 48 小时。", [48, 72], [24]),  # a least
        ("买家有 48 小时提出。", [48], [24, 72]),  # nobody may shorten what a buyer is entitled to
        ("至少 24 小时，最多 72 小时。", [24, 48, 72], [12, 100]),  # a range
    ],
)
def test_stricter_figures_are_allowed(chinese, allowed, refused):
    held = rule(chinese).allowed["hours"]
    assert all(held.allows(Decimal(hours)) for hours in allowed) and not any(held.allows(Decimal(hours)) for hours in refused)


def test_fees_are_what_they_are():
    held = rule("费用最多 5 美元。").allowed["usd"]
    assert held.allows(Decimal(5)) and not held.allows(Decimal(4)) and not held.is_bound


def test_what_many_believe_is_denied_when_values_say_otherwise():
    text, believed = "150 欧元的免税不再有，免税额为 0 欧元。", "150 欧元以下免税"
    assert rule(text, believed, {"duty_free": 0}).denied == {"eur": {Decimal(150)}}
    assert rule(text, believed, {"duty_free": 0, "ioss": "150"}).denied == {"eur": set()}  # it holds for another matter
    assert rule(text, believed, {"old_limit": 150}).denied == {"eur": {Decimal(150)}}
    assert rule(text, believed).denied == {"eur": set()}  # nothing says which of the two it is


def test_rates_in_values_are_fractions():
    assert rule("税率 21%，不是 19%。", "税率 19%", {"rate": "0.21"}).allowed["percent"].said == {Decimal(21)}


def test_days_that_many_believe():
    held = rule("2026-12-30 起适用。", "2025-12-30 起执行")
    assert (held.days, held.denied_days) == ({date(2026, 12, 30)}, {date(2025, 12, 30)})
