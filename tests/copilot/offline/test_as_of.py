from datetime import date

import pytest

from copilot.offline.as_of import dated

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025 年 3 月亚马逊标题上限是多少", "2025-03-31"),
        ("7月27日之前标题多长", "2026-07-26"),
        ("before July 2026, how long could a title be", "2026-06-30"),
        ("In June 2025, what was the limit", "2025-06-30"),
        ("补开24年12月的发票，斯洛伐克那时候是几个点", "2024-12-31"),
        ("去年四月美国小包的免税额度", "2025-04-30"),
        ("明年3月谷歌主图要多少像素", "2027-03-31"),
        ("which directive next March", "2027-03-31"),
        ("八月份那会儿仓租多少，跟现在比", "2026-08-31"),
        ("2024 年还适用 GPSR 吗，现在呢", None),
        ("2025 年的 200 字符现在还能用吗", None),
        ("最近30天退货率", None),
        ("UKCA 2025 年起强制了吧", None),
        ("合同写 DDU，按 Incoterms 2020 没毛病吧", None),
        ("额度每周一刷新吗", None),
        ("亚马逊标题最多多少字符", None),
        ("今年有哪些变化", None),
    ],
)
def test_the_day_that_a_question_is_about(text, day):
    assert dated(text, TODAY).day == (day and date.fromisoformat(day))


def test_the_date_is_taken_out_of_what_is_searched_but_the_season_stays():
    assert dated("2025 年 3 月亚马逊标题上限是多少", TODAY).text == "亚马逊标题上限是多少"
    assert "黑五" in dated("2025年黑五最晚几号入仓", TODAY).text
