"""The agent: a model, the tools, and the bounds of a turn."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain.agents.middleware.types import ToolCallRequest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from langchain_core.tools import BaseTool

from copilot.turn import MAX_MODEL_CALLS, MAX_TOOL_CALLS, Turn
from prompts import message
from tools.core.errors import UnknownReference

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
        if request.tool is None or len(turn.tool_calls) >= MAX_TOOL_CALLS:
            result = self._refused(call, request.tool is None)
        else:
            result = await handler(request)
        turn.messages.append(result)
        writer({"type": "tool_result", "id": call["id"], "name": call["name"], "ok": _is_ok(result)})
        return result

    @staticmethod
    def _refused(call: Any, unknown: bool) -> ToolMessage:
        from copilot.toolbox import find_tool
        from tools.core.errors import InvalidInput

        try:
            if unknown:
                find_tool(call["name"])
            raise InvalidInput("limit_reached")
        except (UnknownReference, InvalidInput) as refused:
            content = json.dumps({"ok": False, "error": refused.payload()}, ensure_ascii=False)
        with Turn.current().call(call["name"], call["args"]) as record:
            record.refuse(json.loads(content)["error"])
        return ToolMessage(content, tool_call_id=call["id"], name=call["name"])


def _is_ok(result: BaseMessage) -> bool:
    return str(result.content).startswith('{"ok": true')


def build_agent(model: BaseChatModel, tools: list[BaseTool], system_prompt: str | None, language: str) -> Any:
    """A compiled agent.

    Args:
        model: That speaks.
        tools: That it may call.
        system_prompt: For models that read one.
        language: Of messages about bounds.
    """
    return create_agent(model, tools, system_prompt=system_prompt, middleware=[Bounds(language)])
