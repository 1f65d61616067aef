"""Excel workbooks: the sheets, rows and columns that their reader sees, with what formulas came to."""

from pathlib import Path
from typing import Any

from tools.documents.collecting import Collector
from tools.documents.limits import LIMITS
from tools.documents.packages import MACROS, Package
from tools.documents.rows import Row, collect_rows
from tools.warehouse.importing.sheet_rows import SheetRow
from tools.warehouse.importing.values import EXACT
from tools.warehouse.importing.views import View
from tools.warehouse.importing.workbook import read_workbook


def read_sheets(path: Path, out: Collector) -> dict[str, Any]:
    """The rows of a workbook, sheet by sheet. Returns its properties.

    Raises:
        ImportRefused: Not safe to read, too large, or damaged.
    """
    view = View()
    hidden = []
    for sheet in read_workbook(path, out.file, LIMITS, view):
        if sheet.hidden:
            hidden.append(sheet.name)
            continue
        out.sheet(sheet.name)
        collect_rows((_plain(row) for row in sheet.rows), out, sheet.name)
    if hidden:
        out.remark("document_hidden_sheets", sheets=hidden)
    if view.hidden_rows or view.hidden_cells:
        out.remark("document_hidden_rows", rows=view.hidden_rows, cells=view.hidden_cells)
    if view.uncounted:
        out.remark("document_uncounted_formulas", count=view.uncounted)
    with Package(path, out.file) as package:
        if package.has(*MACROS):
            out.remark("document_active_content", kinds=["macro"])
        kinds = {"comments": ("xl/comments", "xl/threadedcomments"), "embedded": ("xl/embeddings/",)}
        if left := [kind for kind, starts in kinds.items() if any(package.names(start) for start in starts)]:
            out.remark("document_left_out", kinds=left)
        return package.properties()


def _plain(row: SheetRow) -> Row:
    number, cells = row
    return number, [(cell or "").removeprefix(EXACT) for cell in cells]
