"""Messages of buyers that wait for an answer, by deadline and risk, and what they say about products."""

from datetime import UTC, date, datetime, time, timedelta

from pydantic import BaseModel, ConfigDict, Field

from tools.core.catalogue import tool
from tools.core.errors import InvalidInput
from tools.core.result import ToolResult, Warning, warning
from tools.listing.market import find_market
from tools.reply.contract import RuleUse
from tools.reply.inbox.reasons import Reason, Reported, Wave, reasons_of, waves_of, windows
from tools.reply.inbox.received import Received, received_messages
from tools.reply.inbox.sold import sold_units
from tools.reply.inbox.waiting import Read, State, Waiting, counts_of, read_messages, waiting_of
from tools.warehouse.files import sources_of
from tools.warehouse.warehouse import Warehouse

_MOST = 10_000
_STALE = timedelta(days=7)


class QueueQuestion(BaseModel):
    """Which messages.

    Attributes:
        as_of: Moment that counts as now; a day means its end. Now when None; an inbox whose latest message is more than a
            week old is judged at that message.
        state: Only messages in this state.
        risky: Only those of high risk.
        sku: Only about this SKU.
        limit: How many rows to give; counts are of all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    shop: str | None = None
    marketplace: str | None = None
    platform: str | None = None
    as_of: datetime | date | None = None
    state: State | None = None
    risky: bool = False
    sku: str | None = None
    limit: int = Field(default=20, ge=1, le=_MOST)


class QueueResult(ToolResult):
    """The queue.

    Attributes:
        counts: `unanswered`, `late`, `due_soon`, `risky`, `escalate`, `no_reply_needed`; of all messages asked about.
        by_platform: Unanswered messages by platform.
        rows: High risk first, then by deadline.
        rules: Those that set the clocks.
        reasons: After-sales reasons by SKU and week, also of answered messages.
        waves: Reasons that came more often in the last week than chance explains.
    """

    as_of: datetime
    counts: dict[str, int]
    by_platform: dict[str, int]
    rows: list[Waiting]
    rules: list[RuleUse]
    reasons: list[Reason]
    waves: list[Wave]


@tool(effect="read")
def message_queue(question: QueueQuestion, *, warehouse: Warehouse, now: datetime) -> QueueResult:
    """List imported buyer messages that wait for an answer: how many, which are late or risky, whose deadline comes first.

    Use it for "which messages must I answer first", "有多少消息没回", "哪些快超时了", "are there complaints about one product",
    "最近哪个 SKU 投诉变多". It also groups after-sales reasons by SKU and week and names defect waves. To answer one message use
    reply_draft.

    Args:
        question: Which messages, and the moment that counts as now.
        warehouse: Holds imported messages and orders.
        now: The moment it is, where none is given.

    Returns:
        Counts, rows by risk and deadline, reasons and waves.

    Raises:
        InvalidInput: No message was imported.
    """
    shops = [question.shop] if question.shop else None
    places = [find_market(question.marketplace).id] if question.marketplace else None
    with warehouse.reader() as cursor:
        messages = _asked(received_messages(cursor, shops, places), question)
        now = _moment(question.as_of, messages, now)
        read = read_messages([each for each in messages if each.received_at <= now])
        reported = _reported(read)
        days = windows(now.date(), min((each.received_at.date() for each in messages), default=None))
        sold = sold_units(cursor, {each.sku for each in reported}, days, shops, places)
        sources = sources_of(cursor, ["message", "order_line"], shops, places)
    rows, rules = waiting_of(read, now)
    wanted = [row for row in rows if _is_wanted(row, question)]
    return QueueResult(
        inputs={**question.model_dump(mode="json"), "as_of": now.isoformat()},
        as_of=now,
        counts={"messages": len(messages), **counts_of(rows)},
        by_platform=_by_platform(rows),
        rows=wanted[: question.limit],
        rules=rules,
        reasons=reasons_of(reported),
        waves=waves_of(reported, days, sold),
        sources=sources,
        warnings=[*_notes(rows, wanted, question, now), *([] if days.is_enough else [warning("reply_queue_no_history")])],
    )


def _asked(messages: list[Received], question: QueueQuestion) -> list[Received]:
    platform = find_market(question.platform, "platform").platform if question.platform else None
    found = [each for each in messages if platform in (None, each.platform) and question.sku in (None, each.sku)]
    if not messages:
        raise InvalidInput("reply_queue_empty", field="shop")
    return found


def _moment(given: datetime | date | None, messages: list[Received], now: datetime) -> datetime:
    if isinstance(given, datetime):
        return given if given.tzinfo else given.replace(tzinfo=UTC)
    if given:
        return datetime.combine(given, time.max, UTC).replace(microsecond=0)
    latest = max((each.received_at for each in messages), default=now)
    return latest if now - latest > _STALE else now


def _reported(read: list[Read]) -> list[Reported]:
    return [
        Reported(sku=each.message.sku, day=each.message.received_at.date(), intents=each.understood.intents)
        for each in read
        if each.message.sku
    ]


def _is_wanted(row: Waiting, question: QueueQuestion) -> bool:
    return (question.state is None or row.state == question.state) and (not question.risky or row.risk == "high")


def _by_platform(rows: list[Waiting]) -> dict[str, int]:
    named = [row.platform or "unknown" for row in rows if row.reply]
    return {platform: named.count(platform) for platform in sorted(set(named))}


def _notes(rows: list[Waiting], wanted: list[Waiting], question: QueueQuestion, now: datetime) -> list[Warning]:
    notes = [warning("reply_queue_moment", moment=now.strftime("%Y-%m-%d %H:%M UTC"))]
    if len(wanted) > question.limit:
        notes.append(warning("reply_queue_more", shown=question.limit, count=len(wanted)))
    unclocked = sum(row.state == "no_clock" for row in rows if row.reply)
    if unclocked:
        notes.append(warning("reply_queue_no_clock", count=unclocked))
    return notes
