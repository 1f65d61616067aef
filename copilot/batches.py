"""Work on many things in the background, one batch after the other; after a restart only their workbooks remain."""

import logging
import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tools.core.errors import InvalidInput, UnknownReference

logger = logging.getLogger(__name__)
SHOWN_ERRORS = 100
_MOST_WAITING = 10
_MOST_KEPT = 50
_MOST_WHOLE = 5
"""Batches whose results stay in memory row by row; of older ones the workbook stays."""

Tell = Callable[[int, int], None]
"""Is told how many rows are done, of how many."""


@dataclass
class Done:
    """What came of a batch; `errors` are further ones, of rows that were refused."""

    result: Any
    summary: dict[str, int]
    export: str
    errors: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Job:
    """One batch: `about` tells what it works on; `state` is waiting, running, done or failed."""

    id: str
    about: dict[str, Any]
    total: int
    errors: list[dict[str, Any]]
    state: str = "waiting"
    done: int = 0
    result: Any = None
    summary: dict[str, int] | None = None
    export: str | None = None

    def told(self) -> dict[str, Any]:
        """Where it stands."""
        return {
            "batch_id": self.id, **self.about, "state": self.state, "done": self.done, "total": self.total, "rows": self.total,
            "summary": self.summary, "export": self.export, "errors": self.errors,
        }  # fmt: skip

    def whole(self) -> dict[str, Any]:
        """The same with what came of each row; of old batches only the workbook stays."""
        return {**self.told(), "results": self.result.model_dump(mode="json")["rows"] if self.result else None}


class Batches:
    """The batches of one kind: they run one after the other, in threads of their own."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._one_at_once = threading.Semaphore()

    def start(self, about: dict[str, Any], total: int, errors: list[dict[str, Any]], work: Callable[[Tell], Done]) -> Job:
        """Begin one, behind those that were asked for before.

        Args:
            about: What it works on, told with its state.
            total: How many rows.
            errors: Rows that cannot be worked on, as told already.
            work: Does all of it.

        Raises:
            InvalidInput: Too many are waiting.
        """
        job = Job(uuid.uuid4().hex[:16], about, total, errors[:SHOWN_ERRORS])
        with self._lock:
            if sum(each.state in ("waiting", "running") for each in self._jobs.values()) >= _MOST_WAITING:
                raise InvalidInput("batch_busy", limit=_MOST_WAITING)
            self._jobs[job.id] = job
            ended = [each for each in self._jobs.values() if each.state in ("done", "failed")]
            for old in ended[: max(0, len(self._jobs) - _MOST_KEPT)]:
                del self._jobs[old.id]
            for old in ended[: max(0, len(ended) - _MOST_WHOLE)]:
                old.result = None
        threading.Thread(target=self._run, args=(job, work), daemon=True, name=f"batch-{job.id}").start()
        return job

    def find(self, batch_id: str) -> Job:
        """One of them.

        Raises:
            UnknownReference: There is none of that id, or no longer.
        """
        with self._lock:
            if batch_id not in self._jobs:
                raise UnknownReference("batch_unknown", field="batch_id", given=batch_id[:60])
            return self._jobs[batch_id]

    def _run(self, job: Job, work: Callable[[Tell], Done]) -> None:
        def tell(done: int, _total: int) -> None:
            job.done = done

        with self._one_at_once:
            job.state = "running"
            try:
                done = work(tell)
                job.errors = [*job.errors, *done.errors][:SHOWN_ERRORS]
                job.result, job.summary, job.export = done.result, done.summary, done.export
                job.state = "done"
            except Exception:
                logger.exception("batch failed")
                job.errors.append({"line": None, "error": InvalidInput("batch_failed").payload() | {"code": "internal"}})
                job.state = "failed"
