"""Batches of listings that run in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from copilot.batches import Done, Tell
from copilot.toolbox import run_tool
from copilot.world import World
from tools.core.exports import ADDRESS
from tools.listing.sheets.batch import Work, run_batch
from tools.listing.sheets.export import batch_workbook
from tools.listing.sheets.sheet import ListingSheet


@dataclass
class Asked:
    """What is wanted of the listings of a file; `language` is that of the workbook."""

    work: Work
    to: str | None
    as_of: date | None
    language: str


def listing_work(asked: Asked, sheet: ListingSheet, errors: list[dict[str, Any]], world: World) -> Callable[[Tell], Done]:
    """The work on the listings of a file.

    Args:
        asked: What is wanted.
        sheet: The listings.
        errors: Rows that hold no listing, as told already.
        world: Hands the tools what they need.
    """

    def work(tell: Tell) -> Done:
        run = partial(run_tool, world=world)
        batch = run_batch(sheet.rows, asked.work, run, to=asked.to, as_of=asked.as_of or world.today, progress=tell)
        known = {error["line"] for error in errors}
        refused = [{"line": row.line, "error": row.error} for row in batch.rows if row.error and row.line not in known]
        content = batch_workbook(sheet, batch, asked.language)
        export = ADDRESS + world.exports.keep(content, f"listings-{asked.work}", batch.as_of)
        return Done(batch, batch.summary(), export, refused)

    return work
