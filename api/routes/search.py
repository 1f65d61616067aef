"""Search of the knowledge base."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.access import CopilotDep
from copilot.library import search_index

router = APIRouter(prefix="/search", tags=["search"])


@router.get("")
def search(copilot: CopilotDep, q: str, k: Annotated[int, Query(ge=1, le=50)] = 5, kind: str | None = None) -> dict[str, Any]:
    """The documents nearest in meaning and words."""
    return search_index(copilot.world.index, q, k, kind)
