"""What to check, in words: in full what the data support, in one line what they do not know or speak against."""

import pytest

from copilot.offline.wording import word_results
from tests.copilot.offline.diagnoses import diagnosis
from tests.copilot.offline.test_funnel_wording import CONVERSION, NAMED, TRAFFIC, say

CHECK = {
    "cause": "stock_out", "stage": "sessions", "possible_cause": {"zh": "可能断货", "en": "It may have been out of stock"},
    "check": {"zh": "查库存。", "en": "See the stock."}, "data": {"zh": "每日库存", "en": "stock by day"}, "status": "supports",
    "finding": {"zh": "断货 3 天。", "en": "3 days without stock."}, "sop": "SOP-INV-01",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh", "1. 可能断货。查库存。数据支持：断货 3 天。流程 SOP-INV-01。"),
        (
            "en",
            "1. It may have been out of stock. See the stock. The data support it: 3 days without stock. Procedure SOP-INV-01.",
        ),
    ],
)
def test_checks_are_numbered_and_possible(language, says):
    text = say(diagnosis("named", [TRAFFIC, CONVERSION], causes=[CHECK]), language)
    assert says in text and ("都是可能的原因，不是结论" in text or "possible causes, not findings" in text)


@pytest.mark.parametrize(
    ("status", "language", "says"),
    [
        ("no_data", "zh", "- 没有数据、需人工查看：断货（看：每日库存）。流程 SOP-INV-01。"),
        ("no_data", "en", "- No data, look it up: it may have been out of stock (see: stock by day). Procedures: SOP-INV-01."),
        ("speaks_against", "zh", "- 已排除（数据不支持）：断货。"),
        ("speaks_against", "en", "- Considered, but the data speak against it: it may have been out of stock."),
    ],
)
def test_what_is_unknown_or_spoken_against_is_one_line(status, language, says):
    unknown = {**CHECK, "status": status, "finding": None}
    text = say(diagnosis("named", [TRAFFIC, CONVERSION], causes=[unknown]), language)
    assert says in text.splitlines() and "\n1. " not in text


def test_no_heading_without_checks():
    assert "先查什么" not in say(NAMED)


def test_findings_name_their_marketplace():
    named = {**CHECK, "finding": {"zh": "A17 · amazon_de：断货 3 天", "en": "A17 · amazon_de: 3 days without stock"}}
    text = say(diagnosis("named", [TRAFFIC, CONVERSION], causes=[named]))
    assert "A17 · 亚马逊德国站：断货 3 天" in text and "amazon_de" not in text


def test_a_procedure_beside_it_is_cited_where_a_check_names_it():
    found = diagnosis("named", [TRAFFIC, CONVERSION], causes=[CHECK])
    hit = {"document_id": "SOP-INV-01", "title": "断货", "source": "手册", "text": "…", "score": 1.0}
    knowledge = {"basis": True, "inputs": {"kind": "sop"}, "results": [{**hit, "document_id": "SOP-XX"}, hit]}
    text = word_results(
        [("knowledge_search", {"ok": True, "result": knowledge, "citations": [1, 2]}),
         ("funnel_diagnosis", {"ok": True, "result": found, "citations": [3]})], "zh"
    )  # fmt: skip
    assert "流程 SOP-INV-01 [2]。" in text and "SOP-XX" not in text and "[3]" in text.splitlines()[0]


def test_a_refusal_is_told_although_a_procedure_was_found():
    error = {"code": "x", "message": "No such marketplace.", "message_zh": "没有这个站点。"}
    knowledge = {"basis": True, "inputs": {"kind": "sop"}, "results": []}
    refused = [
        ("knowledge_search", {"ok": True, "result": knowledge, "citations": []}),
        ("funnel_diagnosis", {"ok": False, "error": error}),
    ]
    assert word_results(refused, "zh") == "没有这个站点。"
