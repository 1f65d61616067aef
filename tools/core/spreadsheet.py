"""Workbooks (XLSX) of typed cells: a text is never more than text, and the same content has the same bytes."""

import math
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal, NamedTuple

Cell = str | float | date | None
Kind = Literal["text", "long", "count", "rate", "share", "money", "date"]

_FORMATS: dict[Kind, dict[str, Any]] = {
    # Without the quote prefix, a text like "=1+1" would become a formula when somebody edits its cell.
    "text": {"quote_prefix": True},
    "long": {"quote_prefix": True, "text_wrap": True},
    "count": {"num_format": "#,##0"},
    "rate": {"num_format": "#,##0.00"},
    "share": {"num_format": "0.0%"},
    "money": {"num_format": "#,##0.00##"},
    "date": {"num_format": "yyyy-mm-dd"},
}
_HEADING = {"bold": True, "text_wrap": True, "bg_color": "#D9E2F3", "bottom": 1}
_SUM = {"bold": True, "top": 1}
_LONGEST_TEXT = 16_000
"""Excel takes 32,767 units of UTF-16."""
_A4 = 9
_WITHOUT_DATE = date(1980, 1, 1)


class Heading(NamedTuple):
    """One column: what stands above it, how wide it is, and what is in it."""

    text: str
    width: float
    kind: Kind


class Sheet:
    """One sheet: headings, which stay in view, and rows below.

    Args:
        book: Takes the sheet.
        name: Of its tab.
        headings: Of its columns.
        fixed: How many columns stay in view.
    """

    def __init__(self, book: "Spreadsheet", name: str, headings: list[Heading], fixed: int) -> None:
        self._book = book
        self._sheet = book.workbook.add_worksheet(name)
        self._kinds = [heading.kind for heading in headings]
        self._next = self._below = 1
        for at, heading in enumerate(headings):
            self._sheet.set_column(at, at, heading.width)
            self._sheet.write_string(0, at, heading.text, book.heading)
        self._sheet.freeze_panes(1, fixed)
        self._print_on_pages()

    def add(self, rows: Iterable[Iterable[Cell]]) -> None:
        """Rows that can be filtered."""
        for cells in rows:
            for at, cell in enumerate(cells):
                self._write(at, cell)
            self._next += 1
        self._below = self._next
        self._sheet.autofilter(0, 0, self._below - 1, len(self._kinds) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._below}"})

    def column(self, at: int) -> str:
        """The rows that can be filtered, of one column, as formulas name them."""
        from xlsxwriter.utility import xl_range_abs

        return str(xl_range_abs(1, at, self._below - 1, at))

    def next_cell(self, at: int) -> str:
        """A cell of the next row, as formulas name it."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        return str(xl_rowcol_to_cell(self._next, at))

    def add_sum(self, cells: dict[int, Cell], sums: dict[int, tuple[str, float]]) -> None:
        """A row below those that can be filtered.

        Args:
            cells: By column.
            sums: A formula and its value, by column; formulas hold no text of users.
        """
        for at, kind in enumerate(self._kinds):
            if at in sums:
                formula, value = sums[at]
                self._sheet.write_formula(self._next, at, formula, self._book.sum_formats[kind], value)
            else:
                self._write(at, cells.get(at) or "", self._book.sum_formats[kind])
        self._next += 1

    def _write(self, at: int, cell: Cell, style: Any = None) -> None:
        if isinstance(cell, str):
            self._write_text(at, cell, style)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._next, at, cell, style or self._book.formats["date"])
        elif cell is not None and math.isfinite(cell):
            self._sheet.write_number(self._next, at, cell, style or self._book.number_format(cell, self._kinds[at]))

    def _write_text(self, at: int, text: str, style: Any) -> None:
        style = style or self._book.formats["long" if self._kinds[at] == "long" else "text"]
        text = text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"
        if text.startswith("<r>"):  # the library would take it for markup of its own
            self._sheet.write_rich_string(self._next, at, "<", "r", text[2:], style)
        elif text:
            self._sheet.write_string(self._next, at, text, style)
        else:
            self._sheet.write_blank(self._next, at, None, style)

    def _print_on_pages(self) -> None:
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_footer("&L&A&R&P / &N")


class Spreadsheet:
    """A workbook under way.

    Args:
        title: What it is.
        day: The day that it tells of: also the date that the file carries.
    """

    def __init__(self, title: str, day: date | None) -> None:
        import xlsxwriter

        self._content = BytesIO()
        self.workbook = xlsxwriter.Workbook(self._content, {"in_memory": True})
        made = datetime.combine(day or _WITHOUT_DATE, datetime.min.time())
        self.workbook.set_properties({"title": title, "created": made})
        self.formats = {kind: self.workbook.add_format({"valign": "top", **looks}) for kind, looks in _FORMATS.items()}
        self.sum_formats = {kind: self.workbook.add_format({**looks, **_SUM}) for kind, looks in _FORMATS.items()}
        self.heading = self.workbook.add_format(_HEADING)
        self._fraction = self.workbook.add_format({"valign": "top", "num_format": "#,##0.0##"})

    def number_format(self, number: float, kind: Kind) -> Any:
        """How a number looks: a count that is no whole number shows its fraction."""
        if kind in ("rate", "share", "money"):
            return self.formats[kind]
        return self.formats["count"] if float(number).is_integer() else self._fraction

    def content(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._content.getvalue()
