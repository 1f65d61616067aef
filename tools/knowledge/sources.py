"""Facts of the library as sources of a result, so that they are cited."""

from collections.abc import Iterable

from knowledge.document import Document
from prompts import Text
from tools.core.result import Source


class FactSource(Source):
    """A fact of the library that a result rests on.

    Attributes:
        report: Its id.
        statement: What it says.
    """

    title: Text
    statement: Text
    reference: str | None
    url: str | None
    effective_from: str | None
    effective_to: str | None
    as_of: str | None
    confidence: str | None


def sources_of(facts: Iterable[Document]) -> list[Source]:
    """Facts as sources, each once."""
    return [_source(fact) for fact in {fact.id: fact for fact in facts}.values()]


def _source(fact: Document) -> FactSource:
    return FactSource(
        report=fact.id,
        table="library",
        files=[],
        title=fact.titles,
        statement=fact.texts,
        reference=fact.source,
        url=fact.url,
        effective_from=fact.effective_from,
        effective_to=fact.effective_to,
        as_of=fact.as_of,
        confidence=fact.confidence,
    )
