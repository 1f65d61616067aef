import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.answer import ToolCall
from copilot.guards.grounding import check

RESULT = {
    "window": {"from": "2026-10-19", "to": "2026-10-25"},
    "rows": [{"gross_revenue": "5545.28", "units": 1083, "sku": "A17"}, {"gross_revenue": "-950.45", "units": 0}],
    "change_rate": "-0.14632",
    "share": 0.0127,
    "growth": "0.25",
    "text": "At most 75 characters or 2,000 bytes since 2026-07-27; see issue 5307. 24 小时内回复。",
    "ok": True,
    "nothing": None,
}


def untraced(answer, result=RESULT, ok=True):
    call = ToolCall(id="1", name="t", arguments={}, ok=ok, **{"result" if ok else "error": result})
    return check(answer, [call]).untraced


@pytest.mark.parametrize(
    "answer",
    [
        "EUR 5,545.28", "5545.28", "5,545.3", "5,545", "EUR -950.45", "down EUR 950.45", "1,083 units", "1083",
        "-14.63%", "−14.63%", "-14.6 %", "-15%", "fell by 14.63%", "1.27%", "+25%", "25.0%", "0",
        "2026-10-19 to 2026-10-25", "October is 2026-10", "75 characters, 2,000 bytes, 2000 bytes", "issue 5307",
        "since 2026-07-27", "within 24 hours",
        "销售额：EUR 5,545.28", "减少 950.45（-14.63%）", "24 小时", "最多75个字符", "销售额5,545.28欧元",
    ],
)  # fmt: skip
def test_figures_of_the_evidence_are_traced(answer):
    assert untraced(answer) == []


@pytest.mark.parametrize(
    ("answer", "figure"),
    [
        ("EUR 5,545.29", "5,545.29"),
        ("EUR 5,546", "5,546"),
        ("EUR 6,000", "6,000"),
        ("about 1,100 units", "1,100"),
        ("1084 units", "1084"),
        ("fell by 14.7%", "14.7%"),
        ("share 1.3", "1.3"),
        ("on 2026-10-20", "2026-10-20"),
        ("in 2026-11", "2026-11"),
        ("at most 200 characters", "200"),
        ("revenue €9999", "9999"),
        ("revenue $9,999.00", "9,999.00"),
        ("销售额 9,999 欧元", "9,999"),
    ],
)
def test_invented_figures_are_found(answer, figure):
    assert untraced(answer) == [figure]


@pytest.mark.parametrize(
    "answer", ["销售额是9999欧元", "共9,999件", "增长了33%", "（约9999）", "下降33.3%。", "标题最多200个字符"]
)
def test_invented_figures_beside_chinese_characters_are_found(answer):
    assert len(untraced(answer)) == 1


@pytest.mark.parametrize("answer", ["USD9999", "EUR9,999.00", "9999EUR"])
def test_invented_figures_beside_a_unit_are_found(answer):
    assert untraced(answer)


@pytest.mark.parametrize("answer", ["+14.63%", "grew +14.63%", "-25%", "-1.27%"])
def test_a_wrong_sign_is_found(answer):
    assert len(untraced(answer)) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "A17, KT-204-BLK, ST-118-L and SOP-LOG-01", "B07XJ8C8F5", "1. first\n2. second\n3) third", "text [1][2] [33]",
        "`amazon_de`", "DEN-KAFFEE-01", "no figures at all", "", "v2beta", "100-AB-9",
    ],
)  # fmt: skip
def test_codes_list_marks_and_citation_marks_are_no_figures(answer):
    assert check(answer, []).numbers == 0


def test_counts_add_up():
    found = check("5,545.28 and 77 and 2026-10-19 [1]", [ToolCall(id="1", name="t", arguments={}, ok=True, result=RESULT)])
    assert (found.numbers, found.traced, found.untraced) == (3, 2, ["77"])


def test_without_calls_nothing_is_traced():
    assert check("42", []).untraced == ["42"]


def test_refusals_are_evidence_too():
    assert untraced("data until 2026-10-31", {"message": "data end on 2026-10-31"}, ok=False) == []


@given(value=st.decimals(-(10**9), 10**9, places=2), places=st.integers(0, 2))
def test_any_value_is_traced_as_it_is_and_rounded(value, places):
    result = {"value": str(value)}
    assert untraced(f"EUR {value:,}", result) == []
    assert untraced(f"EUR {value:,.{places}f}", result) == []


@given(value=st.decimals(1000, 10**6, places=2), error=st.decimals("0.01", 1000, places=2))
def test_any_other_value_is_not(value, error):
    assert untraced(f"EUR {value + error:,}", {"value": str(value)}) == [f"{value + error:,}"]


@given(rate=st.decimals(-2, 2, places=4))
def test_any_rate_is_traced_as_per_cent(rate):
    assert untraced(f"{rate * 100:+.2f}%", {"rate": str(rate)}) == []


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    found = check(text, [ToolCall(id="1", name="t", arguments={}, ok=True, result={"text": text})])
    assert found.numbers == found.traced + len(found.untraced)
