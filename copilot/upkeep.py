"""What of the knowledge base a person should look at, so that it stays true."""

import re
from datetime import date, timedelta
from typing import Any, Literal

from copilot.world import World
from knowledge.document import Document, first_day, last_day

Reason = Literal["past_review", "begins_soon", "ends_soon", "unverified"]
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
REVIEW_AFTER_DAYS = 180
"""A statement is looked at again when its source was read so long ago, unless it names a day itself."""


def due_for_review(world: World, days: int) -> list[dict[str, Any]]:
    """Documents with the reason to look at them, the most pressing first.

    Args:
        world: Holds the index.
        days: How many days ahead a change counts as soon.
    """
    on = world.today
    found = [_described(document, *due) for document in world.index.documents() if (due := _reason(document, on, days))]
    order = ["past_review", "begins_soon", "ends_soon", "unverified"]
    return sorted(found, key=lambda entry: (order.index(entry["reason"]), entry["day"] or "", entry["document_id"]))


def _described(document: Document, reason: Reason, day: str | None) -> dict[str, Any]:
    return {
        "document_id": document.id,
        "titles": document.titles,
        "reason": reason,
        "day": day,
        "owner": document.owner,
        "source": document.source,
        "url": document.url,
    }


def _reason(document: Document, on: date, days: int) -> tuple[Reason, str | None] | None:
    today, soon = on.isoformat(), (on + timedelta(days=days)).isoformat()
    if document.status_on(on) == "expired":
        return None
    if document.effective_from and today < document.effective_from <= soon:
        return "begins_soon", document.effective_from
    if document.effective_to and last_day(document.effective_to) <= on + timedelta(days=days):
        return "ends_soon", document.effective_to
    review = document.review_by or _review_day(document)
    if review and review <= today:
        return "past_review", review
    return ("unverified", None) if document.confidence == "low" else None


def _review_day(document: Document) -> str | None:
    """A procedure and a file are looked at when their owner says so; a statement when its source is old."""
    if document.kind in ("sop", "document") or not document.as_of:
        return None
    days = _DAY.findall(document.as_of)
    try:
        return (first_day(days[-1]) + timedelta(days=REVIEW_AFTER_DAYS)).isoformat() if days else None
    except ValueError:  # a file may say of itself what is no day
        return None
