"""The offline model: a LangChain chat model without weights, key or network."""

import json
import re
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable

from copilot.offline.conversation import OWN_FORMS, Call, Earlier
from copilot.offline.listing import instruction_of
from copilot.offline.listing_wish import DRAFTING
from copilot.offline.reply_words import DRAFT as REPLY
from copilot.offline.reply_words import QUEUE
from copilot.offline.routing import decide
from copilot.offline.text import language_of
from copilot.offline.vocabulary import Vocabulary
from copilot.offline.wording import say, word_results

NAME = "offline"
_ASSUMED = "assumed"
_REMEMBERED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    **dict.fromkeys(DRAFTING, lambda result: {"draft": result}),
    REPLY: lambda result: {"drafted": result},
    QUEUE: lambda result: {"inbox": result["rows"]},
}
"""What of results the conversation goes on with."""
_PIECE = re.compile(r"\S+\s*|\s+")


class OfflineChatModel(BaseChatModel):
    """Calls tools by rule and words their results by template.

    Attributes:
        vocabulary: Gives the names in the data as they are now.
        locale: Language to answer in; that of the question when None.
    """

    vocabulary: Callable[[], Vocabulary]
    locale: str | None = None

    @property
    def _llm_type(self) -> str:
        return NAME

    def bind_tools(self, tools: Sequence[Any], *, tool_choice: Any = None, **kwargs: Any) -> Runnable[Any, AIMessage]:
        """Remember the names of the tools that may be called; schemas are not needed."""
        return self.bind(tools=[tool.name for tool in tools], **kwargs)

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any,
    ) -> ChatResult:  # fmt: skip
        return ChatResult(generations=[ChatGeneration(message=self._answer(messages, set(kwargs.get("tools") or [])))])

    def _stream(
        self, messages: list[BaseMessage], stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None, **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:  # fmt: skip
        answer = self._answer(messages, set(kwargs.get("tools") or []))
        for index, call in enumerate(answer.tool_calls):
            piece = {"name": call["name"], "args": json.dumps(call["args"], ensure_ascii=False), "id": call["id"], "index": index}
            noted = answer.additional_kwargs if index == 0 else {}
            yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[piece], additional_kwargs=noted))
        for piece in _PIECE.findall(str(answer.content)):
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))

    async def _astream(
        self, messages: list[BaseMessage], stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None, **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:  # fmt: skip
        for chunk in self._stream(messages, stop, None, **kwargs):
            yield chunk

    def _answer(self, messages: list[BaseMessage], known: set[str]) -> AIMessage:
        asked = max(index for index, message in enumerate(messages) if isinstance(message, HumanMessage))
        question = str(messages[asked].content)
        language = self.locale or language_of(instruction_of(question))
        results = [message for message in messages[asked + 1 :] if isinstance(message, ToolMessage)]
        if results:
            told = [(str(result.name), json.loads(str(result.content))) for result in results]
            return AIMessage(word_results(told, language, _assumed(messages[asked + 1 :])))
        decision = decide(question, self.vocabulary(), _earlier(messages[:asked]), known)
        if decision.say:
            return AIMessage(say(decision.say, language))
        calls = [
            {"name": call.tool, "args": self._in_language(call, language), "id": f"call_{uuid.uuid4().hex[:12]}"}
            for call in decision.calls
        ]
        assumed = [note for call in decision.calls for note in call.assumed]
        return AIMessage("", tool_calls=calls, additional_kwargs={_ASSUMED: assumed} if assumed else {})

    @staticmethod
    def _in_language(call: Call, language: str) -> dict[str, Any]:
        return {**call.arguments, "language": language} if call.tool == "knowledge_search" else call.arguments


def _assumed(messages: list[BaseMessage]) -> list[dict[str, Any]]:
    """What the calls of this turn took for granted."""
    return [note for message in messages for note in getattr(message, "additional_kwargs", {}).get(_ASSUMED, [])]


def _earlier(messages: list[BaseMessage]) -> Earlier:
    """The last calls of the conversation, from its own messages."""
    earlier = Earlier()
    for message in messages:
        for call in getattr(message, "tool_calls", []):
            if call["name"] in OWN_FORMS and (arguments := OWN_FORMS[call["name"]](call["args"])):
                earlier = earlier.after(Call(call["name"], arguments))
        if isinstance(message, ToolMessage) and message.name in _REMEMBERED:
            content = json.loads(str(message.content))
            earlier = replace(earlier, **_REMEMBERED[message.name](content["result"])) if content["ok"] else earlier
    return earlier
