"""`import` and `demo`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from copilot.commands.output import line, print_json, refuse_entry
from copilot.settings import Settings
from prompts import message


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_files)
    app.command()(demo)


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Report files.")],
    shop: Annotated[str | None, typer.Option(help="Shop that the files belong to; default: main.")] = None,
    marketplace: Annotated[str | None, typer.Option(help="For files that do not name theirs.")] = None,
    report: Annotated[str | None, typer.Option(help="Kind of report, instead of finding it by the header.")] = None,
    mapping: Annotated[Path | None, typer.Option(help="Mapping file (YAML) for any CSV of order lines.")] = None,
    period: Annotated[str | None, typer.Option(help="FROM..TO, for reports without dates.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was imported as JSON.")] = False,
) -> None:
    """Load report files; the kind is found by the header. Each file is taken whole or not at all."""
    from copilot.copilot import Copilot
    from copilot.shops import import_content, is_refused

    mapped = _read_text(mapping) if mapping else None
    said = {"shop": shop, "marketplace": marketplace, "report": report, "mapping": mapped, "period": period}
    copilot = Copilot(Settings())
    try:
        entries = [import_content(copilot, file.name, _read(file), said) for file in files]
    finally:
        copilot.close()
    if as_json:
        print_json({"imports": entries})
    for entry in entries:
        _tell(entry, quiet=as_json)
    if any(is_refused(entry) for entry in entries):
        raise typer.Exit(1)


def _read(path: Path) -> bytes:
    from tools.core.errors import ImportRefused

    try:
        return path.read_bytes()
    except OSError as missing:
        raise ImportRefused("file_missing", file=path.name) from missing


def _read_text(path: Path) -> str:
    from tools.core.errors import InvalidInput

    try:
        return _read(path).decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise InvalidInput("mapping_not_text", field="mapping") from broken


def _tell(entry: dict[str, Any], *, quiet: bool) -> None:
    language = Settings().language
    if entry.get("error"):
        refuse_entry(entry["error"])
        return
    for bad in entry["rejections"][:10]:
        reason = bad["reason_zh"] if language == "zh" else bad["reason"]
        told = message("rejection", file=entry["file"], **{**bad, "reason": reason})
        line(told[language], error=True)
    if entry["rows_rejected"]:
        line(message("nothing_imported", file=entry["file"], count=entry["rows_rejected"])[language], error=True)
    elif not quiet:
        line(message("imported", **{**entry, "period": entry["period"] or {}})[language])
        for warning in entry["warnings"]:
            line(warning[language])


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
