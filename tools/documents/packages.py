"""Office files: a ZIP of XML parts, opened with distrust. Nothing that lies outside of it is fetched."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from zipfile import ZipInfo

from lxml import etree

from tools.core.errors import ImportRefused
from tools.documents.front import known_front
from tools.documents.limits import LIMITS
from tools.warehouse.importing.archives import check_directory, open_archive, parts_of, read_part
from tools.warehouse.importing.markup import check_prolog

MACROS = ("word/vbaproject.bin", "xl/vbaproject.bin")
_MARKUP = (".xml", ".rels", ".vml")
_PROPERTIES = "docprops/core.xml"
_NAMES = {"title": "title", "creator": "owner", "language": "language", "version": "version", "modified": "as_of"}
_LONGEST_PROPERTIES = 1 << 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Package:
    """The parts of an office file, checked as a whole before any is read.

    Args:
        path: Where it lies.
        file: What the user calls it.

    Raises:
        ImportRefused: Damaged, too large inside, made to deceive, or with a document type.
    """

    def __init__(self, path: Path, file: str) -> None:
        self._archive, self._file = open_archive(path, file, LIMITS), file
        check_directory(self._archive, file, LIMITS)
        self._parts = parts_of(self._archive)
        for name, part in self._parts.items():
            if name.endswith(_MARKUP):
                check_prolog(read_part(self._archive, part, file), file, part.filename)

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.close()

    def has(self, *names: str) -> bool:
        """Whether one of these parts is there."""
        return any(name in self._parts for name in names)

    def names(self, start: str) -> list[str]:
        """Names of parts, in lower case, that begin so."""
        return sorted(name for name in self._parts if name.startswith(start))

    def root(self, name: str) -> Any:
        """A part as a tree; None when there is none.

        Raises:
            ImportRefused: It is no well-formed XML.
        """
        part = self._parts.get(name)
        if part is None:
            return None
        try:
            return etree.fromstring(b"".join(read_part(self._archive, part, self._file)), _parser())
        except etree.XMLSyntaxError as broken:
            raise self._damaged(part) from broken

    def children(self, name: str, parent: str) -> Iterator[Any]:
        """The children of the first elements of that name, each whole, and gone when the next is asked for.

        Raises:
            ImportRefused: The part is missing, or no well-formed XML.
        """
        part = self._parts.get(name)
        if part is None:
            raise ImportRefused("document_damaged", file=self._file, part=name)
        with self._archive.open(part) as opened:
            try:
                yield from _children(opened, parent)
            except etree.XMLSyntaxError as broken:
                raise self._damaged(part) from broken

    def properties(self) -> dict[str, Any]:
        """What the file's program keeps of it: title, owner, language, version, when it was last changed."""
        part = self._parts.get(_PROPERTIES)
        if part is None or part.file_size > _LONGEST_PROPERTIES:
            return {}
        found = {local(each): each.text for each in self.root(_PROPERTIES).iterchildren(tag=etree.Element)}
        if day := _DAY.match(found.get("modified") or ""):
            found["modified"] = day[0]
        return known_front({known: found[name] for name, known in _NAMES.items() if found.get(name)})

    def _damaged(self, part: ZipInfo) -> ImportRefused:
        return ImportRefused("document_damaged", file=self._file, part=part.filename)


def local(element: Any) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)


def _children(opened: IO[bytes], parent: str) -> Iterator[Any]:
    steps = etree.iterparse(opened, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
                            remove_comments=True, remove_pis=True)  # fmt: skip
    inside: Any = None
    for event, element in steps:
        if event == "start" and inside is None and local(element) == parent:
            inside = element
        elif event == "end" and inside is not None and element.getparent() is inside:
            yield element
            # Those that follow may be parsed already, so only this one goes.
            inside.remove(element)
        elif event == "end" and element is inside:
            return
