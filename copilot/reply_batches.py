"""Drafts for a whole queue of messages, made in the background."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from copilot.batches import Done, Tell
from copilot.toolbox import run_tool
from copilot.world import World
from tools.core.exports import ADDRESS
from tools.reply.inbox.drafting import Drafts, draft_all
from tools.reply.inbox.received import Received, received_messages
from tools.reply.inbox.waiting import State, Waiting
from tools.reply.inbox.workbook import drafts_workbook

_MOST = 5_000


class DraftsAsked(BaseModel):
    """Which messages to draft answers for; `language` is that of the workbook's headings."""

    model_config = ConfigDict(extra="forbid")

    shop: str | None = None
    marketplace: str | None = None
    platform: str | None = None
    sku: str | None = None
    state: State | None = None
    risky: bool = False
    limit: int = Field(default=_MOST, ge=1, le=_MOST)
    as_of: str | None = None
    language: str = Field(default="zh", pattern="^(zh|en)$")


def waiting_messages(asked: DraftsAsked, world: World) -> tuple[list[Waiting], list[Received], datetime]:
    """The queue, with the messages themselves and the moment that counts as now.

    Raises:
        ToolError: No message was imported, or a name is unknown.
    """
    question = asked.model_dump(exclude={"language"}, exclude_none=True)
    queue: Any = run_tool("message_queue", question, world)
    with world.warehouse.reader() as cursor:
        messages = received_messages(cursor, None, None)
    return queue.rows, messages, queue.as_of


def drafts_of(asked: DraftsAsked, world: World, tell: Tell = lambda _done, _total: None) -> Drafts:
    """Drafts for the queue."""
    rows, messages, as_of = waiting_messages(asked, world)
    return draft_all(rows, messages, partial(run_tool, world=world), as_of, tell)


def drafting_work(asked: DraftsAsked, world: World) -> tuple[int, Callable[[Tell], Done]]:
    """How many messages wait, and the work on them.

    Raises:
        ToolError: No message was imported, or a name is unknown.
    """
    rows, messages, as_of = waiting_messages(asked, world)

    def work(tell: Tell) -> Done:
        drafts = draft_all(rows, messages, partial(run_tool, world=world), as_of, tell)
        export = ADDRESS + keep_workbook(drafts, asked.language, world)
        refused = [{"line": row.line, "error": row.error} for row in drafts.rows if row.error]
        return Done(drafts, drafts.summary(), export, refused)

    return len(rows), work


def keep_workbook(drafts: Drafts, language: str, world: World) -> str:
    """Write the workbook of drafts and give its name."""
    return world.exports.keep(drafts_workbook(drafts, language), "reply-drafts", drafts.as_of.date())
