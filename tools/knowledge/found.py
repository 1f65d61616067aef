"""Documents found, as results show them."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from knowledge.document import Document, Status
from knowledge.hits import Hit
from knowledge.library import OUTSIDE
from prompts import Text


class Other(BaseModel):
    """Another document beside a found one: an earlier version, or one that says otherwise."""

    document_id: str
    title: str
    text: str
    effective_date: str | None
    effective_to: str | None
    as_of: str | None
    confidence: str | None
    source: str | None


class Found(BaseModel):
    """One document found, with its best passage.

    Attributes:
        text: The statement, or a file's passage.
        place: Heading, page or rows of a file's passage.
        status: Whether it held on the day asked about.
        unverified: True when nobody has checked it against a source.
        value: The statement's figures, for code.
        corrections: What is commonly believed of the matter, put right.
        earlier: What it took the place of, the newest first.
        conflicts: What says otherwise; both stand.
        copies: Added documents that say the same.
    """

    document_id: str
    passage_id: str
    title: str
    text: str
    score: float
    kind: str
    source: str | None
    url: str | None
    effective_date: str | None
    effective_to: str | None
    as_of: str | None
    confidence: str | None
    status: Status
    unverified: bool
    origin: str
    place: str | None
    platforms: list[str]
    places: list[str]
    scope: dict[str, str]
    area: str | None
    value: dict[str, Any]
    corrections: list[Text]
    earlier: list[Other]
    conflicts: list[Other]
    copies: list[str]


class KnownGap(BaseModel):
    """A topic that the library is known to hold nothing on.

    Attributes:
        title: What it is.
        where: Where it can be looked up instead.
        of_field: False for what has nothing to do with selling abroad.
    """

    document_id: str
    title: Text
    where: Text
    of_field: bool


def known_gap(document: Document) -> KnownGap:
    """A gap as results show it."""
    return KnownGap(document_id=document.id, title=document.titles, where=document.texts, of_field=document.area not in OUTSIDE)


def found(hit: Hit, language: str, on: date) -> Found:
    """A hit as results show it, on the day asked about."""
    document = hit.document
    return Found(
        document_id=document.id,
        passage_id=hit.passage_id,
        title=hit.title,
        text=hit.text,
        score=hit.score,
        kind=document.kind,
        source=document.source,
        url=document.url,
        effective_date=document.effective_from,
        effective_to=document.effective_to,
        as_of=document.as_of,
        confidence=document.confidence,
        status=document.status_on(on),
        unverified=document.confidence == "low",
        origin=document.origin,
        place=hit.place,
        platforms=list(document.platforms),
        places=list(document.places),
        scope=document.scope,
        area=document.area,
        value=document.value,
        corrections=[item.correction for item in document.corrections],
        earlier=[_other(earlier, language) for earlier in hit.earlier],
        conflicts=[_other(conflict, language) for conflict in hit.conflicts],
        copies=list(hit.copies),
    )


def _other(document: Document, language: str) -> Other:
    shown = language if language in document.texts else next(iter(document.texts))
    return Other(
        document_id=document.id,
        title=document.titles[shown],
        text=document.texts[shown].strip() if document.origin == "library" else "",
        effective_date=document.effective_from,
        effective_to=document.effective_to,
        as_of=document.as_of,
        confidence=document.confidence,
        source=document.source,
    )
