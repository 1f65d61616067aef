"""From a file's bytes to raw fields: which report it is and what each record holds."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from tools.core.errors import ImportRefused
from tools.warehouse.importing.decoding import decode
from tools.warehouse.importing.definition import Mapping, RecordSet, ReportDefinition, report_definitions
from tools.warehouse.importing.tables import fold, read_json, read_table

_CLOSEST = 3


class RawRow(NamedTuple):
    """One record: raw value by field."""

    line: int
    fields: dict[str, Any]


class RawReport(NamedTuple):
    """A file whose kind is known.

    Attributes:
        columns: Field to the column name in the file, for messages.
        misfits: Records that are no records: of each the name of its array and what stands there.
    """

    definition: ReportDefinition
    rows: list[RawRow]
    columns: dict[str, str]
    misfits: list[RawRow]


@cache
def _known_words() -> frozenset[str]:
    names = (name for d in report_definitions().values() for names in d.columns.values() for name in names)
    return frozenset(fold(name) for name in names)


def read_report(content: bytes, file: str, mapping: Mapping | None, report: str | None) -> RawReport:
    """Read a file, told its kind by a mapping, by name, or by its own header.

    Raises:
        ImportRefused: The file cannot be read, or its kind is not known.
    """
    text = decode(content, file, set(_known_words()))
    if mapping is None and text.lstrip("\ufeff \r\n\t").startswith(("{", "[")):
        return _read_json_report(text, file, report)
    table = read_table(text, file)
    definition = mapping.definition() if mapping else _recognise(table.header, file, report)
    missing = definition.missing(table.header)
    if missing:
        raise ImportRefused("file_missing_columns", file=file, report=definition.id, missing=missing, found=table.header)
    columns = definition.column_of(table.header)
    rows = [
        RawRow(record.line, {**definition.constants, **{field: record.cells[name] for field, name in columns.items()}})
        for record in table.records
    ]
    return RawReport(definition, rows, columns, [])


def _recognise(header: list[str], file: str, report: str | None) -> ReportDefinition:
    named = _named(report, file)
    if named and named.format == "table":
        return named
    known = [d for d in report_definitions().values() if d.format == "table"]
    fitting = [d for d in known if not d.missing(header)]
    if fitting:
        found = max(fitting, key=lambda d: len(d.signature))
        return _as_named(found, named, file)
    closest = sorted(known, key=lambda d: len(d.missing(header)) / len(d.signature))[:_CLOSEST]
    raise ImportRefused(
        "unknown_header",
        file=file,
        closest=[{"report": d.id, "missing": d.missing(header)} for d in closest],
        found=header[:40],
    )


def _named(report: str | None, file: str) -> ReportDefinition | None:
    if report is None:
        return None
    if report not in report_definitions():
        raise ImportRefused("unknown_report", file=file, report=report, known=sorted(report_definitions()))
    return report_definitions()[report]


def _as_named(found: ReportDefinition, named: ReportDefinition | None, file: str) -> ReportDefinition:
    if named and named is not found:
        raise ImportRefused("report_differs", field="report", file=file, found=found.id, report=named.id)
    return found


def _read_json_report(text: str, file: str, report: str | None) -> RawReport:
    reports = read_json(text, file)
    named = _named(report, file)
    fitting = [d for d in report_definitions().values() if d.format == "json" and _is_of(reports[0], d)]
    if not fitting:
        raise ImportRefused("unknown_json", file=file, found=sorted(reports[0])[:40])
    definition = _as_named(fitting[0], named, file)
    if not all(_is_of(each, definition) for each in reports):
        raise ImportRefused("file_mixed_reports", file=file, report=definition.id)
    rows: list[RawRow] = []
    misfits: list[RawRow] = []
    for line, (fields, fits) in enumerate(_json_rows(reports, definition), start=1):
        (rows if fits else misfits).append(RawRow(line, fields))
    columns = {field: path for records in definition.records for field, path in records.columns.items()}
    return RawReport(definition, rows, columns, misfits)


def _is_of(report: dict[str, Any], definition: ReportDefinition) -> bool:
    return all(_at(report, path) == value for path, value in definition.json_signature.items())


def _json_rows(reports: list[dict[str, Any]], definition: ReportDefinition) -> Iterator[tuple[dict[str, Any], bool]]:
    """The fields of each record; for one that is no object, what stands there instead, and False."""
    for report in reports:
        for records in definition.records:
            found = report.get(records.path)
            for record in found if isinstance(found, list) else [found] if found else []:
                if isinstance(record, dict) and isinstance(found, list):
                    yield {**definition.constants, **_fields(report, record, records)}, True
                else:
                    yield {records.path: record}, False


def _fields(report: dict[str, Any], record: dict[str, Any], records: RecordSet) -> dict[str, Any]:
    found = {
        field: _at(report, path[1:]) if path.startswith("/") else _at(record, path) for field, path in records.columns.items()
    }
    return {**records.constants, **{field: _single(value) for field, value in found.items()}}


def _at(node: Any, path: str) -> Any:
    for step in path.split("."):
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
