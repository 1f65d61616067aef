"""`import`, `imports` and `demo`."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from copilot.commands.output import line, print_json, refuse_entry
from copilot.settings import Settings
from prompts import message

imports = typer.Typer(help="Imports of the past; without a command, the list of them.")
_Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_files)
    app.add_typer(imports, name="imports")
    app.command()(demo)


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Report files.")],
    shop: Annotated[str | None, typer.Option(help="Shop that the files belong to; default: main.")] = None,
    marketplace: Annotated[str | None, typer.Option(help="For files that do not name theirs.")] = None,
    report: Annotated[str | None, typer.Option(help="Kind of report, instead of finding it by the header.")] = None,
    mapping: Annotated[Path | None, typer.Option(help="Mapping file (YAML) for files that are no known report.")] = None,
    period: Annotated[str | None, typer.Option(help="FROM..TO, for reports without dates.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would happen.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was imported as JSON.")] = False,
) -> None:
    """Load report files; the kind is found by the header. Each file is taken whole or not at all."""
    from copilot.copilot import Copilot
    from copilot.shops import import_report, is_refused

    mapped = _read_text(mapping) if mapping else None
    said = {"shop": shop, "marketplace": marketplace, "report": report, "mapping": mapped, "period": period}
    for file in files:
        _need(file)
    copilot = Copilot(Settings())
    try:
        entries = [import_report(copilot, f, f.name, said, dry_run=dry_run, tell=_progress(f.name)) for f in files]
    finally:
        copilot.close()
    if as_json:
        print_json({"imports": entries})
    for entry in entries:
        _tell(entry, quiet=as_json)
    if any(is_refused(entry) for entry in entries):
        raise typer.Exit(1)


def _progress(file: str) -> Callable[[str, int], None]:
    """Shows the steps of a long import to a person who watches; programs get the result alone."""

    def tell(step: str, rows: int) -> None:
        if sys.stderr.isatty():
            line(message("import_step", file=file, step=step, rows=rows)[Settings().language], error=True)

    return tell


def _need(path: Path) -> None:
    from tools.core.errors import ImportRefused

    if not path.is_file() or not os.access(path, os.R_OK):
        raise ImportRefused("file_missing", file=path.name)


def _read_text(path: Path) -> str:
    from tools.core.errors import InvalidInput

    try:
        _need(path)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as broken:
        raise InvalidInput("mapping_not_text", field="mapping") from broken


def _tell(entry: dict[str, Any], *, quiet: bool) -> None:
    language = Settings().language
    if entry.get("error"):
        refuse_entry(entry["error"])
        if entry["error"].get("mapping_file"):
            line(message("mapping_written", path=entry["error"]["mapping_file"])[language], error=True)
        return
    for bad in entry["rejections"][:10]:
        reason = bad["reason_zh"] if language == "zh" else bad["reason"]
        told = message("rejection", file=entry["file"], **{**bad, "reason": reason})
        line(told[language], error=True)
    if entry["rows_rejected"]:
        line(message("nothing_imported", file=entry["file"], count=entry["rows_rejected"])[language], error=True)
    elif not quiet:
        summary = message("imported", **{**entry, "period": entry["period"] or {}})[language]
        line(summary + (message("would_import")[language] if entry["dry_run"] else ""))
        for warning in entry["warnings"]:
            line(warning[language])


@imports.callback(invoke_without_command=True)
def list_imports(context: typer.Context, as_json: _Json = False) -> None:
    """List the imports, the latest first."""
    if context.invoked_subcommand:
        return
    from copilot.world import World
    from tools.warehouse.importing.history import past_imports

    found = [entry.model_dump(mode="json") for entry in past_imports(World(Settings()).warehouse)]
    if as_json:
        print_json({"imports": found})
        return
    for entry in found:
        line(message("past_import", **entry)[Settings().language])
    if not found:
        line(message("no_imports")[Settings().language])


@imports.command()
def undo(import_id: int, as_json: _Json = False) -> None:
    """Take one import back whole; the data are then as if it had never been."""
    from copilot.world import World
    from tools.warehouse.importing.history import undo_import

    undone = undo_import(World(Settings()).warehouse, import_id, datetime.now(UTC)).model_dump(mode="json")
    if as_json:
        print_json(undone)
    else:
        line(message("import_undone", **undone)[Settings().language])


def demo(
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing when there are data already.")] = False,
) -> None:
    """Load the demo shop, through the same importers as a user's files."""
    from copilot.copilot import Copilot
    from copilot.shops import DEMO_SHOP, load_demo

    copilot = Copilot(Settings())
    try:
        if if_empty and not copilot.world.warehouse.is_empty():
            return
        entries = load_demo(copilot)
        copilot.world.index.sync()
    finally:
        copilot.close()
    added = sum(entry["rows_added"] for entry in entries)
    line(message("demo_loaded", shop=DEMO_SHOP, files=len(entries), rows=added)[Settings().language])
