"""By when a message must be answered, by the platform's clock."""

import re
from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import Any

from knowledge.document import Document
from tools.reply.contract import Channel
from tools.reply.policy.rulebook import Rulebook, table
from tools.reply.policy.spans import business_days_later, is_weekend

_RANKS = {"high": 0, "medium": 1, "low": 2}
_DUE = re.compile(r"Monday (\d{1,2}):(\d{2})")


def deadline_of(
    book: Rulebook, channel: Channel, received: datetime, alarms: Collection[str]
) -> tuple[datetime | None, Document | None]:
    """Latest moment to answer, and the rule that sets it.

    Args:
        book: Rules of the store.
        channel: Where the message was written.
        received: When it came, in the store's zone.
        alarms: Of the message: some have a clock of their own.
    """
    found = [
        (_due(entry, rule, received), rule, "alarms" in entry)
        for entry in table("clocks")
        if channel in entry["channels"]
        and (rule := book.clock(entry["rule"]))
        and {*entry.get("alarms", alarms or [""])} & {*(alarms or [""])}
    ]
    if not found:
        return None, None
    due, rule, _ = min(found, key=lambda each: (not each[2], _RANKS.get(each[1].confidence or "low", 2), each[0]))
    return due, rule


def _due(entry: dict[str, Any], rule: Document, received: datetime) -> datetime:
    if "weekend" in entry and is_weekend(received.date()) and (found := _DUE.match(str(rule.value.get(entry["weekend"])))):
        monday = received.date() + timedelta(days=7 - received.weekday())
        return datetime.combine(monday, time(int(found[1]), int(found[2])), received.tzinfo)
    if "hours" in entry:
        return (received.astimezone(UTC) + timedelta(hours=_figure(rule, entry["hours"]))).astimezone(received.tzinfo)
    if "days" in entry:
        return received + timedelta(days=_figure(rule, entry["days"]))
    return business_days_later(received, _figure(rule, entry["business_days"]))


def _figure(rule: Document, name: str) -> int:
    value = rule.value[name]
    return int(min(value) if isinstance(value, list) else value)
