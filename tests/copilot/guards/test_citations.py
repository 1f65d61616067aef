"""Which marks stay, go or are replaced."""

import pytest

from copilot.answer import Citation, ToolCall
from copilot.guards.citations import Removed, check
from tests.copilot.guards.cited import CALLS, CITATIONS, checked


@pytest.mark.parametrize(
    "answer",
    [
        "销售额 EUR 5,545.28 [1]。",
        "Revenue was EUR 5,545.3 [1].",
        "退货率 3.12% [1]",
        "卖了 1.2 万件 [1]",
        "约 5.5 thousand [1]",
        "约 0.55 万欧元 [1]",
        "以下 3 项要求 [2]：",
        "There are 4 reasons [2]:",
        "2026年10月19日至25日 [1]",
        "标题最多 75 个字符 [2]。",
        "标题最多 75 个字符。[2]",
        "标题最多 75 个字符。\n[2]",
        "标题最多 75 个字符\n\n[2]",
        "标题最多75字符【2】",
        "按平台规则 [2]，标题最多 75 个字符。",
        "[2] 规定标题最多 75 个字符",
        "标题最多七十五个字符 [2]",
        "A 75-character limit [2]",
        "From July 27, 2026 [2].",
        "自 2026年7月27日 起 [2]",
        "自 7 月 27 日起 [2]",
        "Before, 80 characters [2].",
        "旧规是 200 个字符 [2]",
        "有人说是 68 [2]",
        "5 bullet points [3]",
        "五条要点 [3]",
        "至少 85% [3]",
        "百分之八十五 [3]",
        "85 percent [3]",
        "US$0.50 [3]",
        "75 [2] and 85% [3]",
        "标题 75，要点 85% [2][3]",
        "标题 75，要点 85% [2, 3]",
        "标题 75，要点 85% [2-3]",
        "75 or 85%【2】【3】",
        "标题最多 75 个字符 [2]，买家须自付运费 [3]。",
        "没有数字的话 [3]。",
        "Amazon [2] allows 75, bullets [3] allow 255 characters.",
        "| 标题 | 75 | [2] |",
        "| 标题 75 [2] | 要点 255 [3] |",
        "- 标题 75 [2]\n- 要点 255 [3]",
        "1. 标题规则 [2]\n2. 要点规则 [3]",
        "第一步：第 3 步见 [2]",
        "步骤 3：写标题 [2]",
        "Step 9: write the title [2].",
        "（1）标题规则 [2]",
        "来源：[2][3]",
        "**75** 个字符 [2]",
        "标题 75。\n\n来源：[2]",
        "```\n200 [9]\n```",
        "`[9]`",
        "[1](https://x.y/9)",
        "见 [说明 [9]](https://x.y) 75 [2]",
        "[2026]",
        "[199.90]",
        "",
        "见 https://x.y/200/9 [2]",
        "SKU KT-204-BLK [2]",
        "> 标题 75 [2]",
        "e.g. 75 characters [2].",
        "标题 75（见 [2]）。",
        "75 characters.** [2]",
    ],
)
def test_what_holds_stays(answer):
    assert checked(answer).text == answer and checked(answer).removed == []


@pytest.mark.parametrize(
    ("answer", "text", "unknown"),
    [
        ("标题最多 75 个字符 [9]。", "标题最多 75 个字符。", [9]),
        ("标题最多 75 个字符[9]。", "标题最多 75 个字符。", [9]),
        ("75 [2][9]", "75 [2]", [9]),
        ("75 [9][2]", "75 [2]", [9]),
        ("75 [2], [9].", "75 [2].", [9]),
        ("75 [2, 9]", "75 [2]", [9]),
        ("75 【2，9】", "75 【2】", [9]),
        ("75, 85% [2-5]", "75, 85% [2, 3]", [4, 5]),
        ("words [0]", "words", [0]),
        ("[9] words", "words", [9]),
        ("- [9] words", "- words", [9]),
        ("| a | [9] |", "| a | |", [9]),
        ("a [9] b", "a b", [9]),
        ("a [9](b)", "a [9](b)", []),
        ("a 【9】b", "a b", [9]),
        ("a 【9†source】。", "a。", [9]),
        ("a [^9].", "a.", [9]),
        ("a [[9]] b", "a b", [9]),
        ("a \\[9\\] b", "a b", [9]),
        ("a [９]", "a", [9]),
        ("a [ 9 ]", "a", [9]),
        ("a [007]", "a", [7]),
        ("a [3-9999]", "a [3-9999]", []),
        ("[9][9][9]", "", [9]),
    ],
)
def test_numbers_that_the_turn_has_not_go(answer, text, unknown):
    found = checked(answer)
    assert found.text == text and found.removed == [Removed(n, "unknown") for n in unknown]


def test_a_long_range_is_no_work():
    assert checked("a [1-999]").text == "a [1, 2, 3]"


@pytest.mark.parametrize(
    ("answer", "text", "removed", "figures"),
    [
        ("标题最多 500 个字符 [2]。", "标题最多 500 个字符。", 2, ("500",)),
        ("标题最多五百个字符 [2]。", "标题最多五百个字符。", 2, ("500",)),
        ("标题最多 500 个字符。[2]", "标题最多 500 个字符。", 2, ("500",)),
        ("标题最多 500 个字符。\n\n[2]", "标题最多 500 个字符。\n\n", 2, ("500",)),
        ("标题最多 500 个字符。\n\n来源：[2]", "标题最多 500 个字符。\n\n来源：", 2, ("500",)),
        ("标题最多 500 个字符，这是平台的规定 [2]。", "标题最多 500 个字符，这是平台的规定。", 2, ("500",)),
        ("按平台的规定 [2]，标题最多 500 个字符。", "按平台的规定，标题最多 500 个字符。", 2, ("500",)),
        ("自 2026-07-27 起最多 500 个字符 [2]。", "自 2026-07-27 起最多 500 个字符。", 2, ("500",)),
        ("自 2026-01-01 起 [2]", "自 2026-01-01 起", 2, ("2026-01-01",)),
        ("From July 28, 2026 [2].", "From July 28, 2026.", 2, ("2026-07-28",)),
        ("A 500-character limit [2].", "A 500-character limit.", 2, ("500",)),
        ("max 500px [2]", "max 500px", 2, ("500",)),
        ("| 标题 | 500 | [2] |", "| 标题 | 500 | |", 2, ("500",)),
        ("- 标题 75 [2]\n- 要点 99 [3]", "- 标题 75 [2]\n- 要点 99", 3, ("99",)),
        ("退货率 4.9% [1]", "退货率 4.9%", 1, ("4.9%",)),
        ("卖了 1.3 万件 [1]", "卖了 1.3 万件", 1, ("1.3E+4",)),
        ("id 12 [2]", "id 12", 2, ("12",)),
        ("score 0.912 [2]", "score 0.912", 2, ("0.912",)),
        ("标题最多 500 [2][9]", "标题最多 500", 2, ("500",)),
        ("500 [2] 与买家 [2]", "500 与买家", 2, ("500",)),
    ],
)
def test_a_mark_beside_figures_that_its_source_has_not_goes(answer, text, removed, figures):
    found = checked(answer)
    assert found.text == text
    assert [one for one in found.removed if one.reason == "unsupported"] == [Removed(removed, "unsupported", figures)]
    assert removed not in found.cited


@pytest.mark.parametrize(
    ("answer", "text", "old", "new"),
    [
        ("标题最多 75 个字符 [3]。", "标题最多 75 个字符 [2]。", 3, 2),
        ("标题最多 75 个字符【3】", "标题最多 75 个字符【2】", 3, 2),
        ("标题 75 [2]，要点 255 [2]", "标题 75 [2]，要点 255 [3]", 2, 3),
        ("| 75 [3] | 255 [3] |", "| 75 [2] | 255 [3] |", 3, 2),
        ("销售额 EUR 5,545.28 [2]", "销售额 EUR 5,545.28 [1]", 2, 1),
    ],
)
def test_the_one_source_that_shows_the_figures_takes_its_place(answer, text, old, new):
    found = checked(answer)
    assert found.text == text
    assert [(one.n, one.replaced_by) for one in found.removed] == [(old, new)]


def test_a_mark_beside_one_that_holds_is_not_replaced():
    assert checked("标题最多 75 个字符 [2][3]").text == "标题最多 75 个字符 [2]"


def test_figures_of_few_digits_lead_to_no_tool():
    calls = [ToolCall(id="s", name="sales_query", arguments={}, ok=True, result={"rows": [{"units": 7}]}), CALLS[1]]
    assert check("要点 7 条 [3]", CITATIONS, calls).text == "要点 7 条"


def test_two_sources_that_fit_are_none():
    twin = Citation(n=4, kind="document", id="title-12", title="标题上限")
    assert check("标题最多 75 个字符 [3]", [*CITATIONS, twin], CALLS).text == "标题最多 75 个字符"


def test_a_fact_that_a_calculation_rests_on_is_a_source():
    used = {"report": "vat-de", "statement": {"zh": "标准税率 19%。"}, "effective_from": "2007-01-01"}
    call = ToolCall(id="v", name="vat_rate", arguments={}, ok=True, result={"sources": [used]})
    cited = [Citation(n=1, kind="tool", id="v", title="vat_rate"), Citation(n=2, kind="document", id="vat-de", title="VAT")]
    assert check("德国 19% [2]，自 2007 年起 [2]", cited, [call]).removed == []
    assert check("德国 21% [2]", cited, [call]).text == "德国 21%"


def test_what_is_still_cited():
    assert checked("75 [2], 3 [9], 500 [3]").cited == {2}
    assert checked("no marks").cited == frozenset()


def test_a_turn_without_citations_has_no_marks():
    assert check("标题最多 75 个字符 [1][2] [1-3]。", [], []).text == "标题最多 75 个字符。"
