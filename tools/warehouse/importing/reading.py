"""From a file's bytes to raw fields: which report it is and what each record holds."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from tools.core.errors import ImportRefused
from tools.warehouse.importing.decoding import decode
from tools.warehouse.importing.definition import Mapping, ReportDefinition, report_definitions
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
    """

    definition: ReportDefinition
    rows: list[RawRow]
    columns: dict[str, str]


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
        return _read_json_report(text, file)
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
    return RawReport(definition, rows, columns)


def _recognise(header: list[str], file: str, report: str | None) -> ReportDefinition:
    known = {d.id: d for d in report_definitions().values() if d.format == "table"}
    if report is not None:
        if report not in report_definitions():
            raise ImportRefused("unknown_report", file=file, report=report, known=sorted(report_definitions()))
        return report_definitions()[report]
    fitting = [d for d in known.values() if not d.missing(header)]
    if fitting:
        return max(fitting, key=lambda d: len(d.signature))
    closest = sorted(known.values(), key=lambda d: len(d.missing(header)) / len(d.signature))[:_CLOSEST]
    raise ImportRefused(
        "unknown_header",
        file=file,
        closest=[{"report": d.id, "missing": d.missing(header)} for d in closest],
        found=header[:40],
    )


def _read_json_report(text: str, file: str) -> RawReport:
    reports = read_json(text, file)
    definition = next(
        (
            d
            for d in report_definitions().values()
            if d.format == "json" and all(_at(reports[0], path) == value for path, value in d.json_signature.items())
        ),
        None,
    )
    if definition is None:
        raise ImportRefused("unknown_json", file=file, found=sorted(reports[0])[:40])
    rows = [RawRow(line, fields) for line, fields in enumerate(_json_rows(reports, definition, file), start=1)]
    columns = {field: path for records in definition.records for field, path in records.columns.items()}
    return RawReport(definition, rows, columns)


def _json_rows(reports: list[dict[str, Any]], definition: ReportDefinition, file: str) -> Iterator[dict[str, Any]]:
    for report in reports:
        if any(_at(report, path) != value for path, value in definition.json_signature.items()):
            raise ImportRefused("file_mixed_reports", file=file, report=definition.id)
        for records in definition.records:
            for record in report.get(records.path) or []:
                yield {
                    **definition.constants,
                    **records.constants,
                    **{
                        field: _single(_at(report, path[1:]) if path.startswith("/") else _at(record, path))
                        for field, path in records.columns.items()
                    },
                }


def _at(node: Any, path: str) -> Any:
    for step in path.split("."):
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value
