"""Search of platform rules, procedures and added documents."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.document import Document
from knowledge.index import Hit, KnowledgeIndex
from tools.core.catalogue import tool
from tools.core.errors import UnknownReference
from tools.core.result import ToolResult, warning
from tools.marketplaces import find_platform, platform_names


class KnowledgeQuestion(BaseModel):
    """Arguments of `knowledge_search`."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=500, description="What to look for, in the user's own words.")
    k: int = Field(default=5, ge=1, le=50, description="How many documents at most.")
    kind: Literal["rule", "sop", "compliance", "document"] | None = Field(
        default=None, description="rule: platform rules; sop: procedures; compliance: law; document: added files."
    )
    platform: str | None = Field(default=None, description="Leave out rules of other platforms: amazon, ebay, walmart, tiktok.")
    language: Literal["zh", "en"] = Field(default="zh", description="Language to show passages in.")


class Found(BaseModel):
    """One document found, with its best passage."""

    document_id: str
    passage_id: str
    title: str
    text: str
    score: float
    kind: str
    source: str
    url: str | None
    effective_date: str | None
    effective_to: str | None
    as_of: str | None
    confidence: str | None


class KnowledgeResult(ToolResult):
    """Result of `knowledge_search`.

    Attributes:
        basis: False when nothing found is near enough to answer from; then say so.
    """

    basis: bool
    results: list[Found]


@tool(effect="read")
def knowledge_search(question: KnowledgeQuestion, *, index: KnowledgeIndex) -> KnowledgeResult:
    """Platform rules, compliance notes and standard procedures (SOPs), each with source, date and confidence.

    Use it for every question about what a platform allows, limits, required wording, and what to do when
    something happens (customs hold, hijacker, negative review, suspended account). Rules change: never answer
    them from memory.

    Args:
        question: What is asked.
        index: Where documents are.

    Returns:
        The nearest documents, best first, and whether they are a basis to answer from.

    Raises:
        UnknownReference: No such platform.
    """
    platform = _platform(question.platform)
    search = index.search(question.query, k=question.k, kind=question.kind, platform=platform, language=question.language)
    return KnowledgeResult(
        inputs=_inputs(question, platform),
        basis=search.basis,
        results=[found(hit) for hit in search.hits],
        warnings=[] if search.basis else [warning("no_basis")],
    )


def found(hit: Hit) -> Found:
    """A hit as results show it."""
    document: Document = hit.document
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
    )


def _platform(name: str | None) -> str | None:
    if name is None:
        return None
    platform = find_platform(name)
    if platform is None:
        known = sorted(set(platform_names().values()))
        raise UnknownReference("unknown_value", field="platform", dimension="platform", value=name, nearest=[], known=known)
    return platform


def _inputs(question: KnowledgeQuestion, platform: str | None) -> dict[str, Any]:
    return {**question.model_dump(mode="json", exclude_none=True), **({"platform": platform} if platform else {})}
