"""What a model cites, from the question to the answer; the offline model cites nothing that does not hold."""

import pytest

from copilot import copilot as copilot_module
from copilot.copilot import Copilot
from copilot.settings import Settings
from tests.copilot.models import ScriptedModel, calls
from tests.evals.scoring import load

TITLE = ("knowledge_search", {"query": "亚马逊标题最多多少字符？"})
SALES = ("sales_query", {"metrics": ["gross_revenue"], "window": {"period": "last_week"}, "filters": {"marketplace": ["DE"]}})
EXPIRED = ("knowledge_search", {"query": "2025 年黑五网一 FBA 建议入仓截止日"})
UNVERIFIED = ("knowledge_search", {"query": "亚马逊描述最多多少字符"})
STEP = 15


@pytest.fixture
def asked(demo_home, monkeypatch):
    """Asks a copilot whose endpoint makes a call and then says a line."""

    async def ask(call, line, question="问题"):
        said = calls(text=line)
        model = ScriptedModel(lines=[calls(call), said], asked=[])
        monkeypatch.setattr(copilot_module, "endpoint_model", lambda _: model)
        copilot = Copilot(Settings(home=demo_home, model="big", openai_api_key="k", openai_base_url="http://127.0.0.1:9/v1"))
        answer = await copilot.ask(question)
        copilot.close()
        assert answer.model == "big"
        return answer

    return ask


async def test_what_holds_is_passed_on(asked):
    answer = await asked(TITLE, "标题最多 75 个字符 [1]。")
    assert answer.answer == "标题最多 75 个字符 [1]。" and answer.warnings == []
    assert [citation.id for citation in answer.citations] == ["amz-title-max-75"]


async def test_marks_of_nothing_are_taken_out_and_said(asked):
    answer = await asked(TITLE, "标题最多 75 个字符 [1][42]，这一点谁都知道【99】。")
    assert answer.answer.startswith("标题最多 75 个字符 [1]，这一点谁都知道。\n\n> ")
    assert "42、99" in answer.warnings[0] and [citation.n for citation in answer.citations] == [1]
    assert answer.grounding.untraced == []


async def test_a_citation_that_does_not_support_the_figure_is_taken_out_and_said(asked):
    answer = await asked(TITLE, "标题最多 99,999 个字符 [1]。")
    assert answer.answer.startswith("标题最多 99,999 个字符。") and answer.citations == []
    assert any("99,999" in warning and "1 号" in warning for warning in answer.warnings)
    assert answer.grounding.untraced == ["99,999"]


async def test_the_warning_is_in_the_language_of_the_answer(asked):
    answer = await asked(TITLE, "Titles have 99,999 characters [1], as all know [42].", "How long may a title be?")
    assert answer.language == "en" and any("taken out" in warning and "42" in warning for warning in answer.warnings)


async def test_the_result_of_a_tool_stays_listed(asked):
    answer = await asked(SALES, "上周销售额 EUR 5,545.28。")
    assert [(citation.n, citation.kind) for citation in answer.citations] == [(1, "tool")]
    answer = await asked(SALES, "上周销售额 EUR 7,777.77 [1]。")
    assert answer.answer.startswith("上周销售额 EUR 7,777.77。") and [citation.n for citation in answer.citations] == [1]


async def test_what_is_unverified_or_over_is_said_where_the_model_does_not(asked):
    answer = await asked(EXPIRED, "最晚 10 月 20 日到仓 [1]。")
    assert answer.citations[0].id == "amz-peak-cutoff-2025" and any("已失效" in warning for warning in answer.warnings)
    assert (await asked(EXPIRED, "去年的截止日是 10 月 20 日 [1]，已失效。")).warnings == []
    answer = await asked(UNVERIFIED, "描述最多 2,000 个字符 [1]。")
    assert answer.citations[0].confidence == "low" and any("未经核实" in warning for warning in answer.warnings)
    assert (await asked(UNVERIFIED, "描述最多 2,000 个字符（未核实）[1]。")).warnings == []


@pytest.mark.parametrize("line", ["[1]", "[1-999]" * 50, "```\n[1]", "[" * 500, "99% [1]" * 100, "| [1] | 99 |\n|---|---|"])
async def test_hostile_answers_come_back(asked, line):
    answer = await asked(TITLE, line)
    assert {citation.n for citation in answer.citations} <= {1, 2, 3, 4, 5}


async def test_an_answer_without_any_call_cites_nothing(demo_home, monkeypatch):
    monkeypatch.setattr(
        copilot_module, "endpoint_model", lambda _: ScriptedModel(lines=[calls(text="75 个字符 [1]。")], asked=[])
    )
    copilot = Copilot(Settings(home=demo_home, model="big", openai_api_key="k", openai_base_url="http://127.0.0.1:9/v1"))
    answer = await copilot.ask("标题多长")
    assert answer.answer.startswith("75 个字符。") and answer.citations == []


async def test_the_offline_model_cites_only_what_holds(copilot, monkeypatch, subtests):
    checks = []
    check = copilot_module.citations.check
    monkeypatch.setattr(copilot_module.citations, "check", lambda *given: checks.append(check(*given)) or checks[-1])
    entries = [*load("utterances.yaml"), *load("knowledge.yaml"), *load("both.yaml")]
    questions = [entry["text"] for entry in entries if not entry.get("after")][::STEP]
    for question in questions:
        with subtests.test(question):
            answer = await copilot.ask(question)
            assert checks[-1].removed == [] and answer.answer == checks[-1].text
            assert {citation.n for citation in answer.citations} == set(checks[-1].cited)
