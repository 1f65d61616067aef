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
from copilot.offline.routing import decide
from copilot.offline.text import language_of
from copilot.offline.vocabulary import Vocabulary
from copilot.offline.wording import say, word_results

NAME = "offline"
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
            yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[piece]))
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
            return AIMessage(word_results([(str(r.name), json.loads(str(r.content))) for r in results], language))
        decision = decide(question, self.vocabulary(), _earlier(messages[:asked]), known)
        if decision.say:
            return AIMessage(say(decision.say, language))
        calls = [
            {"name": call.tool, "args": self._in_language(call, language), "id": f"call_{uuid.uuid4().hex[:12]}"}
            for call in decision.calls
        ]
        return AIMessage("", tool_calls=calls)

    @staticmethod
    def _in_language(call: Call, language: str) -> dict[str, Any]:
        return {**call.arguments, "language": language} if call.tool == "knowledge_search" else call.arguments


def _earlier(messages: list[BaseMessage]) -> Earlier:
    """The last calls of the conversation, from its own messages."""
    earlier = Earlier()
    for message in messages:
        for call in getattr(message, "tool_calls", []):
            if call["name"] in OWN_FORMS and (arguments := OWN_FORMS[call["name"]](call["args"])):
                earlier = earlier.after(Call(call["name"], arguments))
        if isinstance(message, ToolMessage) and message.name in DRAFTING and (content := json.loads(str(message.content)))["ok"]:
            earlier = replace(earlier, draft=content["result"])
    return earlier
