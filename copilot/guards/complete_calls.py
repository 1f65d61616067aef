"""An endpoint's answer counts only when it is complete: a cut stream must never run a tool."""

import json
from collections.abc import AsyncIterator
from typing import Any

from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI

_COMPLETE = {"stop", "tool_calls", "function_call"}


class IncompleteAnswer(Exception):
    """The endpoint stopped before it was done, or sent tool arguments that are no strict JSON object."""


class CompleteChatOpenAI(ChatOpenAI):
    """`ChatOpenAI` that refuses incomplete answers.

    LangChain repairs tool arguments cut in the middle: `{"price": 19` of `{"price": 199.90}` would be executed.
    """

    async def _astream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> AsyncIterator[ChatGenerationChunk]:
        pieces: dict[Any, list[str]] = {}
        reason = None
        async for chunk in super()._astream(messages, *args, **kwargs):
            message = chunk.message
            if isinstance(message, AIMessageChunk):
                for piece in message.tool_call_chunks:
                    pieces.setdefault(piece["index"], []).append(piece["args"] or "")
            reason = (chunk.generation_info or {}).get("finish_reason") or reason
            yield chunk
        _check_reason(reason)
        for parts in pieces.values():
            _check_arguments("".join(parts))

    async def _agenerate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        return _checked(await super()._agenerate(messages, *args, **kwargs))

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        return _checked(super()._generate(messages, *args, **kwargs))


def _checked(result: ChatResult) -> ChatResult:
    for generation in result.generations:
        _check_reason((generation.generation_info or {}).get("finish_reason"))
        if getattr(generation.message, "invalid_tool_calls", None):
            raise IncompleteAnswer("tool arguments are not valid JSON")
        for call in getattr(generation.message, "tool_calls", []):
            _check_arguments(json.dumps(call["args"]))
    return result


def _check_reason(reason: str | None) -> None:
    if reason not in _COMPLETE:
        raise IncompleteAnswer(f"the answer stopped early (finish_reason {reason})")


def _check_arguments(text: str) -> None:
    try:
        arguments = json.loads(text or "{}", parse_constant=_refuse_constant)
    except ValueError as broken:
        raise IncompleteAnswer("tool arguments are not valid JSON") from broken
    if not isinstance(arguments, dict):
        raise IncompleteAnswer("tool arguments are no JSON object")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
