"""Figures in words and local forms; every expectation is the same figure written out by hand."""

from decimal import Decimal

import pytest

from copilot.guards.figures import Evidence
from copilot.guards.written import add, read, shown


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2026年7月27日", ["2026-07-27"]),
        ("2026 年 7 月 27 号起", ["2026-07-27"]),
        ("2026年7月", ["2026-07"]),
        ("2026/7/27, 2026.7.27 and 2026-7-27", ["2026-07-27"]),
        ("July 27, 2026; 27 July 2026; Jul 27th 2026; 27th of July, 2026", ["2026-07-27"]),
        ("July 2026", ["2026-07"]),
        ("7月27日", ["0000-07-27"]),
        ("Oct 19-25, 2026", ["2026-10-19", "2026-10-25"]),
        ("2026年10月19日至25日", ["2026-10-19", "2026-10-25"]),
        ("2026-10-19 至 10-25", ["2026-10-19", "0000-10-25"]),
        ("2023/988", ["2023", "988"]),
        ("13月45日", ["13", "45"]),
        ("you may 5 times", ["5"]),
        ("Market 5", ["5"]),
        ("百分之八十五", ["85%"]),
        ("百分之零点五", ["0.5%"]),
        ("百分之85", ["85%"]),
        ("85 percent, ８５％", ["85%"]),
        ("五条、三十天、两个工作日、三百五十张、十二个月", ["5", "30", "2", "350", "12"]),
        ("一些、统一、第五条、双十一、数十天、每周三次、一条", []),
        ("3 千克", ["3"]),
        ("1.2 万件", ["1.2E+4"]),
        ("3 亿元 and 1.5 million", ["3E+8", "1.5E+6"]),
        ("200px, 24-hour, 23kg, 200-character", ["200", "24", "23"]),
        ("KT-204-BLK, B07XJ8C8F5, SOP-LOG-01", []),
        ("", []),
    ],
)
def test_figures_are_read_in_every_form(text, figures):
    assert read(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Five images", ["5"]),
        ("two business days", ["2"]),
        ("二〇二六年", ["2026"]),
        ("一天内", ["1"]),
        ("2 万日元", ["20000", "2E+4"]),
        ("自 2026-07-27 起", ["2026-07-27", "2026-07", "0000-07-27", "0000-07", "2026"]),
        ("July 27, 2026", ["2026-07-27", "0000-07"]),
    ],
)
def test_a_passage_shows_its_figures_in_every_form(text, figures):
    evidence = Evidence()
    add(evidence, text)
    assert all(evidence.shows(figure) for figure in figures)


@pytest.mark.parametrize("text", ["no one knows", "一些规则，统一处理", "in the 7th month of 2026-07-27"])
def test_a_passage_shows_no_figure_that_is_part_of_a_word_or_a_date(text):
    evidence = Evidence()
    add(evidence, text)
    assert not evidence.shows("1") and not evidence.shows("27")


def test_a_rounded_amount_is_shown_by_what_it_rounds():
    evidence = Evidence(values={Decimal(12034)})
    assert evidence.shows("1.2E+4") and not evidence.shows("1.3E+4") and not evidence.shows("12000")


def test_figures_are_told_as_people_read_them():
    assert [shown(figure) for figure in ("0000-07-27", "1.2E+4", "85%", "2026-07")] == ["07-27", "12000", "85%", "2026-07"]
