"""What is said beside an answer: marks taken out of it, and documents it cites without saying how far they hold."""

from collections.abc import Iterable, Iterator
from typing import Any

from copilot.answer import Citation, ToolCall
from copilot.guards.citations import Checked, Removed
from copilot.guards.sources import Sources
from copilot.guards.words import pattern
from copilot.guards.written import read, shown
from prompts import message

_NOT_IN_FORCE = ("expired", "future", "announced", "unknown")
_BOUND = {"expired": "effective_to", "future": "effective_date"}
"""The day that an answer may name instead of the word."""
_LISTED = 8
_FIGURES = 4


def notes(checked: Checked, citations: Iterable[Citation], tool_calls: Iterable[ToolCall], language: str) -> list[str]:
    """The notes on an answer's citations.

    Args:
        checked: The answer.
        citations: Of the turn.
        tool_calls: Of the turn.
        language: Of the notes.
    """
    return [
        text[language]
        for text in (*_of_marks(checked.removed), *_of_documents(checked, Sources(citations, tool_calls), language))
    ]


def _of_marks(removed: list[Removed]) -> Iterator[dict[str, str]]:
    unknown = sorted({one.n for one in removed if one.reason == "unknown"})
    unsupported = [_mark(one) for one in removed if one.reason == "unsupported" and one.replaced_by is None]
    replaced = [_mark(one) for one in removed if one.replaced_by is not None]
    if unknown:
        yield message("citation.unknown", numbers=_runs(unknown)[:_LISTED])
    if unsupported:
        yield message("citation.unsupported", marks=unsupported[:_LISTED])
    if replaced:
        yield message("citation.replaced", marks=replaced[:_LISTED])


def _mark(removed: Removed) -> dict[str, Any]:
    figures = [shown(figure) for figure in removed.figures[:_FIGURES]]
    return {"n": removed.n, "figures": figures, "by": removed.replaced_by}


def _runs(numbers: list[int]) -> list[str]:
    """`4-9` for numbers one after another."""
    firsts = [number for number in numbers if number - 1 not in numbers]
    lasts = [number for number in numbers if number + 1 not in numbers]
    return [str(first) if first == last else f"{first}-{last}" for first, last in zip(firsts, lasts, strict=True)]


def _of_documents(checked: Checked, sources: Sources, language: str) -> Iterator[dict[str, str]]:
    cited = [sources.by_number[n] for n in sorted(checked.cited) if sources.by_number[n].kind == "document"]
    low = [citation for citation in cited if citation.confidence == "low"]
    if low and not pattern("said_unverified").search(checked.text):
        yield message("citation.unverified", documents=low)
    said = set(read(checked.text))
    for status in _NOT_IN_FORCE:
        silent = [] if pattern(f"said_{status}").search(checked.text) else _with_status(status, cited, sources, said)
        if silent:
            yield message("citation.not_in_force", documents=silent, holds=message(f"holds.{status}")[language])


def _with_status(status: str, cited: list[Citation], sources: Sources, said: set[str]) -> list[Citation]:
    """Documents of a status, as far as the answer does not name the day on which they begin or end to hold."""
    found = []
    for citation in cited:
        states = [document for document in sources.documents(citation) if "status" in document]
        bounds = {str(document.get(_BOUND.get(status, ""))) for document in states}
        if states and all(document["status"] == status for document in states) and not bounds & said:
            found.append(citation)
    return found
