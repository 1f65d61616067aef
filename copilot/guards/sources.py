"""What the citations of a turn stand for, and which figures they show."""

from collections.abc import Iterable, Iterator
from typing import Any

from copilot.answer import Citation, ToolCall
from copilot.guards.figures import Evidence, decimal, leaves
from copilot.guards.written import add

_SILENT = {"document_id", "passage_id", "report", "table", "files", "url", "score", "kind", "confidence", "origin", "copies"}
"""Parts of a document that show no figure: names, addresses, scores."""


class Sources:
    """The citations of a turn.

    Args:
        citations: Of the turn.
        tool_calls: Of the turn.
    """

    def __init__(self, citations: Iterable[Citation], tool_calls: Iterable[ToolCall]) -> None:
        self.by_number = {citation.n: citation for citation in citations}
        self._results = {call.id: call.result for call in tool_calls if call.ok and call.result}
        self._evidence: dict[int, Evidence] = {}
        self._shown: dict[tuple[int, str], bool] = {}

    def shows(self, n: int, figure: str) -> bool:
        """Whether what a citation stands for shows a figure; a number that the turn has not shows none."""
        if n not in self.by_number:
            return False
        if (n, figure) not in self._shown:
            if n not in self._evidence:
                self._evidence[n] = self._read(self.by_number[n])
            self._shown[n, figure] = self._evidence[n].shows(figure)
        return self._shown[n, figure]

    def documents(self, citation: Citation) -> Iterator[dict[str, Any]]:
        """A cited document as the searches and calculations of the turn show it; none for a tool's result."""
        for result in self._results.values() if citation.kind == "document" else ():
            yield from (found for found in result.get("results", []) if found["document_id"] == citation.id)
            yield from (used for used in result.get("sources", []) if used["report"] == citation.id)

    def _read(self, citation: Citation) -> Evidence:
        shown: list[Any] = [citation.title, citation.quote, citation.effective_date]
        shown += [_speaking(document) for document in self.documents(citation)]
        evidence = Evidence()
        for leaf in leaves(shown if citation.kind == "document" else self._results.get(citation.id)):
            number = decimal(leaf)
            if number is not None:
                evidence.values.add(number)
            else:
                add(evidence, str(leaf))
        return evidence


def _speaking(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _speaking(value) for name, value in node.items() if name not in _SILENT}
    return [_speaking(value) for value in node] if isinstance(node, list) else node
