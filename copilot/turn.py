"""One turn of a conversation: the tool calls made, what they cite, and how much was spent."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, ClassVar

from copilot.answer import Citation, ToolCall

MAX_MODEL_CALLS = 8
MAX_TOOL_CALLS = 12


@dataclass
class Turn:
    """What happens between a question and its answer.

    Attributes:
        messages: LangChain messages made in this turn, in order.
        language: Language of the answer.
        shop: The shop that the caller may ask about; put into every call, never left to the model.
    """

    tool_calls: list[ToolCall] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    messages: list[Any] = field(default_factory=list)
    model_calls: int = 0
    tool_starts: int = 0
    shop: str | None = None
    language: str = "zh"
    _lock: Lock = field(default_factory=Lock, repr=False)

    _current: ClassVar[ContextVar["Turn"]] = ContextVar("turn")

    @classmethod
    def current(cls) -> "Turn":
        """The turn under way; a new one when a tool runs outside a conversation."""
        return cls._current.get(Turn())

    @contextmanager
    def active(self) -> Iterator[None]:
        """Make this the turn under way."""
        token = self._current.set(self)
        try:
            yield
        finally:
            # A stream that its reader abandons is closed from another context, which has nothing to reset.
            with suppress(ValueError):
                self._current.reset(token)

    @contextmanager
    def call(self, name: str, arguments: dict[str, Any]) -> Iterator["CallRecord"]:
        """Write one tool call down, with the time it takes."""
        record = CallRecord(self, name, arguments)
        started = time.perf_counter()
        try:
            yield record
        finally:
            record.entry.duration_ms = round((time.perf_counter() - started) * 1000, 1)
            with self._lock:
                self.tool_calls.append(record.entry)

    def cite(self, citations: list[Citation]) -> list[int]:
        """Number citations in the order they come."""
        with self._lock:
            for citation in citations:
                citation.n = len(self.citations) + 1
                self.citations.append(citation)
        return [citation.n for citation in citations]


class CallRecord:
    """One tool call under way."""

    def __init__(self, turn: Turn, name: str, arguments: dict[str, Any]) -> None:
        self._turn = turn
        self.entry = ToolCall(id=f"tool_{uuid.uuid4().hex[:12]}", name=name, arguments=arguments, ok=False)

    def refuse(self, error: dict[str, Any]) -> None:
        """The tool refused."""
        self.entry.error = error

    def succeed(self, result: dict[str, Any]) -> list[int]:
        """The tool answered; returns the numbers of what it cites."""
        self.entry.ok, self.entry.result = True, result
        if "results" in result:
            cited = [_document(found) for found in result["results"]] if result["basis"] else []
            numbers = self._turn.cite(cited)
            return numbers or [0] * len(result["results"])
        reports = ", ".join(source["report"] for source in result["sources"])
        title = f"{self.entry.name}: {reports}" if reports else self.entry.name
        facts = [_fact(source, self._turn.language) for source in result["sources"] if source.get("table") == "library"]
        return self._turn.cite([Citation(n=0, kind="tool", id=self.entry.id, title=title), *facts])


def _fact(source: dict[str, Any], language: str) -> Citation:
    """A fact of the library that a calculation rests on."""
    return Citation(
        n=0,
        kind="document",
        id=source["report"],
        title=source["title"][language],
        url=source["url"],
        effective_date=source["effective_from"],
        confidence=source["confidence"],
        quote=source["statement"][language],
    )


def _document(found: dict[str, Any]) -> Citation:
    return Citation(
        n=0,
        kind="document",
        id=found["document_id"],
        title=found["title"],
        url=found["url"],
        effective_date=found["effective_date"],
        confidence=found["confidence"],
        quote=found["text"],
    )
