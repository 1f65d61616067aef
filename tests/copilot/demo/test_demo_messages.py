"""Messages of the demo shop: each about an order that was sold before it came, and a defect wave that the queue names."""

import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

import copilot.demo
from copilot.demo import generator
from tests.support import sql
from tools.reply.message_queue import QueueQuestion, message_queue

TRUTH = yaml.safe_load((Path(copilot.demo.__file__).parent / "messages.yaml").read_text(encoding="utf-8"))
MESSAGES, WAVE = TRUTH["messages"], TRUTH["wave"]
LATER = datetime(2026, 11, 22, tzinfo=UTC)
"""The inbox ends more than a week before, so that it is judged at its latest message."""


@pytest.fixture(scope="module")
def rows(demo_files):
    [path] = [file.path for file in demo_files if file.report == generator.MESSAGES]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def queue(demo_warehouse):
    return message_queue(QueueQuestion(limit=100), warehouse=demo_warehouse, now=LATER)


def test_the_file_is_what_was_planted(rows):
    planted = sorted(MESSAGES, key=lambda each: each["at"])
    assert [(row["body"], row["buyer_name"], row["marketplace"]) for row in rows] == [
        (each["body"], each["name"], each["market"]) for each in planted
    ]
    assert len({row["order_id"] for row in rows}) == len(rows) == 59


def test_every_message_is_about_an_order_of_its_product_that_came_before(demo_warehouse, rows):
    planted = {each["body"]: each["sku"] for each in MESSAGES}
    bought = "select marketplace, order_id, sku, purchased_at::timestamp from order_line where list_contains(?, order_id)"
    lines = {order: (place, sku, at) for place, order, sku, at in sql(demo_warehouse, bought, [row["order_id"] for row in rows])}
    for row in rows:
        place, sku, at = lines[row["order_id"]]
        assert (place, sku) == (row["marketplace"], planted[row["body"]])
        assert at < datetime.fromisoformat(row["received_at"]).replace(tzinfo=None)


def test_what_waits_is_what_nobody_answered(queue):
    waiting = {each["body"] for each in MESSAGES if not each.get("answered")}
    assert {row.excerpt for row in queue.rows} == waiting
    assert queue.as_of == datetime(2026, 10, 31, 17, 30, tzinfo=UTC)
    assert queue.counts["messages"] == len(MESSAGES) and queue.counts["no_reply_needed"] == 1


def test_some_are_late_some_due_soon_and_some_for_a_person_at_once(queue):
    # Amazon asks for an answer within 24 hours (amz-msg-response-24h). The latest message came at 17:30: what came before 17:30
    # the day before is late, what came until 23:30 is due within six hours.
    open_ones = [each for each in MESSAGES if not each.get("answered") and each["name"] != "Account Team"]
    late = sum(each["at"] < "2026-10-30T17:30" for each in open_ones)
    soon = sum("2026-10-30T17:30" <= each["at"] <= "2026-10-30T23:30" for each in open_ones)
    assert (queue.counts["late"], queue.counts["due_soon"]) == (late, soon) and late > 0 < soon
    assert {row.sku for row in queue.rows if row.escalate} == {"PH-610-BLK", "PH-622-2M"}


def test_the_planted_wave_is_named_and_no_other(queue):
    told = [each for each in MESSAGES if each["sku"] == WAVE["sku"] and str(WAVE["from"]) <= each["at"][:10] <= str(WAVE["to"])]
    [wave] = queue.waves
    assert (wave.sku, wave.reason, wave.window_from, wave.window_to) == (WAVE["sku"], WAVE["reason"], WAVE["from"], WAVE["to"])
    assert wave.messages == len(told) and wave.units > 0


def test_both_waves_of_the_batch_are_seen_by_week(queue):
    # Weeks begin on Monday: 25 October 2026 is a Sunday, so that its message counts in the week of the 19th.
    reason = queue.reasons[0]
    told = [each for each in MESSAGES if each["sku"] == WAVE["sku"]]
    assert (reason.sku, reason.reason, reason.messages) == (WAVE["sku"], WAVE["reason"], len(told))
    weeks = Counter((day - timedelta(day.weekday())).isoformat() for day in (date.fromisoformat(m["at"][:10]) for m in told))
    assert reason.weeks == weeks
