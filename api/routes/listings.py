"""Files of listings, checked, rewritten or localised in the background."""

import logging
import tempfile
import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass
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
from copilot.copilot import Copilot
from copilot.toolbox import run_tool
from prompts import LANGUAGES
from tools.core.errors import InvalidInput, UnknownReference
from tools.core.exports import ADDRESS
from tools.listing.market import find_market
from tools.listing.sheets.batch import Batch, Work, run_batch
from tools.listing.sheets.export import batch_workbook
from tools.listing.sheets.sheet import LIMITS, ListingSheet, read_sheet, row_fault

router = APIRouter(prefix="/listings", tags=["listings"])
logger = logging.getLogger(__name__)
_MEGABYTE = 1_000_000
_SHOWN_ERRORS = 100
_MOST_WAITING = 10
_MOST_KEPT = 50
_MOST_WHOLE = 5
"""Batches whose results stay in memory row by row; of older ones the workbook stays."""


@dataclass
class _Asked:
    work: Work
    to: str | None
    as_of: date | None
    language: str


@dataclass
class _Job:
    """One batch: `state` is waiting, running, done or failed."""

    id: str
    asked: _Asked
    sheet: ListingSheet | None
    file: str
    total: int
    errors: list[dict[str, Any]]
    state: str = "waiting"
    done: int = 0
    batch: Batch | None = None
    summary: dict[str, int] | None = None
    export: str | None = None

    def told(self) -> dict[str, Any]:
        """Where it stands."""
        return {
            "batch_id": self.id, "file": self.file, "work": self.asked.work, "to": self.asked.to, "state": self.state,
            "done": self.done, "total": self.total, "rows": self.total, "summary": self.summary, "export": self.export,
            "errors": self.errors,
        }  # fmt: skip


class _Jobs:
    """The batches of one application: they run one after the other, in threads of their own."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, _Job] = OrderedDict()
        self._lock = threading.Lock()
        self._one_at_once = threading.Semaphore()

    def add(self, job: _Job, copilot: Copilot) -> None:
        with self._lock:
            if sum(each.state in ("waiting", "running") for each in self._jobs.values()) >= _MOST_WAITING:
                raise InvalidInput("listing_batch_busy", limit=_MOST_WAITING)
            self._jobs[job.id] = job
            ended = [each for each in self._jobs.values() if each.state in ("done", "failed")]
            for old in ended[: max(0, len(self._jobs) - _MOST_KEPT)]:
                del self._jobs[old.id]
            for old in ended[: max(0, len(ended) - _MOST_WHOLE)]:
                old.batch = None
        threading.Thread(target=self._run, args=(job, copilot), daemon=True, name=f"listings-{job.id}").start()

    def find(self, batch_id: str) -> _Job:
        with self._lock:
            if batch_id not in self._jobs:
                raise UnknownReference("listing_batch_unknown", field="batch_id", given=batch_id[:60])
            return self._jobs[batch_id]

    def _run(self, job: _Job, copilot: Copilot) -> None:
        with self._one_at_once:
            job.state = "running"
            try:
                self._work(job, copilot)
                job.state = "done"
            except Exception:
                logger.exception("batch of listings failed")
                job.errors.append({"line": None, "error": InvalidInput("listing_batch_failed").payload() | {"code": "internal"}})
                job.state = "failed"
            job.sheet = None

    @staticmethod
    def _work(job: _Job, copilot: Copilot) -> None:
        assert job.sheet is not None
        world, asked = copilot.world, job.asked

        def tell(done: int, _total: int) -> None:
            job.done = done

        run = partial(run_tool, world=world)
        batch = run_batch(job.sheet.rows, asked.work, run, to=asked.to, as_of=asked.as_of or world.today, progress=tell)
        known = {error["line"] for error in job.errors}
        refused = [{"line": row.line, "error": row.error} for row in batch.rows if row.error and row.line not in known]
        job.errors = [*job.errors, *refused][:_SHOWN_ERRORS]
        content = batch_workbook(job.sheet, batch, asked.language)
        job.export = ADDRESS + world.exports.keep(content, f"listings-{asked.work}", batch.as_of)
        job.batch, job.summary = batch, batch.summary()


_reading = CapacityLimiter(2)


def _jobs(request: Request) -> _Jobs:
    state = request.app.state
    if not hasattr(state, "listing_jobs"):
        state.listing_jobs = _Jobs()
    jobs: _Jobs = state.listing_jobs
    return jobs


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
    job = _Job(uuid.uuid4().hex[:16], asked, sheet, sheet.file, len(sheet.rows), errors[:_SHOWN_ERRORS])
    notes = [note.model_dump() for note in sheet.notes]
    _jobs(request).add(job, copilot)
    return JSONResponse({"batch_id": job.id, "rows": job.total, "errors": errors[:_SHOWN_ERRORS], "notes": notes}, 202)


def _texts(form: FormData) -> dict[str, str]:
    return {name: value.strip() for name, value in form.multi_items() if isinstance(value, str) and value.strip()}


async def _read(upload: UploadFile, marketplace: str | None) -> ListingSheet:
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        path = await save(upload, Path(folder) / "content")
        read = partial(read_sheet, path, Path(upload.filename or "listings").name, marketplace)
        return await to_thread.run_sync(read, limiter=_reading)


def _asked(given: dict[str, str], copilot: Copilot) -> _Asked:
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
    return _Asked(work, to, as_of, language if language in LANGUAGES else copilot.settings.language)  # type: ignore[arg-type]


@router.get("/batch/{batch_id}")
def show_batch(batch_id: str, request: Request) -> dict[str, Any]:
    """Where a batch stands: `state` (waiting, running, done, failed), `done` of `total`; at the end `summary` and `export`."""
    return _jobs(request).find(batch_id).told()


@router.get("/batch/{batch_id}/results")
def show_results(batch_id: str, request: Request) -> JSONResponse:
    """A finished batch row by row, as the tools answered; of old batches only the workbook stays."""
    job = _jobs(request).find(batch_id)
    results = job.batch.model_dump(mode="json") if job.batch else None
    return JSONResponse({**job.told(), "results": results["rows"] if results else None})
