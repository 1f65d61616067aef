"""JSON reports: a document with arrays of records, or records alone."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from prompts import message
from tools.core.errors import ImportRefused
from tools.warehouse.importing.building import Rejection
from tools.warehouse.importing.definition import RecordSet, ReportDefinition, report_definitions
from tools.warehouse.importing.recognition import Asked, best_fit, named_definition
from tools.warehouse.importing.staging import Staged, quoted
from tools.warehouse.importing.values import EXACT

_NO_JSON_NUMBER = re.compile(r"[:\[,]\s*(NaN|-?Infinity)\b")
_BATCH = 5_000
_SHOWN = 40


class Misfit(NamedTuple):
    """What stands where a single value or a record should."""

    line: int
    column: str
    reason: str
    value: str

    def rejection(self) -> Rejection:
        """It as it is told to the user."""
        reason = message(f"cell.{self.reason}")
        return Rejection(line=self.line, column=self.column, reason=reason["en"], reason_zh=reason["zh"], value=self.value[:200])


def stage_json(
    scratch: duckdb.DuckDBPyConnection, path: Path, encoding: str, file: str, asked: Asked
) -> tuple[Staged, list[Misfit]]:
    """Stage a JSON report; the line of a record is its number in the file.

    Raises:
        ImportRefused: Not JSON, or no report known here.
    """
    reports = _read(path.read_text(encoding=encoding), file)
    definition = _recognise(reports, asked, file)
    columns = {key: names[0] for key, names in definition.keyed_columns.items()}
    misfits: list[Misfit] = []
    rows: dict[int, list[dict[str, Any]]] = {}
    total = 0
    for total, (number, found) in enumerate(_records(reports, definition), start=1):
        if isinstance(found, dict):
            texts = _texts(found, total, number, columns, misfits)
            rows.setdefault(number, []).append({"line": total, **texts})
        else:
            misfits.append(Misfit(total, definition.records[number].path, "not_an_object", str(found.value)))
    tables = _write(scratch, definition, rows)
    return Staged(definition, columns, tables, total, {}), misfits


def _read(text: str, file: str) -> list[dict[str, Any]]:
    """A JSON document as reports; numbers stay exact."""
    plain = text.lstrip("\ufeff")
    try:
        content = json.loads(plain, parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as broken:
        raise ImportRefused("file_broken_json", file=file, line=broken.lineno, column=broken.colno) from broken
    except (ValueError, RecursionError) as broken:  # NaN; a number of thousands of digits; nested too deep
        found = _NO_JSON_NUMBER.search(plain)
        place = json.JSONDecodeError("", plain, found.start(1) if found else 0)
        raise ImportRefused("file_broken_json", file=file, line=place.lineno, column=place.colno) from broken
    if (
        isinstance(content, dict)
        and isinstance(content.get("data"), dict | list)
        and not isinstance(content.get("code"), dict | list)
    ):
        content = content["data"]  # an interface's answer, with its status beside the data
    reports = content if isinstance(content, list) else [content]
    if not reports or not all(isinstance(report, dict) for report in reports):
        raise ImportRefused("file_not_reports", file=file)
    return reports


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _recognise(reports: list[dict[str, Any]], asked: Asked, file: str) -> ReportDefinition:
    named = named_definition(asked, file)
    found = next((d for d in report_definitions().values() if d.json_signature and _is_of(reports[0], d)), None)
    found = found or best_fit(list(reports[0]), "json")
    if found is None:
        raise ImportRefused("unknown_json", file=file, found=sorted(reports[0])[:_SHOWN])
    if named and named.id != found.id:
        raise ImportRefused("report_differs", field="report", file=file, found=found.id, report=named.id)
    if not all(_is_of(report, found) for report in reports):
        raise ImportRefused("file_mixed_reports", file=file, report=found.id)
    if found.needs_mapping:
        raise ImportRefused("json_not_rows", file=file, report=found.id, name_zh=found.name["zh"], name_en=found.name["en"])
    return found


def _is_of(report: dict[str, Any], definition: ReportDefinition) -> bool:
    return all(_at(report, path) == value for path, value in definition.json_signature.items())


class _NoRecord(NamedTuple):
    """What stands where a record should."""

    value: Any


def _records(reports: list[dict[str, Any]], definition: ReportDefinition) -> Iterator[tuple[int, dict[str, Any] | _NoRecord]]:
    """The fields of each record with the number of its record set."""
    for report in reports:
        for number, records in enumerate(definition.records):
            found = _at(report, records.path) if records.path else [report]
            for record in found if isinstance(found, list) else [found] if found else []:
                if isinstance(record, dict) and isinstance(found, list):
                    yield number, _fields(report, record, records, definition)
                else:
                    yield number, _NoRecord(record)


def _fields(report: dict[str, Any], record: dict[str, Any], records: RecordSet, definition: ReportDefinition) -> dict[str, Any]:
    paths = {**definition.columns, **records.columns}
    found: dict[str, Any] = {**definition.constants, **records.constants}
    for field, names in paths.items():
        values = (_at(report, name[1:]) if name.startswith("/") else _at(record, name) for name in names)
        found[field] = next((value for value in values if value is not None), None)
    return found


def _at(node: Any, path: str) -> Any:
    for step in path.split("."):
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _texts(
    fields: dict[str, Any], line: int, number: int, columns: dict[str, str], misfits: list[Misfit]
) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for field, raw in fields.items():
        value = raw[0] if isinstance(raw, list) and len(raw) == 1 else raw
        if isinstance(value, dict | list):
            column = columns.get(f"{number}.{field}", columns.get(field, field))
            misfits.append(Misfit(line, column, "not_single", str(value)))
            value = None
        found[field] = _text(value)
    return found


def _text(value: Any) -> str | None:
    """A value as text; a number is marked as one, for a JSON number is exact as it stands."""
    if value is None or isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, bool):
        return str(value).lower()
    return f"{EXACT}{value:f}" if isinstance(value, Decimal) else f"{EXACT}{value}"


def _write(scratch: duckdb.DuckDBPyConnection, definition: ReportDefinition, rows: dict[int, list[dict[str, Any]]]) -> list[str]:
    tables: list[str] = []
    for number, records in enumerate(definition.records):
        table = records.table or definition.table
        fields = list(dict.fromkeys([*definition.columns, *definition.constants, *records.columns, *records.constants]))
        columns = ", ".join(f"{quoted(field)} varchar" for field in fields)
        create = f"create table raw_{table} (line bigint, record bigint, {columns})"
        if table not in tables:
            scratch.execute(create)
            tables.append(table)
        present = {name for (name,) in scratch.execute(f"select column_name from (describe raw_{table})").fetchall()}
        for field in fields:
            if field not in present:
                scratch.execute(f"alter table raw_{table} add column {quoted(field)} varchar")
        found = iter(rows.get(number, []))
        while batch := list(islice(found, _BATCH)):
            lines = pa.array([row["line"] for row in batch], pa.int64())
            arrays = [pa.array([row.get(field) for row in batch], pa.string()) for field in fields]
            scratch.register("chunk", pa.table([lines, *arrays], names=["line", *fields]))
            listed = ", ".join(quoted(field) for field in fields)
            scratch.execute(f"insert into raw_{table} (line, record, {listed}) select line, {number}, {listed} from chunk")
    return tables
