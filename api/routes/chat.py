"""Questions and answers."""

import json
import logging
from collections.abc import AsyncIterator

from fastapi import APIRouter
from pydantic import BaseModel, field_validator
from sse_starlette import EventSourceResponse

from api.access import CopilotDep
from api.errors import internal_body
from copilot.answer import Answer
from copilot.copilot import Copilot
from tools.core.errors import ToolError

router = APIRouter(prefix="/chat", tags=["chat"])
logger = logging.getLogger(__name__)


class Question(BaseModel):
    """One message of a conversation."""

    message: str
    thread_id: str | None = None
    shop: str | None = None
    locale: str | None = None

    @field_validator("*")
    @classmethod
    def without_half_characters(cls, value: str | None) -> str | None:
        """JSON can spell half of a surrogate pair, which no store can keep."""
        return value if value is None else value.encode("utf-8", "replace").decode("utf-8")


@router.post("")
async def chat(question: Question, copilot: CopilotDep) -> Answer:
    """One question, one answer."""
    return await copilot.ask(question.message, question.thread_id, shop=question.shop, locale=question.locale)


@router.post("/stream")
async def stream(question: Question, copilot: CopilotDep) -> EventSourceResponse:
    """The same as server-sent events; exactly one `answer` or `error` ends it."""
    return EventSourceResponse(_events(question, copilot), headers={"X-Accel-Buffering": "no"})


async def _events(question: Question, copilot: Copilot) -> AsyncIterator[dict[str, str]]:
    try:
        async for event in copilot.stream(question.message, question.thread_id, shop=question.shop, locale=question.locale):
            kind = event["type"]
            body = event["answer"] if kind == "answer" else {k: v for k, v in event.items() if k != "type"}
            yield {"event": kind, "data": json.dumps(body, ensure_ascii=False, default=str)}
    except ToolError as refused:
        yield {"event": "error", "data": json.dumps({"error": refused.payload()}, ensure_ascii=False, default=str)}
    except Exception:
        logger.exception("turn failed")
        yield {"event": "error", "data": json.dumps(internal_body())}
