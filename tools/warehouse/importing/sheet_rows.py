"""The rows of one sheet of a workbook, read piece by piece."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tools.core.errors import ImportRefused
from tools.warehouse.importing.limits import Limits
from tools.warehouse.importing.markup import MOST_DEPTH, feed, xml_parser
from tools.warehouse.importing.number_formats import Shown, number_text
from tools.warehouse.importing.views import View, is_hidden

SheetRow = tuple[int, list[str | None]]

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "http://purl.oclc.org/ooxml/spreadsheetml/main}",
    "",
)
_TAGS = {
    f"{space}{tag}": tag
    for space in _MAIN
    for tag in ("worksheet", "sheetData", "sst", "col", "row", "c", "v", "f", "t", "is", "si", "rPh")
}
# Control characters are written `_x000D_`, and an underscore that would begin one `_x005F_`.
_ESCAPED = re.compile(r"_x(00(?:0[1-9A-Fa-f]|1[0-9A-Fa-f]|5[Ff]))_")
_BOOLEANS = {"0": "FALSE", "1": "TRUE"}


@dataclass
class Budget:
    """Cells that may still be read."""

    cells: int


class Lookup(NamedTuple):
    """What cells refer to.

    Attributes:
        texts: The workbook's shared texts.
        formats: How each cell style shows numbers.
        from_1904: Days are counted from 1904.
    """

    texts: list[str]
    formats: list[Shown]
    from_1904: bool


class Source(NamedTuple):
    """A part being read, for refusals.

    Attributes:
        file: What the user calls the workbook.
        part: Name of the part in it.
        sheet: Name of the sheet.
    """

    file: str
    part: str
    sheet: str


def sheet_rows(
    pieces: Iterable[bytes], source: Source, lookup: Lookup, limits: Limits, budget: Budget, view: View | None = None
) -> Iterator[SheetRow]:
    """The rows that hold something, each with the number that Excel shows.

    Raises:
        ImportRefused: Too wide, too many cells, a cell too long, or damaged.
    """
    handler = _Handler(source, lookup, limits, budget, view)
    parser = xml_parser(source.file, source.part)
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.text
    for _ in feed(parser, pieces, source.file, source.part):
        yield from handler.rows
        handler.rows.clear()


def shared_texts(pieces: Iterable[bytes], source: Source, limits: Limits) -> list[str]:
    """The texts that cells of a workbook refer to.

    Raises:
        ImportRefused: Too many, one too long, or damaged.
    """
    handler = _Handler(source, Lookup([], [], False), limits, Budget(limits.cells))
    parser = xml_parser(source.file, source.part)
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.text
    for _ in feed(parser, pieces, source.file, source.part):
        pass
    return handler.texts


def unescaped(text: str) -> str:
    """A text with its control characters and underscores in place."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    """Number of the column of that name; 0 when there is none."""
    number = 0
    for letter in letters if len(letters) <= 3 else "":
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Handler:
    """Collects rows, or shared texts, from the elements of a part."""

    def __init__(self, source: Source, lookup: Lookup, limits: Limits, budget: Budget, view: View | None = None) -> None:
        self.rows: list[SheetRow] = []
        self.texts: list[str] = []
        self._source, self._lookup, self._limits, self._budget, self._view = source, lookup, limits, budget, view
        self._hidden_columns: list[range] = []
        self._is_hidden = False
        self._formulas: dict[str, str] = {}
        self._row, self._column = 0, 0
        self._cells: list[str | None] = []
        self._cell: dict[str, str] = {}
        self._formula: dict[str, str] | None = None
        self._formula_text = self._value = ""
        self._inline: list[str] = []
        self._parts: list[str] = []
        self._length = self._depth = 0
        self._is_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        self._parts.clear()
        self._length = 0
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._damaged()
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "f":
            self._formula = attributes
        elif tag == "si":
            self._spend()
            self._inline.clear()
        elif tag == "rPh":
            self._is_phonetic = True
        elif tag == "col":
            self._open_column(attributes)
        elif tag is None:
            self._spend()

    def text(self, text: str) -> None:
        self._length += len(text)
        self._check_length(self._length)
        self._parts.append(text)

    def end(self, name: str) -> None:
        tag = _TAGS.get(name)
        self._depth -= 1
        if tag == "v":
            self._value = "".join(self._parts)
        elif tag == "c":
            self._close_cell()
        elif tag == "t" and not self._is_phonetic:
            self._inline.append("".join(self._parts))
        elif tag == "row":
            self._close_row()
        elif tag == "f":
            self._formula_text = "".join(self._parts)
        elif tag == "si":
            self.texts.append(self._inline_text())
        elif tag == "rPh":
            self._is_phonetic = False

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._spend()
        number = int(given) if (given := attributes.get("r", "")).isdecimal() and len(given) < 10 else None
        if (number is None and given) or (number is not None and number <= self._row):
            raise self._damaged()
        self._row = number or self._row + 1
        self._column, self._cells = 0, []
        self._is_hidden = self._view is not None and is_hidden(attributes, "ht")

    def _open_column(self, attributes: dict[str, str]) -> None:
        self._spend()
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if is_hidden(attributes, "width") and first.isdecimal() and last.isdecimal() and len(first + last) < 12:
            self._hidden_columns.append(range(int(first), int(last) + 1))

    def _close_row(self) -> None:
        if self._is_hidden and self._view is not None:
            self._view.hidden_rows += bool(self._cells)
        elif self._cells:
            self.rows.append((self._row, self._cells))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._spend()
        self._cell, self._value, self._formula, self._formula_text = attributes, "", None, ""
        self._inline.clear()
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            return
        column = _column(reference.rstrip("0123456789"))
        if column <= len(self._cells):
            raise self._damaged()
        self._column = column

    def _close_cell(self) -> None:
        text = self._cell_text()
        if self._view is not None and text and any(self._column in columns for columns in self._hidden_columns):
            self._view.hidden_cells += 1
            return
        if not text:
            return
        if self._column > self._limits.columns:
            raise ImportRefused(
                "file_too_wide",
                file=self._source.file,
                sheet=self._source.sheet,
                line=self._row,
                column=self._column,
                limit=self._limits.columns,
            )
        if self._column > len(self._cells) + 1:
            self._cells.extend([None] * (self._column - len(self._cells) - 1))
        self._cells.append(text)

    def _cell_text(self) -> str:
        if self._formula is not None and self._view is None:
            return "=" + self._shared_formula(self._formula).removeprefix("=")
        if self._formula is not None and self._view is not None and not self._value:
            self._view.uncounted += 1
        kind, value = self._cell.get("t", "n"), self._value
        if kind == "n":
            return number_text(value, self._shown(), self._lookup.from_1904) if value else ""
        if kind == "s":
            return self._shared_text(value) if value else ""
        if kind == "inlineStr":
            return self._inline_text() or unescaped(value)
        if kind == "b":
            return _BOOLEANS.get(value, value)
        if kind == "d":
            return value.removesuffix("Z").removesuffix("T00:00:00") if self._shown() == "date" else value
        return unescaped(value)

    def _shown(self) -> Shown:
        style = self._cell.get("s", "0")
        try:
            return self._lookup.formats[int(style)]
        except (ValueError, IndexError):
            return "number"

    def _inline_text(self) -> str:
        text = "".join(self._inline)
        self._check_length(len(text))
        return unescaped(text)

    def _shared_text(self, index: str) -> str:
        try:
            return self._lookup.texts[int(index)]
        except (ValueError, IndexError):
            raise self._damaged() from None

    def _shared_formula(self, attributes: dict[str, str]) -> str:
        """The formula's text; of one shared between cells, as the first cell has it."""
        if attributes.get("t") != "shared":
            return self._formula_text
        group = attributes.get("si", "")
        return self._formulas.setdefault(group, self._formula_text) if self._formula_text else self._formulas.get(group, "")

    def _check_length(self, length: int) -> None:
        if length > self._limits.cell_chars:
            source, limit = self._source, self._limits.cell_chars
            raise ImportRefused("file_long_cell", file=source.file, sheet=source.sheet, line=self._row, limit=limit)

    def _spend(self) -> None:
        self._budget.cells -= 1
        if self._budget.cells < 0:
            raise ImportRefused("file_too_many_cells", file=self._source.file, limit=self._limits.cells)

    def _damaged(self) -> ImportRefused:
        return ImportRefused("file_damaged_part", file=self._source.file, part=self._source.part)
