import pytest

from copilot.answer import Citation, ToolCall
from copilot.guards.citation_notes import notes
from copilot.guards.citations import check
from tests.copilot.guards.cited import CALLS, CITATIONS


def told(answer, language="zh", citations=CITATIONS, calls=CALLS):
    return notes(check(answer, citations, calls), citations, calls, language)


def of(confidence="high", status="in_force", **fields):
    """Citation 1 is a document; its notes in both languages."""
    found = {
        "document_id": "d",
        "title": "某规则",
        "text": "75",
        "status": status,
        "effective_date": None,
        "effective_to": None,
        **fields,
    }
    calls = [ToolCall(id="k", name="knowledge_search", arguments={}, ok=True, result={"results": [found]})]
    citations = [Citation(n=1, kind="document", id="d", title="某规则", confidence=confidence)]
    return lambda answer, language="zh": told(answer, language, citations, calls)


def test_an_answer_that_holds_has_no_notes():
    assert told("标题 75 [2]，销售额 5,545.28 [1]") == []


@pytest.mark.parametrize(
    ("answer", "language", "parts"),
    [
        ("a [9] b [7]", "zh", ["已去掉：7、9 号"]),
        ("a [4-9][12]", "en", ["4-9, 12"]),
        ("标题 500 [2]", "zh", ["2 号（旁边是 500）", "请核对"]),
        ("自 2026年1月1日 起 [2]", "zh", ["2 号（旁边是 2026-01-01）"]),
        ("自1月1日起 [2]", "zh", ["2 号（旁边是 01-01）"]),
        ("标题 5 万 [2]", "zh", ["2 号（旁边是 50000）"]),
        ("title 500 [2]", "en", ["no. 2 (beside 500)"]),
        ("标题 75 [3]", "zh", ["3 号换成 2 号（旁边是 75）"]),
        ("title 75 [3]", "en", ["no. 3 by no. 2 (beside 75)"]),
    ],
)
def test_marks_taken_out_are_told_without_marks(answer, language, parts):
    [note] = told(answer, language)
    assert all(part in note for part in parts) and "[" not in note and "【" not in note


def test_each_kind_of_fault_is_told_once():
    assert len(told("a [9]. 标题 500 [2]。标题 501 [2]。标题 75 [3]。b [8]")) == 3


def test_of_many_faults_the_first_are_told():
    [note] = told("。".join(f"标题 {n} [2]" for n in range(300, 400)))
    assert note.count("2 号") == 8


@pytest.mark.parametrize(
    "said", ["（未核实）", "，尚未经核实", " (unverified)", ", which nobody has verified: not verified", "。可信度低"]
)
def test_what_is_unverified_must_be_called_so(said):
    assert of("low")(f"标题最多 75 个字符{said} [1]") == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_not_called_unverified_is_named(language):
    [note] = of("low")("标题最多 75 个字符 [1]", language)
    assert "某规则" in note and ("未经核实" in note if language == "zh" else "unverified" in note)


@pytest.mark.parametrize(
    ("status", "silent", "saying", "word"),
    [
        ("expired", "最多 75 个字符 [1]", "最多 75 个字符，已失效 [1]", "已失效"),
        ("expired", "It is 75 [1]", "It was 75, no longer in force [1]", "已失效"),
        ("expired", "最多 75 个字符 [1]", "到 2026年3月31日 为止最多 75 个字符 [1]", "已失效"),
        ("future", "最多 75 个字符 [1]", "最多 75 个字符，尚未生效 [1]", "尚未生效"),
        ("future", "It is 75 [1]", "It is 75 from December 1, 2026 [1]", "尚未生效"),
        ("future", "It is 75 from now on [1]", "It will be 75 [1]", "尚未生效"),
        ("announced", "最多 75 个字符 [1]", "已宣布最多 75 个字符，尚未定案 [1]", "已宣布"),
        ("unknown", "最多 75 个字符 [1]", "现状不明，据说最多 75 个字符 [1]", "现状不明"),
    ],
)
def test_what_does_not_hold_must_be_said(status, silent, saying, word):
    bounds = {"effective_to": "2026-03-31", "effective_date": "2026-12-01"}
    [note] = of(status=status, **bounds)(silent)
    assert word in note and "某规则" in note
    assert of(status=status, **bounds)(saying) == []


def test_only_what_is_cited_is_told():
    assert of("low", "expired")("没有引用") == []
    assert len(of("low", "expired")("500 [1]")) == 1


def test_a_document_that_holds_on_one_of_the_days_asked_about_holds():
    results = [{"document_id": "d", "title": "t", "text": "75", "status": status} for status in ("expired", "in_force")]
    calls = [
        ToolCall(id=str(n), name="knowledge_search", arguments={}, ok=True, result={"results": [one]})
        for n, one in enumerate(results)
    ]
    assert told("75 [1]", citations=[Citation(n=1, kind="document", id="d", title="t")], calls=calls) == []


def test_an_unverified_fact_of_a_calculation_is_told():
    used = {"report": "vat-x", "statement": {"zh": "税率 19%"}}
    calls = [ToolCall(id="v", name="vat_rate", arguments={}, ok=True, result={"sources": [used]})]
    assert (
        len(
            told(
                "税率 19% [1]", citations=[Citation(n=1, kind="document", id="vat-x", title="VAT", confidence="low")], calls=calls
            )
        )
        == 1
    )
