"""The walk through a Word document's paragraphs and tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from tools.documents.collecting import Collector
from tools.documents.docx_numbering import Numbering
from tools.documents.docx_runs import Runs
from tools.documents.docx_styles import (
    Look,
    Styles,
    background_of,
    child_value,
    children,
    is_on,
    list_of,
    outline_level,
)
from tools.documents.packages import local
from tools.documents.tables import Grid, lines_of

_MOST_COLUMNS_SPANNED = 1_000


class Body:
    """Takes the blocks of a document as they come.

    Args:
        out: Is handed what is seen, and told what is not.
        styles: Of the document.
        numbering: Counts its lists.
        notes: Its footnotes and endnotes by kind and id.
    """

    def __init__(self, out: Collector, styles: Styles, numbering: Numbering, notes: Mapping[str, Any]) -> None:
        self._out, self._styles, self._numbering, self._notes = out, styles, numbering, notes
        self._deleted = False
        self._embedded = False

    def take(self, block: Any, around: Look | None = None) -> None:
        """A paragraph, a table, or something around blocks."""
        tag = local(block)
        if tag == "p":
            self._paragraph(block, around or {})
        elif tag == "tbl":
            self._table(block)
        elif tag in ("del", "moveFrom"):
            self._deleted = True
        elif tag == "AlternateContent":
            for choice in block.findall("{*}Choice")[:1] or block.findall("{*}Fallback"):
                self._inside(choice, around)
        elif tag == "altChunk":
            self._embedded = True
        elif tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "txbxContent", "Choice", "Fallback"):
            self._inside(block, around)

    def finish(self, *, has_comments: bool) -> None:
        """Remark what was left out."""
        kinds = {"deleted": self._deleted, "comments": has_comments, "embedded": self._embedded}
        if left := [kind for kind, there in kinds.items() if there]:
            self._out.remark("document_left_out", kinds=left)

    def lines(self, root: Any) -> list[str]:
        """The lines of a part beside the body."""
        return self._lines(root, {})

    def _lines(self, element: Any, around: Look) -> list[str]:
        found: list[str] = []
        for paragraph in _paragraphs(element):
            runs = self._runs(paragraph, around)
            found += [runs.text.strip(), *(line for box in runs.boxes for line in self._lines(box, {}))]
        return [line for line in found if line]

    def _inside(self, block: Any, around: Look | None) -> None:
        for child in children(block):
            self.take(child, around)

    def _runs(self, paragraph: Any, around: Look) -> Runs:
        properties = paragraph.find("{*}pPr")
        style = self._styles.paragraph(child_value(properties, "pStyle"))
        runs = Runs(self._styles, {**around, **style.look, **background_of(properties)})
        runs.read(paragraph)
        self._deleted = self._deleted or runs.has_deleted
        for hidden in runs.hidden:
            self._out.hide(hidden)
        return runs

    def _paragraph(self, paragraph: Any, around: Look) -> None:
        properties = paragraph.find("{*}pPr")
        style = self._styles.paragraph(child_value(properties, "pStyle"))
        if style.is_contents:
            return
        runs = self._runs(paragraph, around)
        text = runs.text.strip("\n")
        numbering = list_of(properties, style.numbering)
        label = self._numbering.label(*numbering) if numbering and text.strip() else ""
        level = outline_level(properties, style.level)
        if level is not None and text.strip():
            self._out.heading(level, label.strip().removeprefix("-") + " " + text)
        else:
            self._out.block(label + text.strip() if label else text, tight=bool(label))
        for box in runs.boxes:
            self._inside(box, {})
        for note in runs.notes:
            if note in self._notes:
                self._out.block(" ".join(self.lines(self._notes[note])))

    def _table(self, table: Any) -> None:
        rows = [row for row in _unwrapped(table, "tr") if self._is_there(row)]
        is_styled = table.find("{*}tblPr/{*}tblStyle") is not None
        around: Look = {"background": None} if is_styled else {}
        if all(sum(_span(cell) for cell in _cells(row)) == 1 for row in rows):
            for row in rows:
                for cell in _cells(row):
                    self._inside(cell, {**around, **background_of(cell.find("{*}tcPr"))})
            return
        grid = Grid(self._out.file)
        above: dict[int, str] = {}
        for row in rows:
            self._row(row, grid, above, around)
        headed = True if rows and is_on(rows[0].find("{*}trPr"), "tblHeader") else None
        for line in lines_of(grid.rows, self._out.file, headed=headed):
            self._out.block(line, tight=True)

    def _is_there(self, row: Any) -> bool:
        """Whether a row is neither hidden nor struck out by a tracked change."""
        properties = row.find("{*}trPr")
        if is_on(properties, "hidden"):
            self._out.hide(" ".join(self.lines(row)))
            return False
        is_deleted = properties is not None and properties.find("{*}del") is not None
        self._deleted = self._deleted or is_deleted
        return not is_deleted

    def _row(self, row: Any, grid: Grid, above: dict[int, str], around: Look) -> None:
        found: list[tuple[str, int, int]] = []
        place = 0
        for cell in _cells(row):
            properties = cell.find("{*}tcPr")
            text = " ".join(self._lines(cell, {**around, **background_of(properties)}))
            merged = child_value(properties, "vMerge")
            text = above.get(place, "") if merged in ("", "continue") else text
            above[place] = text
            found.append((text, _span(cell), 1))
            place += _span(cell)
        grid.add(found)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Paragraphs of a cell, a note or a header; not those of text boxes, which hang on paragraphs."""
    for child in children(element):
        if local(child) == "p":
            yield child
        elif local(child) not in ("del", "moveFrom", "Fallback"):
            yield from _paragraphs(child)


def _unwrapped(element: Any, name: str) -> list[Any]:
    """Children of a name, also those inside what only wraps them."""
    found: list[Any] = []
    for child in children(element):
        if local(child) == name:
            found.append(child)
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += _unwrapped(child, name)
    return found


def _cells(row: Any) -> list[Any]:
    return _unwrapped(row, "tc")


def _span(cell: Any) -> int:
    written = child_value(cell.find("{*}tcPr"), "gridSpan") or "1"
    return max(1, min(int(written), _MOST_COLUMNS_SPANNED)) if written.isdecimal() and len(written) < 9 else 1
