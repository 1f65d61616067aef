"""The agent: a model, the tools, and the bounds of a turn."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.tools import BaseTool

from copilot.masking import Mask, Masking
from copilot.toolbox import InternalError, find_tool
from copilot.turn import MAX_MODEL_CALLS, MAX_TOOL_CALLS, Turn
from prompts import message
from tools.core.errors import InvalidInput, ToolError

logger = logging.getLogger(__name__)
RECURSION_LIMIT = 2 * MAX_MODEL_CALLS + 4
"""Backstop in LangGraph's own steps; its default is 9,999."""


class Bounds(AgentMiddleware):
    """Counts calls, ends a turn that loops, and turns every fault of a tool into a message."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    async def awrap_model_call(
        self, request: ModelRequest, handler: Callable[[ModelRequest], Awaitable[ModelResponse]]
    ) -> ModelResponse | AIMessage:
        """Ask the model, unless it was asked too often."""
        turn = Turn.current()
        turn.model_calls += 1
        if turn.model_calls > MAX_MODEL_CALLS:
            limit = AIMessage(message("limit_reached")[self._language])
            turn.messages.append(limit)
            return limit
        response = await handler(request)
        turn.messages += response.result
        return response

    async def awrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[Any]]
    ) -> ToolMessage:
        """Run a tool, unless too many were run; an unknown tool or a fault is answered, never raised."""
        turn = Turn.current()
        call = request.tool_call
        writer = request.runtime.stream_writer
        writer({"type": "tool_call", "id": call["id"], "name": call["name"], "arguments": call["args"]})
        turn.tool_starts += 1
        if request.tool is None:
            result = _refusal(call, _unknown(call["name"]))
        elif turn.tool_starts > MAX_TOOL_CALLS:
            result = _refusal(call, InvalidInput("limit_reached"))
        else:
            result = await self._run(request, handler)
        turn.messages.append(result)
        writer({"type": "tool_result", "id": call["id"], "name": call["name"], "ok": _is_ok(result)})
        return result

    @staticmethod
    async def _run(request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[Any]]) -> ToolMessage:
        try:
            result: ToolMessage = await handler(request)
        except Exception:
            logger.exception("the call of tool %s failed", request.tool_call["name"])
            return _refusal(request.tool_call, InternalError("internal"))
        return result


def _unknown(name: str) -> ToolError:
    try:
        find_tool(name)
    except ToolError as unknown:
        return unknown
    return InternalError("internal")


def _refusal(call: Any, refused: ToolError) -> ToolMessage:
    """A refused call as the model and the answer see it."""
    with Turn.current().call(call["name"], call["args"]) as record:
        record.refuse(refused.payload())
    content = json.dumps({"ok": False, "error": refused.payload()}, ensure_ascii=False)
    return ToolMessage(content, tool_call_id=call["id"], name=call["name"])


def _is_ok(result: BaseMessage) -> bool:
    return str(result.content).startswith('{"ok": true')


def build_agent(
    model: BaseChatModel, tools: list[BaseTool], system_prompt: str | None, language: str, mask: Mask | None = None
) -> Any:
    """A compiled agent.

    Args:
        model: That speaks.
        tools: That it may call.
        system_prompt: For models that read one.
        language: Of messages about bounds.
        mask: Hides personal data from a model that is not part of the product.
    """
    hiding = [Masking(mask)] if mask else []
    return create_agent(model, tools, system_prompt=system_prompt, middleware=[Bounds(language), *hiding])
