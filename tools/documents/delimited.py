"""CSV and its kin: rows under their header."""

from itertools import islice
from pathlib import Path
from typing import Any

from tools.core.errors import ImportRefused
from tools.documents.collecting import Collector
from tools.documents.limits import MOST_COLUMNS
from tools.documents.rows import Row, collect_rows
from tools.documents.texts import read_text
from tools.warehouse.importing.decoding import encoding_of
from tools.warehouse.importing.delimited import Dialect, TextFile, dialects, read_rows

_HEAD = 20


def read_delimited(path: Path, out: Collector) -> dict[str, Any]:
    """The rows of a delimited file; one without columns is plain text. Returns what it says of itself: nothing.

    Raises:
        ImportRefused: Not decodable, a broken quotation, too many columns, or too much text.
    """
    source = TextFile(path, encoding_of(path, out.file, ()), out.file)
    dialect = next((each for each in dialects(source) if _has_columns(source, each)), None)
    if dialect is None:
        return read_text(path.read_bytes(), out)
    collect_rows((_checked(row, out.file) for row in read_rows(source, dialect)), out)
    return {}


def _has_columns(source: TextFile, dialect: Dialect) -> bool:
    try:
        head = [len(cells) for _, cells in islice(read_rows(source, dialect), _HEAD)]
    except ImportRefused:
        return True
    return sum(columns > 1 for columns in head) * 2 > len(head)


def _checked(row: tuple[int, list[str]], file: str) -> Row:
    line, cells = row
    if len(cells) > MOST_COLUMNS:
        raise ImportRefused("document_too_wide", file=file, line=line, limit=MOST_COLUMNS)
    return line, cells
