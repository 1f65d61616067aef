"""Files of listings, checked, rewritten or localised in the background."""

import logging
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, get_args

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.datastructures import FormData, UploadFile

from api.access import CopilotDep
from api.uploads import read_form, save
from copilot.batches import SHOWN_ERRORS, Batches
from copilot.copilot import Copilot
from copilot.listing_batches import Asked, listing_work
from prompts import LANGUAGES
from tools.core.errors import InvalidInput
from tools.listing.market import find_market
from tools.listing.sheets.batch import Work
from tools.listing.sheets.sheet import LIMITS, ListingSheet, read_sheet, row_fault

router = APIRouter(prefix="/listings", tags=["listings"])
logger = logging.getLogger(__name__)
_MEGABYTE = 1_000_000
_reading = CapacityLimiter(2)


def _batches(request: Request) -> Batches:
    state = request.app.state
    if not hasattr(state, "listing_batches"):
        state.listing_batches = Batches()
    batches: Batches = state.listing_batches
    return batches


@router.post("/batch", status_code=202)
async def start_batch(request: Request, copilot: CopilotDep) -> JSONResponse:
    """Work on a file of listings (XLSX, CSV, TSV, JSON; multipart `file`): `work` is check, rewrite or localize (with `to`).

    `marketplace` holds for rows that name none; `as_of` is the day whose rules count. Rows that hold no listing are told
    at once as `errors`; the others go on. Ask for the batch by its id.
    """
    limit = min(copilot.settings.import_megabytes, LIMITS.file_bytes // _MEGABYTE)
    form = await read_form(request, limit)
    try:
        asked = _asked({**request.query_params, **_texts(form)}, copilot)
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if len(files) != 1:
            raise InvalidInput("listing_batch_one_file" if files else "no_files", field="file")
        marketplace = _texts(form).get("marketplace") or request.query_params.get("marketplace")
        sheet = await _read(files[0], marketplace or None)
    finally:
        await form.close()
    errors = [{"line": row.line, "error": row.error.payload(), "message": fault.en, "message_zh": fault.zh}
              for row in sheet.rows if row.error and (fault := row_fault(sheet, row))]  # fmt: skip
    about = {"file": sheet.file, "work": asked.work, "to": asked.to}
    job = _batches(request).start(about, len(sheet.rows), errors, listing_work(asked, sheet, errors, copilot.world))
    notes = [note.model_dump() for note in sheet.notes]
    return JSONResponse({"batch_id": job.id, "rows": job.total, "errors": errors[:SHOWN_ERRORS], "notes": notes}, 202)


def _texts(form: FormData) -> dict[str, str]:
    return {name: value.strip() for name, value in form.multi_items() if isinstance(value, str) and value.strip()}


async def _read(upload: UploadFile, marketplace: str | None) -> ListingSheet:
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        path = await save(upload, Path(folder) / "content")
        read = partial(read_sheet, path, Path(upload.filename or "listings").name, marketplace)
        return await to_thread.run_sync(read, limiter=_reading)


def _asked(given: dict[str, str], copilot: Copilot) -> Asked:
    work = given.get("work", "check")
    if work not in get_args(Work):
        raise InvalidInput("listing_batch_bad_work", field="work", given=work[:60], known=list(get_args(Work)))
    to = find_market(given["to"], "to").id if given.get("to") else None
    if work == "localize" and to is None:
        raise InvalidInput("listing_batch_needs_to", field="to")
    try:
        as_of = date.fromisoformat(given["as_of"]) if given.get("as_of") else None
    except ValueError as broken:
        raise InvalidInput("listing_batch_bad_date", field="as_of", given=given["as_of"][:60]) from broken
    language = given.get("language", copilot.settings.language)
    return Asked(work, to, as_of, language if language in LANGUAGES else copilot.settings.language)  # type: ignore[arg-type]


@router.get("/batch/{batch_id}")
def show_batch(batch_id: str, request: Request) -> dict[str, Any]:
    """Where a batch stands: `state` (waiting, running, done, failed), `done` of `total`; at the end `summary` and `export`."""
    return _batches(request).find(batch_id).told()


@router.get("/batch/{batch_id}/results")
def show_results(batch_id: str, request: Request) -> JSONResponse:
    """A finished batch row by row, as the tools answered; of old batches only the workbook stays."""
    job = _batches(request).find(batch_id)
    return JSONResponse(job.whole())
