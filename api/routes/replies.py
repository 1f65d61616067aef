"""Replies to buyers: drafts for a whole queue, and each shop's terms. Nothing is sent."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.access import CopilotDep
from copilot.batches import Batches
from copilot.reply_batches import DraftsAsked, drafting_work
from copilot.reply_terms import ReplyTerms

router = APIRouter(prefix="/replies", tags=["replies"])


def _batches(request: Request) -> Batches:
    state = request.app.state
    if not hasattr(state, "reply_batches"):
        state.reply_batches = Batches()
    batches: Batches = state.reply_batches
    return batches


@router.post("/batch", status_code=202)
def start_batch(asked: DraftsAsked, request: Request, copilot: CopilotDep) -> JSONResponse:
    """Draft an answer to every imported message that waits, in the background. Ask for the batch by its id."""
    count, work = drafting_work(asked, copilot.world)
    job = _batches(request).start({"work": "draft"}, count, [], work)
    return JSONResponse({"batch_id": job.id, "rows": job.total}, 202)


@router.get("/batch/{batch_id}")
def show_batch(batch_id: str, request: Request) -> dict[str, Any]:
    """Where a batch stands: `state` (waiting, running, done, failed), `done` of `total`; at the end `summary` and `export`."""
    return _batches(request).find(batch_id).told()


@router.get("/batch/{batch_id}/results")
def show_results(batch_id: str, request: Request) -> JSONResponse:
    """A finished batch message by message, as the tools answered; of old batches only the workbook stays."""
    job = _batches(request).find(batch_id)
    return JSONResponse(job.whole())


@router.get("/terms")
def list_terms(copilot: CopilotDep) -> dict[str, Any]:
    """Each shop's terms: what it grants its buyers and how it speaks."""
    held = ReplyTerms(copilot.settings.folder).all()
    return {"terms": {shop: terms.model_dump(mode="json", exclude_none=True) for shop, terms in held.items()}}


@router.put("/terms/{shop}")
def put_terms(shop: str, given: dict[str, Any], copilot: CopilotDep) -> dict[str, Any]:
    """Enter the terms of a shop; they take the place of its former ones as a whole."""
    terms = ReplyTerms(copilot.settings.folder).put(shop, given)
    return {"shop": shop, "terms": terms.model_dump(mode="json", exclude_none=True)}


@router.delete("/terms/{shop}")
def remove_terms(shop: str, copilot: CopilotDep) -> dict[str, Any]:
    """Take the terms of a shop back."""
    ReplyTerms(copilot.settings.folder).remove(shop)
    return {"removed": shop}
