"""What a file is, told by its content and never by its name."""

import codecs
import gzip
import re
import zlib
from itertools import chain
from pathlib import Path
from typing import Literal

from tools.core.errors import ImportRefused
from tools.warehouse.importing.archives import check_directory, open_archive, parts_of, read_part, too_much
from tools.warehouse.importing.limits import MEGABYTE, WORKBOOK_LIMITS, Limits
from tools.warehouse.importing.mail_head import is_mail
from tools.warehouse.importing.markup import check_prolog

Kind = Literal["text", "xlsx", "gzip", "mail"]

_CHUNK = 1 << 16
_ZIP, _GZIP, _OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = {
    b"PK\x05\x06": "ZIP", b"PK\x07\x08": "ZIP", b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR", b"\xfd7zXZ": "XZ",
    b"\x28\xb5\x2f\xfd": "Zstandard", b"BZh91AY": "bzip2",
}  # fmt: skip
_PACKED = (_ZIP, _GZIP, *_ARCHIVES)
_NO_TABLES = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"GIF8": "GIF", b"\xff\xd8\xff": "JPEG", b"II*\x00": "TIFF", b"MM\x00*": "TIFF",
    b"{\\rtf": "RTF", b"PAR1": "Parquet", b"SQLite format 3": "SQLite", b"\x7fELF": "ELF",
}  # fmt: skip
# What tells the kinds of ZIP apart: the first name that is there.
_PACKAGES = {"xl/workbook.bin": "XLSB", "word/document.xml": "DOCX", "ppt/presentation.xml": "PPTX", "content.xml": "ODS"}
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta|script|style|div|!--)|mime-version:", re.IGNORECASE)
_EXCEL_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_BLANKS = b" \t\r\n\x0b\x0c\xef\xbb\xbf\xfe\xff\xa0"
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))
_MOST_CONTROLS = 0.05
# UTF-16 without a mark: every other byte of plain letters is zero.
_ZEROS_OF_UTF16 = 0.3
_MARKUP = (".xml", ".rels", ".vml")


def kind_of(path: Path, file: str) -> Kind:
    """Whether a file is text, an XLSX workbook, GZIP or mail.

    Args:
        path: Where it lies.
        file: What the user calls it.

    Raises:
        ImportRefused: It is something else; says what and what to do.
    """
    with path.open("rb") as opened:
        head = opened.read(_CHUNK)
    if head.startswith(_ZIP):
        return _kind_of_archive(path, file)
    if head.startswith(_OLE):
        raise _compound(path, file)
    if head.startswith(_GZIP):
        return "gzip"
    _refuse_known(head, file)
    if is_mail(head):
        return "mail"
    _refuse_markup(head, file)
    _refuse_binary(head, file)
    return "text"


def _kind_of_archive(path: Path, file: str) -> Kind:
    with open_archive(path, file, WORKBOOK_LIMITS) as archive:
        names = set(parts_of(archive))
    if any(name.startswith("xl/") for name in names) and "xl/workbook.bin" not in names:
        return "xlsx"
    kind = next((_PACKAGES[name] for name in _PACKAGES if name in names), "ZIP")
    if kind == "ZIP":
        raise ImportRefused("file_archive", file=file, kind=kind)
    raise ImportRefused("file_old_workbook" if kind in ("XLSB", "ODS") else "file_no_table", file=file, kind=kind)


def _compound(path: Path, file: str) -> ImportRefused:
    """Why a file of Microsoft's older container is not read."""
    if _holds(path, "EncryptedPackage".encode("utf-16-le")):
        return ImportRefused("file_encrypted", file=file)
    if _holds(path, "WordDocument".encode("utf-16-le")):
        return ImportRefused("file_no_table", file=file, kind="DOC")
    return ImportRefused("file_old_workbook", file=file, kind="XLS")


def _holds(path: Path, sought: bytes) -> bool:
    before = b""
    with path.open("rb") as opened:
        while piece := opened.read(MEGABYTE):
            if sought in before + piece:
                return True
            before = piece[-len(sought) :]
    return False


def _refuse_known(head: bytes, file: str) -> None:
    archive = next((kind for magic, kind in _ARCHIVES.items() if head.startswith(magic)), None)
    if archive or head[257:262] == b"ustar":
        raise ImportRefused("file_archive", file=file, kind=archive or "TAR")
    other = next((kind for magic, kind in _NO_TABLES.items() if head.startswith(magic)), None)
    if other or b"%PDF-" in head[:1024]:
        raise ImportRefused("file_no_table", file=file, kind=other or "PDF")


def _refuse_markup(head: bytes, file: str) -> None:
    start = head.replace(b"\x00", b"").lstrip(_BLANKS)
    if _WEB_PAGE.match(start):
        raise ImportRefused("file_web_page", file=file)
    if start.startswith(b"<?"):
        if _EXCEL_2003 in head.replace(b"\x00", b""):
            raise ImportRefused("file_old_workbook", file=file, kind="Excel 2003 XML")
        if b"<html" in start.lower():
            raise ImportRefused("file_web_page", file=file)
        raise ImportRefused("file_no_table", file=file, kind="XML")


def _refuse_binary(head: bytes, file: str) -> None:
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise ImportRefused("file_utf32", file=file)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    zeros = sorted((head[0::2].count(0), head[1::2].count(0)))
    if not zeros[0] and zeros[1] > _ZEROS_OF_UTF16 * len(head) / 2:
        return
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if zeros[1] or controls > _MOST_CONTROLS * len(head):
        raise ImportRefused("file_no_table", file=file, kind="binary")


def check_workbook(path: Path, file: str, limits: Limits = WORKBOOK_LIMITS) -> None:
    """Refuse a workbook that would harm its reader.

    Macros, pictures and links to other files are no reason: nobody opens them.

    Raises:
        ImportRefused: Damaged, too large inside, made to deceive, or with a document type.
    """
    _check_size(path, file, limits)
    with open_archive(path, file, limits) as archive:
        check_directory(archive, file, limits)
        parts = parts_of(archive)
        if "[content_types].xml" not in parts:
            raise ImportRefused("file_damaged_part", file=file, part="[Content_Types].xml")
        for name, part in parts.items():
            pieces = read_part(archive, part, file)
            first = next(pieces, b"")
            if first.startswith(_PACKED):
                raise ImportRefused("file_nested", file=file, part=part.filename)
            if name.endswith(_MARKUP):
                check_prolog(chain([first], pieces), file, part.filename)


def _check_size(path: Path, file: str, limits: Limits) -> None:
    if path.stat().st_size > limits.file_bytes:
        raise ImportRefused("file_too_large", file=file, limit=limits.file_bytes // MEGABYTE)


def inflate_gzip(path: Path, target: Path, file: str, limits: Limits) -> None:
    """Unpack a GZIP file of text, counting what comes out.

    Args:
        path: The packed file.
        target: Where the text goes; after a refusal there is no such file.
        file: What the user calls it.
        limits: How much may come out.

    Raises:
        ImportRefused: Too much, cut off, damaged, or something else than text inside.
    """
    _check_size(path, file, limits)
    try:
        _inflate(path, target, file, limits)
        if kind_of(target, file) != "text":
            raise ImportRefused("file_nested", file=file, part=file)
    except ImportRefused:
        target.unlink(missing_ok=True)
        raise


def _inflate(path: Path, target: Path, file: str, limits: Limits) -> None:
    packed = path.stat().st_size
    left = limits.most_inflated(packed)
    with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) as source, target.open("wb") as sink:
        try:
            while piece := source.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise too_much(file, limits, packed)
                sink.write(piece)
        except EOFError as short:
            raise ImportRefused("file_cut_off", file=file) from short
        except (gzip.BadGzipFile, zlib.error) as broken:
            raise ImportRefused("file_damaged", file=file) from broken
