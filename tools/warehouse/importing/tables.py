"""Text to records: one per data row, with the line it stands on."""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from tools.core.errors import ImportRefused

_DELIMITERS = "\t,;|"
_MAX_FIELD = 1_000_000
_NO_JSON_NUMBER = re.compile(r"[:\[,]\s*(NaN|-?Infinity)\b")


class Record(NamedTuple):
    """One data row: cells by column name as the file writes it."""

    line: int
    cells: dict[str, Any]


class Table(NamedTuple):
    """A file of rows under one header."""

    header: list[str]
    records: list[Record]


def fold(name: str) -> str:
    """A header without what varies between exports: case, dashes, spaces, the mark at the start of the file."""
    dashed = name.replace("\ufeff", "").replace("–", "-").replace("—", "-")
    return " ".join(dashed.replace("_", " ").replace("-", " ").lower().split())


def read_table(text: str, file: str) -> Table:
    """Read delimited text; the first line that is not empty is the header.

    Raises:
        ImportRefused: No header, a duplicate column, a row wider than the header, or a broken quotation.
    """
    csv.field_size_limit(_MAX_FIELD)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    records: list[Record] = []
    for line, cells in _rows(reader, file):
        if not any(cell.strip() for cell in cells):
            continue
        if header:
            records.append(_record(header, cells, line, file))
        else:
            header = _header(cells, file)
    if not header:
        raise ImportRefused("file_empty", file=file)
    return Table(header, records)


def _rows(reader: Any, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on."""
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as broken:
            raise ImportRefused("file_broken_row", file=file, line=line, reason=str(broken)) from broken
        if cells is None:
            return
        yield line, cells
        line = reader.line_num + 1


def _header(cells: list[str], file: str) -> list[str]:
    names = [cell.replace("\ufeff", "").strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    repeated = next((name for name in names if name and names.count(name) > 1), None)
    if repeated:
        raise ImportRefused("file_duplicate_column", file=file, column=repeated)
    return names


def _record(header: list[str], cells: list[str], line: int, file: str) -> Record:
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra:
        raise ImportRefused("file_wide_row", file=file, line=line, columns=len(header), found=len(cells))
    padded = cells[: len(header)] + [""] * (len(header) - len(cells))
    return Record(line, dict(zip(header, padded, strict=True)))


def read_json(text: str, file: str) -> list[dict[str, Any]]:
    """Read a JSON document: a report, or an array of reports. Numbers stay exact.

    Raises:
        ImportRefused: Not JSON, or not an object or array of objects.
    """
    plain = text.lstrip("\ufeff")
    try:
        content = json.loads(plain, parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError as broken:
        raise ImportRefused("file_broken_json", file=file, line=broken.lineno, column=broken.colno) from broken
    except (ValueError, RecursionError) as broken:  # NaN; a number of thousands of digits; nested too deep
        found = _NO_JSON_NUMBER.search(plain)
        place = json.JSONDecodeError("", plain, found.start(1) if found else 0)
        raise ImportRefused("file_broken_json", file=file, line=place.lineno, column=place.colno) from broken
    reports = content if isinstance(content, list) else [content]
    if not reports or not all(isinstance(report, dict) for report in reports):
        raise ImportRefused("file_not_reports", file=file)
    return reports


def _refuse(constant: str) -> None:
    raise ValueError(constant)
