"""Chat models that say what a test wrote down."""

from collections.abc import Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field


def calls(*named, text=""):
    """A message that calls tools: `calls(("sales_query", {...}), ...)`."""
    return AIMessage(text, tool_calls=[{"name": name, "args": args, "id": f"call_{n}"} for n, (name, args) in enumerate(named)])


class ScriptedModel(BaseChatModel):
    """Says its lines one after another, the last one for ever; raises those that are exceptions."""

    lines: list[Any]
    asked: list[Any] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> "ScriptedModel":
        return self

    def _generate(self, messages, stop=None, run_manager=None, **kwargs) -> ChatResult:
        line = self.lines[min(len(self.asked), len(self.lines) - 1)]
        self.asked.append(messages)
        if isinstance(line, BaseException):
            raise line
        # A message object may be said once only: LangGraph gives it an id.
        return ChatResult(generations=[ChatGeneration(message=line.model_copy(deep=True))])
