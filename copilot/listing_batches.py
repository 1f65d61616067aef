"""Batches of listings that run in the background, one after the other; after a restart only their workbooks remain."""

import logging
import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from copilot.toolbox import run_tool
from copilot.world import World
from tools.core.errors import InvalidInput, UnknownReference
from tools.core.exports import ADDRESS
from tools.listing.sheets.batch import Batch, Work, run_batch
from tools.listing.sheets.export import batch_workbook
from tools.listing.sheets.sheet import ListingSheet

logger = logging.getLogger(__name__)
SHOWN_ERRORS = 100
_MOST_WAITING = 10
_MOST_KEPT = 50
_MOST_WHOLE = 5
"""Batches whose results stay in memory row by row; of older ones the workbook stays."""


@dataclass
class Asked:
    """What is wanted of the listings of a file; `language` is that of the workbook."""

    work: Work
    to: str | None
    as_of: date | None
    language: str


@dataclass
class Job:
    """One batch: `state` is waiting, running, done or failed."""

    id: str
    asked: Asked
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


class Batches:
    """The batches of one application: they run one after the other, in threads of their own."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._one_at_once = threading.Semaphore()

    def start(self, asked: Asked, sheet: ListingSheet, errors: list[dict[str, Any]], world: World) -> Job:
        """Begin one, behind those that were asked for before.

        Args:
            asked: What is wanted.
            sheet: The listings.
            errors: Rows that hold no listing, as told already.
            world: Hands the tools what they need.

        Raises:
            InvalidInput: Too many are waiting.
        """
        job = Job(uuid.uuid4().hex[:16], asked, sheet, sheet.file, len(sheet.rows), errors[:SHOWN_ERRORS])
        with self._lock:
            if sum(each.state in ("waiting", "running") for each in self._jobs.values()) >= _MOST_WAITING:
                raise InvalidInput("listing_batch_busy", limit=_MOST_WAITING)
            self._jobs[job.id] = job
            ended = [each for each in self._jobs.values() if each.state in ("done", "failed")]
            for old in ended[: max(0, len(self._jobs) - _MOST_KEPT)]:
                del self._jobs[old.id]
            for old in ended[: max(0, len(ended) - _MOST_WHOLE)]:
                old.batch = None
        threading.Thread(target=self._run, args=(job, world), daemon=True, name=f"listings-{job.id}").start()
        return job

    def find(self, batch_id: str) -> Job:
        """One of them.

        Raises:
            UnknownReference: There is none of that id, or no longer.
        """
        with self._lock:
            if batch_id not in self._jobs:
                raise UnknownReference("listing_batch_unknown", field="batch_id", given=batch_id[:60])
            return self._jobs[batch_id]

    def _run(self, job: Job, world: World) -> None:
        with self._one_at_once:
            job.state = "running"
            try:
                self._work(job, world)
                job.state = "done"
            except Exception:
                logger.exception("batch of listings failed")
                job.errors.append({"line": None, "error": InvalidInput("listing_batch_failed").payload() | {"code": "internal"}})
                job.state = "failed"
            job.sheet = None

    @staticmethod
    def _work(job: Job, world: World) -> None:
        assert job.sheet is not None
        asked = job.asked

        def tell(done: int, _total: int) -> None:
            job.done = done

        run = partial(run_tool, world=world)
        batch = run_batch(job.sheet.rows, asked.work, run, to=asked.to, as_of=asked.as_of or world.today, progress=tell)
        known = {error["line"] for error in job.errors}
        refused = [{"line": row.line, "error": row.error} for row in batch.rows if row.error and row.line not in known]
        job.errors = [*job.errors, *refused][:SHOWN_ERRORS]
        content = batch_workbook(job.sheet, batch, asked.language)
        job.export = ADDRESS + world.exports.keep(content, f"listings-{asked.work}", batch.as_of)
        job.batch, job.summary = batch, batch.summary()
