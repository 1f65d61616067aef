"""An XLSX workbook to rows of texts, without Excel's loss of what is written and without evaluating anything."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from tools.core.errors import ImportRefused
from tools.warehouse.importing.archives import open_archive, parts_of, read_part
from tools.warehouse.importing.containers import check_workbook
from tools.warehouse.importing.limits import WORKBOOK_LIMITS, Limits
from tools.warehouse.importing.markup import elements, local
from tools.warehouse.importing.number_formats import Shown, lost_digits, shown_as
from tools.warehouse.importing.sheet_rows import Budget, Lookup, SheetRow, Source, shared_texts, sheet_rows
from tools.warehouse.importing.views import View

__all__ = ["Sheet", "lost_digits", "read_workbook"]

_MOST_STYLES = 100_000
"""Excel itself holds 65,490."""
_MAIN_PART = "xl/workbook.xml"


class Sheet(NamedTuple):
    """One sheet.

    Attributes:
        hidden: Excel does not show it.
        rows: Its rows that hold something, read while they are taken: the row number that Excel shows, and the
            cells from column A on. Numbers begin with `EXACT`, a formula is its text, an empty cell is None.
    """

    name: str
    hidden: bool
    rows: Iterator[SheetRow]


class _Entry(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    hidden: bool
    relation: str


class _Relation(NamedTuple):
    kind: str
    target: str


class _Package:
    """The parts of a workbook that are read."""

    def __init__(self, path: Path, file: str, limits: Limits) -> None:
        self._path, self.file, self.limits = path, file, limits

    def open(self) -> ZipFile:
        return open_archive(self._path, self.file, self.limits)

    def pieces(self, name: str) -> Iterator[bytes]:
        with self.open() as archive:
            part = parts_of(archive).get(name.lower())
            if part is None:
                raise ImportRefused("file_damaged_part", file=self.file, part=name)
            yield from read_part(archive, part, self.file)

    def has(self, name: str) -> bool:
        with self.open() as archive:
            return name.lower() in parts_of(archive)


def read_workbook(path: Path, file: str, limits: Limits = WORKBOOK_LIMITS, view: View | None = None) -> Iterator[Sheet]:
    """The sheets of a workbook in their order.

    Args:
        path: Where it lies.
        file: What the user calls it.
        limits: How much is read.
        view: Given, rows are those that the workbook's reader sees, and it counts the others; None: all that is stored.

    Raises:
        ImportRefused: The workbook is not safe to read, too large, or damaged; also while rows are taken.
    """
    check_workbook(path, file, limits)
    package = _Package(path, file, limits)
    main = _main_part(package)
    entries, from_1904 = _catalogue(package, main)
    relations = _relations(package, main)
    lookup = Lookup(_texts(package, relations), _formats(package, relations), from_1904)
    budget = Budget(limits.cells)
    for entry in entries:
        relation = relations.get(entry.relation)
        if relation is None:
            raise ImportRefused("file_damaged_part", file=file, part=main)
        if relation.kind == "worksheet":
            source = Source(file, relation.target, entry.name)
            rows = sheet_rows(package.pieces(relation.target), source, lookup, limits, budget, view)
            yield Sheet(entry.name, entry.hidden, rows)


def _main_part(package: _Package) -> str:
    relations = _relations(package, "").values() if package.has("_rels/.rels") else []
    return next((relation.target for relation in relations if relation.kind == "officeDocument"), _MAIN_PART)


def _relations(package: _Package, owner: str) -> dict[str, _Relation]:
    """What a part refers to, by id; what lies outside of the workbook is left out."""
    folder, name = posixpath.split(owner)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    relations: dict[str, _Relation] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            relations[attributes.get("Id", "")] = _Relation(kind, target.lstrip("/"))

    elements(package.pieces(listing), package.file, listing, start)
    return relations


def _catalogue(package: _Package, main: str) -> tuple[list[_Entry], bool]:
    """The sheets that a workbook lists, and whether it counts days from 1904."""
    entries: list[_Entry] = []
    properties: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbookPr":
            properties.update(attributes)
        elif tag == "sheet":
            plain = {local(name): value for name, value in attributes.items()}
            hidden = plain.get("state", "visible") != "visible"
            entries.append(_Entry(plain.get("name", ""), hidden, plain.get("id", "")))
            if len(entries) > package.limits.sheets:
                raise ImportRefused("file_too_many_sheets", file=package.file, limit=package.limits.sheets)

    elements(package.pieces(main), package.file, main, start)
    return entries, properties.get("date1904") in ("1", "true", "on")


def _of_kind(relations: dict[str, _Relation], kind: str) -> str | None:
    return next((relation.target for relation in relations.values() if relation.kind == kind), None)


def _texts(package: _Package, relations: dict[str, _Relation]) -> list[str]:
    part = _of_kind(relations, "sharedStrings")
    if part is None:
        return []
    return shared_texts(package.pieces(part), Source(package.file, part, ""), package.limits)


def _formats(package: _Package, relations: dict[str, _Relation]) -> list[Shown]:
    """How each cell style shows numbers."""
    part = _of_kind(relations, "styles")
    codes: dict[str, str] = {}
    styles: list[Shown] = []
    section = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal section
        if tag in ("numFmts", "cellStyleXfs", "cellXfs", "dxfs"):
            section = tag
        elif tag == "numFmt" and section == "numFmts":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "xf" and section == "cellXfs":
            number = attributes.get("numFmtId", "0")
            styles.append(shown_as(int(number) if number.isdecimal() else 0, codes.get(number)))
        if len(styles) + len(codes) > _MOST_STYLES:
            raise ImportRefused("file_damaged_part", file=package.file, part=part)

    if part is not None:
        elements(package.pieces(part), package.file, part, start)
    return styles
