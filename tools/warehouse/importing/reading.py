"""A report file to rows of its tables, written as Parquet: everything that touches the user's bytes."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from pydantic import BaseModel

from tools.core.errors import ImportRefused
from tools.core.result import Period, Warning, warning
from tools.warehouse.importing import periods
from tools.warehouse.importing.building import MAX_REJECTIONS, Rejection, build_rows, prepare, rejection
from tools.warehouse.importing.checks import findings
from tools.warehouse.importing.containers import inflate_gzip, kind_of
from tools.warehouse.importing.context import ImportContext, Place, place_from_options
from tools.warehouse.importing.decoding import encoding_of
from tools.warehouse.importing.definition import ReportDefinition
from tools.warehouse.importing.delimited import Row, TextFile, dialects, read_head
from tools.warehouse.importing.json_reports import stage_json
from tools.warehouse.importing.limits import TEXT_LIMITS, WORKBOOK_LIMITS
from tools.warehouse.importing.mail import mail_as_json
from tools.warehouse.importing.mapping import MappingOptions, draft_answer, read_mapping
from tools.warehouse.importing.recognition import Asked, Recognised, known_words, need_mapping, recognise_table, refuse_unknown
from tools.warehouse.importing.staging import Part, Staged, stage_rows, stage_text
from tools.warehouse.importing.workbook import read_workbook

_MEMORY = "350MB"
_THREADS = 2
_LARGE_BYTES = 100_000_000
_HEAD_ROWS = 60
# Tables whose rows may be of no marketplace.
_EVERYWHERE = (["fx_rate"], ["event"], ["restock_setting"], ["uplift"], ["warehouse_stock"], ["message"])


Tell = Callable[[str, int], None]
"""Is told what is being done (`staged`, `built`, `stored`) and with how many rows."""


def no_one(_step: str, _rows: int) -> None:
    """Tells no one."""


class ReadRequest(BaseModel):
    """One file and what the user says about it.

    Attributes:
        path: Where its bytes lie.
        file: Its name.
        mapping: A mapping file's text (YAML), for files that are no known report.
        period: Days that a report without dates covers.
        today: Day on which it is imported.
        folder: Where to write the rows; scratch data go there too.
    """

    path: Path
    file: str
    shop: str
    marketplace: str | None = None
    report: str | None = None
    mapping: str | None = None
    period: Period | None = None
    today: date | None = None
    folder: Path


class TableRows(BaseModel):
    """The rows of one table, in a Parquet file."""

    table: str
    path: Path
    rows: int


class ReadReport(BaseModel):
    """What a file holds. With rejections it holds no rows.

    Attributes:
        rows_rejected: How many rows are rejected; `rejections` has their bad values, the first ten thousand at most.
        assumed_day: Day that a snapshot without one was taken to be of.
        mapping: A mapping file by which the user can answer what the file leaves open.
    """

    report: str
    rows_read: int
    tables: list[TableRows] = []
    rejections: list[Rejection] = []
    rows_rejected: int = 0
    period: Period | None = None
    warnings: list[Warning] = []
    assumed_day: date | None = None
    mapping: str | None = None


def read_report(request: ReadRequest, tell: Tell = no_one) -> ReadReport:
    """Read a file.

    Raises:
        ImportRefused: The file as a whole cannot be read.
        InvalidInput: The mapping or another option makes no sense.
    """
    mapping = read_mapping(request.mapping) if request.mapping is not None else None
    asked = Asked(request.report, mapping)
    options = mapping.options if mapping else MappingOptions()
    with tempfile.TemporaryDirectory(dir=request.folder) as folder:
        scratch = _scratch(Path(folder), request.path.stat().st_size)
        try:
            staged, rejections, notes = _stage(scratch, request, asked, Path(folder))
            tell("staged", staged.rows)
            platform = staged.definition.platform
            context = ImportContext(
                shop=request.shop,
                place=place_from_options(request.marketplace, options, platform) or _own_place(staged.definition),
                period=request.period or periods.period_in_name(request.file),
                options=options,
                platform=platform,
                file_zone=staged.definition.timezone,
            )
            report = _build(scratch, request, staged, context, rejections, notes)
            tell("built", staged.rows)
            return report
        finally:
            scratch.close()


def _scratch(folder: Path, file_bytes: int) -> duckdb.DuckDBPyConnection:
    """A database to work in; that of a large file lies on disk, where the engine keeps it compressed."""
    place = str(folder / "scratch.duckdb") if file_bytes >= _LARGE_BYTES else ":memory:"
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY, "threads": _THREADS, "temp_directory": str(folder / "spill"),
        "allocator_flush_threshold": "16MB", "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    }  # fmt: skip
    scratch = duckdb.connect(place, config=config)
    scratch.execute("set timezone = 'UTC'; set enable_progress_bar = false; pragma disable_checkpoint_on_shutdown")
    return scratch


def _stage(
    scratch: duckdb.DuckDBPyConnection, request: ReadRequest, asked: Asked, folder: Path
) -> tuple[Staged, list[Rejection], list[Warning]]:
    path, kind = request.path, kind_of(request.path, request.file)
    if kind == "xlsx":
        return _stage_workbook(scratch, request, asked)
    if kind == "gzip":
        inflate_gzip(path, folder / "inflated", request.file, TEXT_LIMITS)
        path = folder / "inflated"
        if kind_of(path, request.file) != "text":
            raise ImportRefused("file_not_text", file=request.file, kind="GZIP")
    if kind == "mail":
        staged, misfits = stage_json(scratch, mail_as_json(path, folder, request.file), "utf-8", request.file, asked)
        return staged, [misfit.rejection() for misfit in misfits], []
    source = TextFile(path, _encoding(path, request, asked), request.file)
    if asked.mapping is None and _begins_as_json(source):
        staged, misfits = stage_json(scratch, path, source.encoding, request.file, asked)
        return staged, [misfit.rejection() for misfit in misfits], []
    return _stage_text(scratch, source, asked)


def _encoding(path: Path, request: ReadRequest, asked: Asked) -> str:
    """The encoding that the user names, or the one that the file shows."""
    said = asked.mapping.options.encoding if asked.mapping else None
    if said is None:
        return encoding_of(path, request.file, known_words())
    try:
        with path.open(encoding=said) as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError as broken:
        raise ImportRefused("file_encoding", file=request.file, line=1) from broken
    return said


def _begins_as_json(source: TextFile) -> bool:
    with source.path.open(encoding=source.encoding) as text:
        return text.read(4096).lstrip("\ufeff \r\n\t").startswith(("{", "["))


def _stage_text(
    scratch: duckdb.DuckDBPyConnection, source: TextFile, asked: Asked
) -> tuple[Staged, list[Rejection], list[Warning]]:
    first: list[Row] | None = None
    for dialect in dialects(source):
        head = read_head(source, dialect)
        first = first or head
        found = recognise_table(head, asked, source.name)
        if found:
            need_mapping(found.definition, found.header, source.name)
            return stage_text(scratch, source, dialect, found.header, found.definition), [], _unread([found])
    raise refuse_unknown(first or [], asked, source.name)


def _stage_workbook(
    scratch: duckdb.DuckDBPyConnection, request: ReadRequest, asked: Asked
) -> tuple[Staged, list[Rejection], list[Warning]]:
    """All sheets of the one report that a workbook holds; hidden ones only where no other is a report."""
    sheets = list(read_workbook(request.path, request.file, WORKBOOK_LIMITS))
    heads = {id(sheet): [row for _, row in zip(range(_HEAD_ROWS), sheet.rows, strict=False)] for sheet in sheets}
    found: dict[int, Recognised] = {}
    other: ImportRefused | None = None
    for sheet in sorted(sheets, key=lambda each: each.hidden):
        if sheet.hidden and found:
            continue
        texts = [(line, [cell or "" for cell in cells]) for line, cells in heads[id(sheet)]]
        try:
            recognised = recognise_table(texts, asked, request.file)
        except ImportRefused as refused:  # a sheet of another report than the one named
            other, recognised = refused, None
        if recognised:
            found[id(sheet)] = recognised
    if not found and other:
        raise other
    if not found:
        first = next((rows for rows in heads.values() if rows), [])
        raise refuse_unknown([(line, [cell or "" for cell in cells]) for line, cells in first], asked, request.file)
    reports = sorted({each.definition.id for each in found.values()})
    if len(reports) > 1:
        raise ImportRefused("file_several_reports", file=request.file, reports=reports)
    taken = [(found[id(sheet)], _chained(heads[id(sheet)], sheet.rows)) for sheet in sheets if id(sheet) in found]
    for recognised, _ in taken:
        need_mapping(recognised.definition, recognised.header, request.file)
    parts = [Part(recognised.header, rows) for recognised, rows in taken]
    staged = stage_rows(scratch, parts, taken[0][0].definition, request.file)
    left = [sheet.name for sheet in sheets if id(sheet) not in found and heads[id(sheet)]]
    return staged, [], [*_unread([each for each, _ in taken]), *([warning("sheets_left", sheets=left)] if left else [])]


def _unread(found: list[Recognised]) -> list[Warning]:
    names = dict.fromkeys(name for each in found for name in each.definition.unread(each.header.names))
    return [warning("columns_unread", columns=list(names))] if names else []


def _chained(head: list[tuple[int, list[str | None]]], rest: Any) -> Iterator[tuple[int, list[str | None]]]:
    yield from head
    yield from rest


def _own_place(definition: ReportDefinition) -> Place | None:
    named = definition.constants.get("marketplace")
    return place_from_options(named, MappingOptions()) if named else None


def _build(
    scratch: duckdb.DuckDBPyConnection,
    request: ReadRequest,
    staged: Staged,
    context: ImportContext,
    rejections: list[Rejection],
    notes: list[Warning],
) -> ReadReport:
    definition = staged.definition
    context, assumed = periods.with_days(definition, context, request.file, request.today, _has_days(scratch, staged))
    _need_place(staged, context, request.file)
    prepare(scratch, context)
    bad = [each for table in staged.tables for each in build_rows(scratch, staged, table, context)]
    told = {(each.line, each.column, each.reason): each for each in [*rejections, *(rejection(staged, each) for each in bad)]}
    rejections = sorted(told.values(), key=lambda each: each.line)
    read = ReadReport(report=definition.id, rows_read=staged.rows)
    if rejections:
        read.rows_rejected = len({each.line for each in rejections})
        read.rejections = rejections[:MAX_REJECTIONS]
        questions = {each.reason for each in bad} & {"ambiguous_decimal", "ambiguous_dates"}
        read.mapping = draft_answer(definition, context.options) if questions else None
        return read
    read.tables = [_write(scratch, table, request.folder) for table in staged.tables]
    read.period = periods.period_of(scratch, staged.tables)
    read.assumed_day = context.day if assumed else None
    read.warnings = [*notes, *assumed, *findings(scratch, staged)]
    return read


def _need_place(staged: Staged, context: ImportContext, file: str) -> None:
    fields = {key.partition(".")[2] or key for key in staged.columns}
    if context.place is None and not fields & {"sales_channel", "marketplace"} and staged.tables not in _EVERYWHERE:
        raise ImportRefused("marketplace_needed", file=file, report=staged.definition.id)


def _has_days(scratch: duckdb.DuckDBPyConnection, staged: Staged) -> bool:
    """Whether each row of a snapshot says its own day."""
    if "snapshot_date" not in staged.columns:
        return False
    table = staged.definition.table
    return scratch.execute(f"select count(*) from raw_{table} where snapshot_date is null").fetchall() == [(0,)]


def _write(scratch: duckdb.DuckDBPyConnection, table: str, folder: Path) -> TableRows:
    path = folder / f"{table}.parquet"
    # A file's rows come in the order of its lines, so a reader may cut it into parts.
    [(rows,)] = scratch.execute(f"copy (select * from rows_{table}) to '{path}' (format parquet, compression zstd)").fetchall()
    return TableRows(table=table, path=path, rows=rows)
