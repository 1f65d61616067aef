"""Delimited text: its rows with the line each begins on, and a quick way for large files without quotation marks."""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple, TextIO

from tools.core.errors import ImportRefused

Row = tuple[int, list[str]]
_DELIMITERS = ("\t", ",", ";", "|")
_MAX_FIELD = 1_000_000
_HEAD_ROWS = 60
_CHUNK = 1 << 24
_QUOTED_CELL = re.compile(r'(?:^|\t)"')


class TextFile(NamedTuple):
    """A text file whose encoding is decided.

    Attributes:
        path: Where it lies.
        encoding: Python's name of it.
        name: What the user calls it.
    """

    path: Path
    encoding: str
    name: str


class Dialect(NamedTuple):
    """How a file separates its cells.

    Attributes:
        quoted: Whether quotation marks enclose cells; in flat files they are letters like any other.
    """

    delimiter: str
    quoted: bool


def dialects(source: TextFile) -> list[Dialect]:
    """The dialects that a file may have, the likeliest first."""
    with _opened(source) as lines:
        head = list(islice((line for line in lines if line.strip()), _HEAD_ROWS))
    counts = {sign: max((line.count(sign) for line in head), default=0) for sign in _DELIMITERS}
    likely = sorted(_DELIMITERS, key=lambda sign: -counts[sign])
    return [Dialect(sign, _is_quoted(source, sign)) for sign in likely if counts[sign] or sign == likely[0]]


def _is_quoted(source: TextFile, delimiter: str) -> bool:
    """Whether a file's quotation marks enclose cells; tab files mostly use none, and `"` then stands for inches."""
    if delimiter != "\t":
        return True
    if plain_lines(source) is not None:
        return False
    with _opened(source) as lines:
        if not any(_QUOTED_CELL.search(line) for line in lines):
            return False
    try:
        widths = {len(cells) for _, cells in read_rows(source, Dialect(delimiter, quoted=True))}
    except ImportRefused:
        return False
    return len(widths) == 1


def read_head(source: TextFile, dialect: Dialect) -> list[Row]:
    """The first rows that are not blank; a broken row ends them."""
    found: list[Row] = []
    try:
        found.extend(islice(read_rows(source, dialect), _HEAD_ROWS))
    except ImportRefused:
        if not found:
            raise
    return found


def read_rows(source: TextFile, dialect: Dialect, *, after: int = 0) -> Iterator[Row]:
    """Rows that are not blank, each with the line it begins on.

    Args:
        source: The file.
        dialect: Of the file.
        after: Leave out rows that begin on this line or before.

    Raises:
        ImportRefused: A broken quotation, or a cell beyond all measure.
    """
    csv.field_size_limit(_MAX_FIELD)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE
    with _opened(source) as lines:
        reader = csv.reader(lines, delimiter=dialect.delimiter, quoting=quoting, strict=dialect.quoted)
        line = 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as broken:
                raise ImportRefused("file_broken_row", file=source.name, line=line, reason=str(broken)) from broken
            if cells is None:
                return
            if line > after and any(cell and not cell.isspace() for cell in cells):
                yield line, cells
            line = reader.line_num + 1


@lru_cache(maxsize=2)
def plain_lines(source: TextFile) -> int | None:
    """The number of lines of a UTF-8 file in which every line is one row: no quotation marks, one kind of line end.

    Returns:
        None for any other file.
    """
    if source.encoding not in ("utf-8", "utf-8-sig"):
        return None
    lines, returns, pairs, last = 0, 0, 0, b""
    with source.path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            if b'"' in chunk:
                return None
            lines += chunk.count(b"\n")
            if b"\r" in chunk or last == b"\r":
                returns += chunk.count(b"\r")
                pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk.startswith(b"\n"))
            last = chunk[-1:]
    if returns not in (0, lines) or returns != pairs:
        return None
    return lines + (last not in (b"\n", b""))


def _opened(source: TextFile) -> TextIO:
    return source.path.open(encoding=source.encoding, newline="")
