"""Answers on replies: the draft unchanged and ready to copy, what it rests on, every figure from the result."""

from datetime import date

import pytest

from copilot.answer import ToolCall
from copilot.guards.grounding import check
from copilot.offline.reply_wording import word_reply
from tools.reply.compose.request import ReplyQuestion
from tools.reply.reply_check import ReplyCheckQuestion, reply_check
from tools.reply.reply_draft import reply_draft
from tools.warehouse.warehouse import Warehouse

TODAY = date(2026, 11, 22)
ORDER = {
    "status": "shipped", "shipped_on": "2026-11-10", "promised_by": "2026-11-18", "carrier": "USPS",
    "tracking_number": "9400111899223197428490", "total": "25.99", "currency": "USD",
}  # fmt: skip
RESULT = {
    "as_of": "2026-11-22T12:00:00Z",
    "inputs": {"state": None, "risky": False, "sku": None},
    "counts": {"messages": 9, "unanswered": 2, "late": 1, "due_soon": 0, "risky": 0, "escalate": 0, "no_reply_needed": 1},
    "rows": [
        {"marketplace": "amazon_de", "platform": "amazon", "order_id": "302-1234567-1234567", "sku": "A17", "state": "late",
         "risk": "medium", "escalate": False, "deadline": "2026-11-21T19:30:00+01:00", "intents": ["damaged"],
         "excerpt": "Kaputt | siehe [Foto]"},
        {"marketplace": None, "platform": "temu", "order_id": None, "sku": None, "state": "no_clock", "risk": "low",
         "escalate": True, "deadline": None, "intents": ["thanks"], "excerpt": "ok"},
    ],
    "rules": [{"rule_id": "amz-msg-response-24h"}],
    "reasons": [{"sku": "A17", "reason": "damaged", "messages": 5}],
    "waves": [{"sku": "A17", "reason": "damaged", "window_from": "2026-11-16", "window_to": "2026-11-22", "messages": 5,
               "before": 0, "units": 40, "returned": None}],
    "sources": [], "warnings": [],
}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    return Warehouse(tmp_path_factory.mktemp("replies") / "warehouse.duckdb")


def drafted(warehouse, message, **asked):
    question = ReplyQuestion.model_validate({"message": message, "marketplace": "amazon_us", **asked})
    result = reply_draft(question, warehouse=warehouse, today=TODAY, reply_terms={}, rephraser=None)
    return result.model_dump(mode="json")


def worded(tool, result, language, **more):
    return word_reply(tool, result, list(range(1, 2 + len(result["sources"]))), language, **more)


def is_grounded(text, tool, result):
    return check(text, [ToolCall(id="t", name=tool, arguments={}, ok=True, result=result)]).untraced == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Where is my parcel? It is late.", {"order": ORDER, "order_id": "111-1234567-1234567"}),
        ("The lamp is broken, I want my money back", {"order": ORDER, "choice": {"kind": "partial_refund", "share": 0.3}}),
        ("Where is it?", {}),
        ("The heater caught fire and burned my child", {"order_id": "111-1234567-1234567"}),
    ],
)
def test_the_draft_stands_unchanged_with_all_that_it_rests_on(warehouse, language, message, asked):
    result = drafted(warehouse, message, **asked)
    text = worded("reply_draft", result, language)
    assert f"```text\n{result['draft']}\n```" in text
    for step in result["todo"]:
        assert step[language] in text
    for rule in result["rules"]:
        assert rule["rule_id"] in text
    for blank in result["blanks"]:
        assert f"`{blank['marker']}`" in text
    for option in result["options"]:
        assert option["basis_zh" if language == "zh" else "basis"] in text
    assert result["summary_zh" if language == "zh" else "summary_en"] in text
    assert {"zh": "没有发送任何内容", "en": "Nothing was sent"}[language] in text
    assert is_grounded(text, "reply_draft", result)


@pytest.mark.parametrize(("language", "said"), [("zh", "必须转人工"), ("en", "Hand this to a person")])
def test_what_a_person_must_take_over_is_said_first(warehouse, language, said):
    result = drafted(warehouse, "The heater caught fire and burned my child")
    assert result["escalate"] and worded("reply_draft", result, language).startswith(f"**{said}")


def test_what_was_assumed_is_told(warehouse):
    assumed = [{"key": "reply_assumed_platform", "platform": "amazon"}, {"key": "reply_read_as_yours", "text": "DHL"}]
    text = worded("reply_draft", drafted(warehouse, "Where is it?"), "zh", assumed=assumed)
    assert "没有说是哪个平台" in text and "亚马逊处理" in text and "“DHL”" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_findings_stand_with_words_rule_source_and_the_mended_text(warehouse, language):
    question = ReplyCheckQuestion(text="We will give you a $10 gift card if you remove your review.", platform="amazon")
    result = reply_check(question, warehouse=warehouse, today=TODAY).model_dump(mode="json")
    text = worded("reply_check", result, language)
    assert result["blocked"] and {"zh": "不能这样发", "en": "do not send it like this"}[language] in text
    for found in result["findings"]:
        assert found["rule_id"] in text and found["source"] in text
        assert found["message_zh" if language == "zh" else "message"] in text
    assert result["repaired_text"] in text and is_grounded(text, "reply_check", result)


def test_a_clean_text_may_be_sent(warehouse):
    question = ReplyCheckQuestion(text="Your order has shipped.", platform="amazon")
    result = reply_check(question, warehouse=warehouse, today=TODAY).model_dump(mode="json")
    assert "可以发送" in worded("reply_check", result, "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_queue_is_a_table_with_waves_and_what_to_ask_next(language):
    text = worded("message_queue", RESULT, language)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len({line.count("|") for line in rows}) == 1 and "2026-11-21T18:30Z" in text and "[Foto]" not in text
    assert {"zh": "“A17 的退货率”", "en": "“return rate of A17”"}[language] in text
    assert is_grounded(text, "message_queue", RESULT)
