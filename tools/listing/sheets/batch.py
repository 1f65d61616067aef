"""One piece of work on every listing of a file."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, SerializeAsAny

from tools.core.errors import InvalidInput, ToolError
from tools.core.result import ToolResult
from tools.listing.sheets.source import SheetListing

Work = Literal["check", "rewrite", "localize"]
State = Literal["ready", "not_ready", "refused"]
Run = Callable[[str, dict[str, Any]], ToolResult]
"""Runs a tool of that name with those arguments."""
Progress = Callable[[int, int], None]
"""Is told how many rows are done, of how many."""


class BatchRow(BaseModel):
    """What came of one row.

    Attributes:
        line: Number of the row in the file.
        state: `ready` to publish; `not_ready`: findings block or a draft has reasons against it; `refused`: see `error`.
        result: Of the tool.
        error: Why the row has no result.
    """

    line: int
    sku: str | None = None
    marketplace: str | None = None
    title: str = ""
    state: State
    blocking: int = 0
    warnings: int = 0
    result: SerializeAsAny[ToolResult] | None = None
    error: dict[str, Any] | None = None


class Batch(BaseModel):
    """What came of a file, row by row in its order."""

    work: Work
    to: str | None
    as_of: date | None
    rows: list[BatchRow]

    def summary(self) -> dict[str, int]:
        """How many rows are in which state, and their findings."""
        states = Counter(row.state for row in self.rows)
        counted = {state: states[state] for state in ("ready", "not_ready", "refused")}
        found = {"blocking": sum(row.blocking for row in self.rows), "warnings": sum(row.warnings for row in self.rows)}
        return {"rows": len(self.rows), **counted, **found}


def run_batch(
    rows: Sequence[SheetListing],
    work: Work,
    run: Run,
    *,
    to: str | None = None,
    as_of: date | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Batch:
    """Check, rewrite or localise every listing; what one row is refused for does not touch the others.

    Args:
        rows: Of a file.
        work: What to do.
        run: Runs `listing_check`, `listing_rewrite` or `listing_localize`.
        to: The store to localise to.
        as_of: The day whose rules count; today when None.
        progress: Is told of each row.

    Raises:
        InvalidInput: Localising without a store to localise to.
    """
    if work == "localize" and not to:
        raise InvalidInput("listing_batch_needs_to", field="to")
    done = []
    for count, row in enumerate(rows, 1):
        done.append(_worked(row, work, run, to, as_of))
        progress(count, len(rows))
    return Batch(work=work, to=to, as_of=as_of, rows=done)


def _worked(row: SheetListing, work: Work, run: Run, to: str | None, as_of: date | None) -> BatchRow:
    listing = row.listing
    if listing is None:
        return BatchRow(line=row.line, state="refused", error=row.error.payload() if row.error else None)
    named = {"line": row.line, "sku": listing.sku, "marketplace": listing.marketplace, "title": listing.title}
    arguments: dict[str, Any] = {"listing": listing, "as_of": as_of, **({"to": to} if work == "localize" else {})}
    try:
        result = run(f"listing_{work}", {name: value for name, value in arguments.items() if value is not None})
    except ToolError as refused:
        return BatchRow(**named, state="refused", error=refused.payload())
    findings = getattr(result, "findings_after", None) if work != "check" else getattr(result, "findings", None)
    blocking = sum(found.severity == "block" for found in findings or [])
    is_ready = bool(getattr(result, "passed" if work == "check" else "ready", False))
    return BatchRow(
        **named,
        state="ready" if is_ready else "not_ready",
        blocking=blocking,
        warnings=len(findings or []) - blocking,
        result=result,
    )
