"""The answer to one question, as the contract has it."""

from typing import Any, Literal

from pydantic import BaseModel


class ToolCall(BaseModel):
    """One tool call of a turn."""

    id: str
    name: str
    arguments: dict[str, Any]
    ok: bool
    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    duration_ms: float = 0.0


class Citation(BaseModel):
    """What `[n]` in an answer stands for."""

    n: int
    kind: Literal["document", "tool"]
    id: str
    title: str
    url: str | None = None
    effective_date: str | None = None
    confidence: str | None = None
    quote: str | None = None


class Grounding(BaseModel):
    """How many figures of an answer were found in this turn's tool results and cited passages."""

    numbers: int
    traced: int
    untraced: list[str]


class Answer(BaseModel):
    """An answer with all that it rests on."""

    answer: str
    language: str
    model: str
    thread_id: str
    as_of: str | None
    tool_calls: list[ToolCall]
    citations: list[Citation]
    grounding: Grounding
    warnings: list[str]
