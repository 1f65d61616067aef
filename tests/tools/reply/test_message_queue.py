from datetime import UTC, date, datetime, timedelta

import pytest

from tests.support import load
from tests.tools.reply.messages import NOW, SHEET
from tools.core.errors import InvalidInput, UnknownReference
from tools.reply.message_queue import QueueQuestion, message_queue

LATER = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def ask(warehouse):
    load(warehouse, SHEET, name="messages.csv")

    def asked(**question):
        return message_queue(QueueQuestion(**{"as_of": NOW, **question}), warehouse=warehouse, now=LATER)

    return asked


def test_the_list_by_risk_and_deadline(ask):
    found = ask()
    # Amazon asks for an answer within 24 hours, weekends too (amz-msg-response-24h): late by 20 November 08:00 + 24 h.
    assert [row.message_id for row in found.rows] == ["fire", "late", "soon", "open", "nowhere", "spam"]
    assert [row.state for row in found.rows] == ["open", "late", "due_soon", "open", "no_clock", "no_clock"]
    late = found.rows[1]
    assert late.deadline == datetime(2026, 11, 21, 8, tzinfo=UTC) and late.deadline_rule == "amz-msg-response-24h"
    assert [rule.rule_id for rule in found.rules] == ["amz-msg-response-24h"] and found.rules[0].source


def test_counts_are_of_all_and_rows_of_the_limit(ask):
    found = ask(limit=1)
    assert len(found.rows) == 1
    told = {"messages": 8, "unanswered": 5, "late": 1, "due_soon": 1, "risky": 1, "escalate": 1, "no_reply_needed": 1}
    assert found.counts == told
    assert found.by_platform == {"amazon": 4, "unknown": 1}
    assert {note.code for note in found.warnings} >= {"reply_queue_more", "reply_queue_no_clock"}


def test_a_message_that_was_answered_waits_no_more(ask):
    assert not {"done", "threaded"} & {row.message_id for row in ask().rows}
    before = {row.message_id for row in ask(as_of="2026-11-22T07:30:00Z").rows}
    assert "fire" not in before  # had not come yet


def test_what_is_asked_for(ask):
    assert [row.message_id for row in ask(state="late").rows] == ["late"]
    assert [row.message_id for row in ask(risky=True).rows] == ["fire"]
    assert {row.message_id for row in ask(sku="A").rows} == {"late", "soon"}
    assert {row.message_id for row in ask(marketplace="Amazon.de").rows} == {"late", "soon"}
    assert [row.message_id for row in ask(platform="ebay").rows] == []
    with pytest.raises(UnknownReference):
        ask(marketplace="mars")


def test_now_is_now_but_an_old_inbox_is_judged_at_its_latest_message(ask, warehouse):
    assert ask(as_of=None).as_of == LATER and ask(as_of=None).counts["late"] == 2
    months_later = message_queue(QueueQuestion(), warehouse=warehouse, now=LATER + timedelta(days=90))
    assert months_later.as_of == datetime(2026, 11, 22, 11, tzinfo=UTC) and months_later.counts["late"] == 1
    assert ask(as_of=date(2026, 11, 22)).as_of == datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC)


def test_reasons_by_product_count_answered_messages_too(ask, warehouse):
    load(
        warehouse,
        "message id,date,sku,message,status\nx,2026-11-22T01:00Z,A,It arrived broken into pieces,replied\n",
        name="x.csv",
    )
    reasons = {(each.sku, each.reason): each.messages for each in ask().reasons}
    assert reasons["A", "damaged"] == 1 and reasons["B", "safety_incident"] == 1


def test_without_messages_it_says_what_to_do(warehouse):
    with pytest.raises(InvalidInput, match="imported"):
        message_queue(QueueQuestion(), warehouse=warehouse, now=LATER)
