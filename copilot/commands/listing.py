"""`listing check`, `listing rewrite` and `listing localize`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.commands.output import line, print_json
from copilot.commands.progress import progress
from copilot.settings import Settings
from prompts import message

if TYPE_CHECKING:
    from tools.listing.sheets.batch import Batch, Work
    from tools.listing.sheets.sheet import ListingSheet

listing = typer.Typer(no_args_is_help=True, help="Listings of a file: a sheet, JSON, or the text of one.")
_File = Annotated[Path, typer.Argument(help="XLSX, CSV, TSV, JSON, or a text file with one listing.")]
_Marketplace = Annotated[str | None, typer.Option(help="For rows that name none: amazon_us, Amazon.de …")]
_To = Annotated[str, typer.Option(help="Marketplace to localise to: amazon_de …")]
_AsOf = Annotated[str | None, typer.Option("--as-of", help="Day whose rules count, as 2026-11-22; default: today.")]
_Out = Annotated[Path | None, typer.Option(help="Where to write the workbook; default: beside the other exports.")]
_Json = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(listing, name="listing")


@listing.command()
def check(file: _File, marketplace: _Marketplace = None, as_of: _AsOf = None, out: _Out = None, as_json: _Json = False) -> None:
    """Check every listing against the rules of its store."""
    _work("check", file, None, marketplace, as_of, out, as_json=as_json)


@listing.command()
def rewrite(file: _File, marketplace: _Marketplace = None, as_of: _AsOf = None, out: _Out = None, as_json: _Json = False) -> None:
    """Draft every listing anew so that it keeps the rules, with a reason for each change."""
    _work("rewrite", file, None, marketplace, as_of, out, as_json=as_json)


@listing.command()
def localize(
    file: _File, to: _To, marketplace: _Marketplace = None, as_of: _AsOf = None, out: _Out = None, as_json: _Json = False
) -> None:
    """Draft every listing for another marketplace."""
    _work("localize", file, to, marketplace, as_of, out, as_json=as_json)


def _work(
    work: "Work", file: Path, to: str | None, marketplace: str | None, as_of: str | None, out: Path | None, *, as_json: bool
) -> None:
    from functools import partial

    from copilot.toolbox import run_tool
    from copilot.world import World
    from tools.listing.market import find_market
    from tools.listing.sheets.batch import run_batch
    from tools.listing.sheets.sheet import read_sheet

    _need(file)
    world = World(Settings())
    day = _day(as_of) or world.today
    target = find_market(to, "to").id if to else None
    try:
        sheet = read_sheet(file, file.name, marketplace)
        with progress(file.name) as tell:
            batch = run_batch(sheet.rows, work, partial(run_tool, world=world), to=target, as_of=day, progress=tell)
        path = _written(sheet, batch, out, world)
    finally:
        world.close()
    if as_json:
        notes = [note.model_dump() for note in sheet.notes]
        print_json({"file": sheet.file, "summary": batch.summary(), "notes": notes, "export": str(path), **_plain(batch)})
    else:
        _tell(sheet, batch, path)
    _tell_refused(sheet, batch)
    if any(row.state == "refused" for row in batch.rows):
        raise typer.Exit(1)


def _plain(batch: "Batch") -> dict[str, Any]:
    return batch.model_dump(mode="json")


def _need(path: Path) -> None:
    from tools.core.errors import ImportRefused

    if not path.is_file() or not os.access(path, os.R_OK):
        raise ImportRefused("file_missing", file=path.name)


def _day(text: str | None) -> Any:
    from datetime import date

    from tools.core.errors import InvalidInput

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as broken:
        raise InvalidInput("listing_batch_bad_date", field="as_of", given=text) from broken


def _written(sheet: "ListingSheet", batch: "Batch", out: Path | None, world: Any) -> Path:
    from tools.core.errors import InvalidInput
    from tools.listing.sheets.export import batch_workbook

    content = batch_workbook(sheet, batch, Settings().language)
    if out is None:
        return Settings().folder / "exports" / str(world.exports.keep(content, f"listings-{batch.work}", batch.as_of))
    try:
        out.write_bytes(content)
    except OSError as refused:
        raise InvalidInput("listing_batch_not_written", field="out", path=str(out)) from refused
    return out


def _tell(sheet: "ListingSheet", batch: "Batch", path: Path) -> None:
    from tools.listing.sheets.export import place_label

    language = Settings().language
    for note in sheet.notes:
        line(getattr(note, language))
    blocking = [(row, found) for row in batch.rows for found in _findings(row.result) if found.severity == "block"]
    for row, found in blocking[:_SHOWN]:
        said = {"said_zh": found.message_zh, "said_en": found.message}
        place = place_label(found.field, found.index, language)
        line(message("listing_batch_finding", line=row.line, sku=row.sku, field=place, **said)[language])
    if len(blocking) > _SHOWN:
        line(message("listing_batch_more", count=len(blocking) - _SHOWN)[language])
    line(message("listing_batch_done", file=sheet.file, **batch.summary())[language])
    line(message("listing_batch_written", path=path)[language])


def _findings(result: Any) -> list[Any]:
    return list(getattr(result, "findings", None) or getattr(result, "findings_after", None) or [])


def _tell_refused(sheet: "ListingSheet", batch: "Batch") -> None:
    from tools.listing.sheets.sheet import row_fault

    language = Settings().language
    refused = [(source, row) for source, row in zip(sheet.rows, batch.rows, strict=True) if row.error]
    for source, row in refused[:_SHOWN]:
        fault = row_fault(sheet, source)
        error = row.error or {}
        said = {"said_zh": error.get("message_zh"), "said_en": error.get("message")}
        told = getattr(fault, language) if fault else message("listing_batch_row_refused", line=row.line, **said)[language]
        line(told, error=True)
