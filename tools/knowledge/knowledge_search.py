"""Search of platform rules, law, logistics, procedures and added documents."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.index import KnowledgeIndex
from knowledge.scope import Scope, place_code
from tools.core.catalogue import tool
from tools.core.errors import UnknownReference
from tools.core.result import ToolResult, warning
from tools.knowledge.found import Found, KnownGap, found, known_gap
from tools.knowledge.naming import compared, is_about, is_of_other_year, named_in
from tools.knowledge.procedures import Procedure, procedure_for
from tools.knowledge.wanted import MORE, fitting
from tools.marketplaces import find_platform, marketplaces, platform_names
from tools.marketplaces.countries import country_code


class KnowledgeQuestion(BaseModel):
    """Arguments of `knowledge_search`."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=8_000, description="What to look for, in the user's own words.")
    k: int = Field(default=5, ge=1, le=50, description="How many documents at most.")
    kind: Literal["rule", "sop", "compliance", "logistics", "document"] | None = Field(
        default=None,
        description="rule: platform rules and wording; sop: procedures; compliance: law and tax; logistics: transport; "
        "document: files that the team added.",
    )
    platform: str | None = Field(default=None, description="Leave out rules of other platforms: amazon, ebay, walmart, tiktok.")
    place: str | None = Field(
        default=None, description="Leave out what holds only elsewhere: a country, EU, or a store such as amazon_de."
    )
    shop: str | None = Field(default=None, description="Leave out files that are for other shops.")
    as_of: date | None = Field(default=None, description="Day asked about, for what held then. Default: today.")
    language: Literal["zh", "en"] = Field(default="zh", description="Language to show passages in.")


class KnowledgeResult(ToolResult):
    """Result of `knowledge_search`.

    Attributes:
        basis: False when nothing found is near enough to answer from; then say so.
        as_of: The day that `status` of each document is about.
        compared: True when the question names several platforms or places, for which results are each the nearest.
        gap: What the question is about when the library is known to hold nothing on it.
        procedure: The step of an SOP that belongs to the best document, where there is one.
    """

    basis: bool
    as_of: date
    results: list[Found]
    compared: bool
    gap: KnownGap | None = None
    procedure: Procedure | None = None


@tool(effect="read")
def knowledge_search(question: KnowledgeQuestion, *, index: KnowledgeIndex, today: date) -> KnowledgeResult:
    """Platform rules, law, tax, logistics facts and standard procedures (SOPs), each with source, date and confidence.

    Use it for every question about what a platform or a country allows, limits or demands, required wording, and
    what to do when something happens (customs hold, hijacker, negative review, suspended account). Rules change:
    never answer them from memory. A document whose `status` is expired or future does not hold on `as_of`; one that
    is `unverified` must be called so; where `conflicts` is not empty, tell both sides.

    Args:
        question: What is asked.
        index: Where documents are.
        today: The day it is.

    Returns:
        The nearest documents, best first, and whether they are a basis to answer from.

    Raises:
        UnknownReference: No such platform or place.
    """
    on = question.as_of or today
    scope = Scope(question.kind, _platform(question.platform), _place(question.place), question.shop)
    named = named_in(question.query, question.language)
    search = compared(question.query, named, index, as_of=on, k=question.k + MORE, scope=scope, language=question.language)
    search = fitting(search, question.query, question.k)
    about = is_about(search, named, question.query, index.places())
    basis = search.basis and about and not is_of_other_year(search, question.query, question.as_of)
    return KnowledgeResult(
        inputs=_inputs(question, scope),
        as_of=on,
        basis=basis,
        results=[found(hit, question.language, on) for hit in search.hits],
        compared=len(named.apart) > 1,
        gap=known_gap(search.gap) if search.gap else None,
        procedure=procedure_for(search.hits, question.query, index, on, question.language) if basis else None,
        warnings=[] if basis else [warning("no_basis")],
    )


def _platform(name: str | None) -> str | None:
    if name is None:
        return None
    platform = find_platform(name)
    if platform is None:
        raise _unknown("platform", name, sorted(set(platform_names().values())))
    return platform


def _place(name: str | None) -> str | None:
    if name is None:
        return None
    store = marketplaces().get(name.strip().lower())
    code = store.country if store else "EU" if name.strip().upper() in ("EU", "欧盟") else country_code(name)
    if code is None:
        raise _unknown("place", name, [])
    return place_code(code)


def _unknown(field: str, value: str, known: list[str]) -> UnknownReference:
    return UnknownReference("unknown_value", field=field, dimension=field, value=value, nearest=[], known=known)


def _inputs(question: KnowledgeQuestion, scope: Scope) -> dict[str, Any]:
    resolved = {"platform": scope.platform, "place": scope.place}
    given = question.model_dump(mode="json", exclude_none=True)
    return {**given, **{name: value for name, value in resolved.items() if value}}
