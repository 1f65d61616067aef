"""The step of a procedure that belongs to a rule found."""

import re
from datetime import date

from pydantic import BaseModel

from knowledge.hits import Hit
from knowledge.index import KnowledgeIndex
from knowledge.scope import Scope

_STEP = re.compile(r"^\d+[.、]\s")
_LOOKED_AT = 8
_NEAR_ENOUGH = 0.86
"""Score from which a procedure belongs to a question even if it does not name the rule found."""


class Procedure(BaseModel):
    """An SOP and its step that is nearest to the question.

    Attributes:
        step: Text of the step, without its number; None when no step is near.
    """

    document_id: str
    title: str
    step: str | None


def procedure_for(hits: list[Hit], query: str, index: KnowledgeIndex, on: date, language: str) -> Procedure | None:
    """The procedure that rests on the best document, or is near to the question; None when that is a procedure itself.

    Args:
        hits: Of the search, best first.
        query: The question.
        index: Where procedures are.
        on: The day asked about.
        language: Language to show.
    """
    if not hits or hits[0].document.kind in ("sop", "document"):
        return None
    best = {hits[0].document.id, *hits[0].document.aliases}
    found = index.search(query, as_of=on, k=_LOOKED_AT, scope=Scope(kind="sop"), language=language).hits
    resting = [hit for hit in found if best & {*hit.document.related}]
    near = [hit for hit in found[:1] if hit.score >= _NEAR_ENOUGH]
    chosen = next(iter([*resting, *near]), None)
    return Procedure(document_id=chosen.document.id, title=chosen.title, step=_step(chosen)) if chosen else None


def _step(hit: Hit) -> str | None:
    """The passage found, when it is a step."""
    return _STEP.sub("", hit.passage).strip() if _STEP.match(hit.passage) else None
