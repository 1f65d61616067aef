from datetime import UTC, datetime

from tools.core.errors import InvalidInput
from tools.reply.inbox.drafting import draft_all
from tools.reply.inbox.received import Received
from tools.reply.inbox.waiting import read_messages, waiting_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_messages_of_two_platforms_with_one_number_are_not_confused():
    messages = [
        Received(shop="main", platform=platform, message_id="1", received_at=NOW, body=body)
        for platform, body in (("temu", "Where is my lamp?"), ("aliexpress", "Where is my chair?"))
    ]
    rows, _ = waiting_of(read_messages(messages), NOW)
    asked = []

    def run(_name, arguments):
        asked.append((arguments["platform"], arguments["message"]))
        raise InvalidInput("reply_queue_empty")

    drafts = draft_all(rows, messages, run, NOW)
    assert sorted(asked) == [("aliexpress", "Where is my chair?"), ("temu", "Where is my lamp?")]
    assert drafts.summary()["refused"] == 2
