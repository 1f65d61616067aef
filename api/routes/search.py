"""Search of the knowledge base."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.access import CopilotDep
from copilot.library import search_index

router = APIRouter(prefix="/search", tags=["search"])


@router.get("")
def search(
    copilot: CopilotDep,
    q: str,
    k: Annotated[int, Query(ge=1, le=50)] = 5,
    kind: str | None = None,
    platform: str | None = None,
    place: str | None = None,
    shop: str | None = None,
    as_of: date | None = None,
) -> dict[str, Any]:
    """The documents nearest in meaning and words, as they stood on a day (default: today).

    Each result has `document_id, passage_id, title, text, score, kind, source, effective_date, confidence`, and beside
    them its status, place, corrections, earlier versions and conflicts.
    """
    found = search_index(copilot.world, q, k=k, kind=kind, platform=platform, place=place, shop=shop, as_of=as_of)
    return found.model_dump(mode="json", include={"results", "basis", "as_of", "procedure", "warnings"})
