"""A draft for every message that waits."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, SerializeAsAny

from tools.core.errors import ToolError
from tools.core.result import ToolResult
from tools.reply.inbox.received import Received
from tools.reply.inbox.waiting import Waiting

Run = Callable[[str, dict[str, Any]], ToolResult]
"""Runs a tool of that name with those arguments."""
State = Literal["ready", "blanks", "escalate", "no_reply", "refused"]


class Drafted(BaseModel):
    """What came of one message.

    Attributes:
        line: Its place in the queue, from 1.
        state: `ready` to be read and sent by a person; `blanks`: something is to be filled in; `escalate`: for a person at
            once; `no_reply`: spam or phishing; `refused`: see `error`.
        result: Of `reply_draft`.
        error: Why the message has no result.
    """

    line: int
    waiting: Waiting
    state: State
    result: SerializeAsAny[ToolResult] | None = None
    error: dict[str, Any] | None = None


class Drafts(BaseModel):
    """What came of a queue, in its order."""

    as_of: datetime
    rows: list[Drafted]

    def summary(self) -> dict[str, int]:
        """How many messages are in which state."""
        states = Counter(row.state for row in self.rows)
        return {
            "rows": len(self.rows),
            **{state: states[state] for state in ("ready", "blanks", "escalate", "no_reply", "refused")},
        }


def draft_all(
    rows: Sequence[Waiting],
    messages: Sequence[Received],
    run: Run,
    as_of: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Drafts:
    """Draft an answer to every message; what one is refused for does not touch the others.

    Args:
        rows: The queue.
        messages: At least those of the queue.
        run: Runs `reply_draft`.
        as_of: Moment that counts as now.
        progress: Is told of each message.
    """
    known = {_key(each): each for each in messages}
    done = []
    for count, row in enumerate(rows, 1):
        done.append(_drafted(count, row, known[_key(row)], run, as_of))
        progress(count, len(rows))
    return Drafts(as_of=as_of, rows=done)


def _key(message: Received | Waiting) -> tuple[str, str | None, str | None, str]:
    """What tells messages apart: platforms number theirs alike."""
    return message.shop, message.marketplace, message.platform, message.message_id


def _drafted(line: int, row: Waiting, received: Received, run: Run, as_of: datetime) -> Drafted:
    arguments = {
        "message": received.text, "platform": row.platform or row.marketplace, "marketplace": row.marketplace,
        "order_id": row.order_id, "channel": row.channel, "as_of": as_of, "received_at": row.received_at, "shop": row.shop,
        "order": {"buyer_name": received.buyer_name} if received.buyer_name else None,
    }  # fmt: skip
    try:
        result = run("reply_draft", {name: value for name, value in arguments.items() if value is not None})
    except ToolError as refused:
        return Drafted(line=line, waiting=row, state="refused", error=refused.payload())
    return Drafted(line=line, waiting=row, state=_state(result), result=result)


def _state(result: Any) -> State:
    if not result.draft:
        return "no_reply"
    return "escalate" if result.escalate else "blanks" if result.blanks else "ready"
