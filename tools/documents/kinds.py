"""What a document is, told by its content; its name decides only between kinds of text."""

import re
from pathlib import Path, PurePosixPath
from typing import Literal

from tools.core.errors import ImportRefused
from tools.documents.limits import LIMITS
from tools.warehouse.importing.archives import open_archive, parts_of

Kind = Literal["markdown", "text", "html", "docx", "pdf", "xlsx", "csv"]

SUFFIXES: dict[str, Kind] = {
    ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pdf": "pdf", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
"""Endings of names that a folder is searched for."""

_HEAD = 1 << 16
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"PK\x05\x06": "ZIP", b"PK\x07\x08": "ZIP", b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR", b"\xfd7zXZ": "XZ",
    b"\x28\xb5\x2f\xfd": "Zstandard", b"BZh": "bzip2", b"\x1f\x8b": "GZIP", b"\x89PNG": "PNG", b"GIF8": "GIF",
    b"\xff\xd8\xff": "JPEG", b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"RIFF": "RIFF", b"{\\rtf": "RTF", b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite", b"\x7fELF": "ELF", b"MZ\x90\x00": "EXE", b"%!PS": "PostScript",
}  # fmt: skip
# Streams of Microsoft's older container, the first that is there.
_STREAMS = {"EncryptedPackage": "", "WordDocument": "DOC", "PowerPoint Document": "PPT", "Workbook": "XLS", "__nameid_": "MSG"}
# What tells the kinds of ZIP apart: the first name that begins so.
_PACKAGES = {"ppt/": "PPTX", "content.xml": "ODF", "meta-inf/container.xml": "EPUB", "index/": "Apple iWork"}
_BLANKS = b" \t\r\n\x0b\x0c\xef\xbb\xbf\xfe\xff\xa0"
_WHOLE_PAGE = re.compile(rb"<(!doctype\s+html|html[\s>])", re.IGNORECASE)
_PIECE_OF_PAGE = re.compile(rb"<(head|body|table|meta|title|script|style|div|p|h[1-6]|ul|ol|!--)[\s>]?", re.IGNORECASE)
_MAIL = re.compile(rb"(mime-version|from|received|return-path|message-id):", re.IGNORECASE)


def kind_of(path: Path, file: str) -> Kind:
    """What kind of document a file is.

    Args:
        path: Where it lies.
        file: What the user calls it.

    Raises:
        ImportRefused: A kind that is not read, or protected by a password.
    """
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    if head.startswith(_ZIP):
        return _kind_of_archive(path, file)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        raise _compound(path, file)
    other = next((kind for magic, kind in _OTHERS.items() if head.startswith(magic)), None)
    if other or head[257:262] == b"ustar":
        raise ImportRefused("document_unreadable_kind", file=file, kind=other or "TAR")
    return _kind_of_text(head, file)


def named_kind(file: str) -> Kind | None:
    """The kind that a name promises."""
    return SUFFIXES.get(PurePosixPath(file).suffix.lower())


def _kind_of_archive(path: Path, file: str) -> Kind:
    with open_archive(path, file, LIMITS) as archive:
        names = list(parts_of(archive))
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names) and "xl/workbook.bin" not in names:
        return "xlsx"
    kind = next((kind for start, kind in _PACKAGES.items() if any(name.startswith(start) for name in names)), "ZIP")
    raise ImportRefused("document_unreadable_kind", file=file, kind="XLSB" if "xl/workbook.bin" in names else kind)


def _compound(path: Path, file: str) -> ImportRefused:
    """Why a file of Microsoft's older container is not read."""
    content = path.read_bytes()
    kind = next((kind for stream, kind in _STREAMS.items() if stream.encode("utf-16-le") in content), "OLE")
    return (
        ImportRefused("document_unreadable_kind", file=file, kind=kind)
        if kind
        else ImportRefused("document_encrypted", file=file)
    )


def _kind_of_text(head: bytes, file: str) -> Kind:
    named = named_kind(file)
    start = head.replace(b"\x00", b"").lstrip(_BLANKS)
    if _MAIL.match(start) and named in (None, "html"):
        raise ImportRefused("document_unreadable_kind", file=file, kind="MIME")
    if start.startswith(b"<?xml"):
        if b"<html" in start.lower():
            return "html"
        raise ImportRefused("document_unreadable_kind", file=file, kind="XML")
    if _WHOLE_PAGE.match(start) or (_PIECE_OF_PAGE.match(start) and named != "markdown"):
        return "html"
    return named if named in ("markdown", "html", "csv") else "text"
