"""PDF: the text that its reader sees, page by page, under its headings. Nothing in it runs."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError

from tools.core.errors import ImportRefused
from tools.documents.collecting import Collector
from tools.documents.front import known_front
from tools.documents.limits import MOST_CHARACTERS, MOST_PAGES
from tools.documents.pdf_body import collect_pages
from tools.documents.pdf_headings import Outline, read_outline, stands_in
from tools.documents.pdf_objects import entry, hidden_layers
from tools.documents.pdf_pages import PageReader, keep_quiet

_TAIL = 4096
_MOST_NAMED = 50
_NO_TITLE = re.compile(
    r"\.(docx?|wps|pdf|xlsx?|pptx?|indd|tex|html?)\b|^microsoft |^untitled|^unspecified|^\(|^document ?\d*$", re.I
)
_OF_PAGES: dict[str, Callable[[PageReader], bool]] = {
    "document_pages_without_text": lambda page: page.is_bare,
    "document_unreadable_pages": lambda page: page.is_unreadable,
    "document_recognised_text": lambda page: page.is_recognised,
    "document_incomplete_pages": lambda page: page.is_incomplete,
}
Found = TypeVar("Found")


def read_pdf(path: Path, out: Collector) -> dict[str, Any]:
    """The sections of a PDF. Returns its properties.

    Raises:
        ImportRefused: Protected by a password, damaged, without text, or with too much of it.
    """
    keep_quiet()
    _check_end(path, out.file)
    reader = _sound(out.file, lambda: _opened(path, out.file))
    count = _sound(out.file, lambda: len(reader.pages))
    if count > MOST_PAGES:
        raise ImportRefused("document_too_many_pages", file=out.file, limit=MOST_PAGES)
    pages = _read_pages(reader, count, out)
    lines = [page.lines for page in pages]
    outline = _sound(out.file, lambda: Outline(read_outline(reader, reader.outline)))
    _remark_pages(pages, out)
    collect_pages(lines, outline, out)
    _sound(out.file, lambda: _remark_active(reader.trailer["/Root"], pages, out))
    front = _sound(out.file, lambda: _front(reader))
    if "title" in front and stands_in(front["title"], [line for page in lines[:2] for line in page]):
        out.title = front["title"]
    return front


def _sound(file: str, do: Callable[[], Found], page: int | None = None) -> Found:
    """What a step gives; whatever else goes wrong in the library on a hostile file is damage of the file.

    Raises:
        ImportRefused: With the page, where one is at fault.
    """
    try:
        return do()
    except (ImportRefused, MemoryError):
        raise
    except DependencyError as unread:  # a cipher that is not at hand
        raise ImportRefused("document_encrypted", file=file) from unread
    except Exception as broken:
        raise ImportRefused("document_damaged", file=file, page=page) from broken


def _check_end(path: Path, file: str) -> None:
    """Refuse a file whose end is missing: the library would read what is left of it without a word."""
    with path.open("rb") as opened:
        opened.seek(max(0, path.stat().st_size - _TAIL))
        if not re.search(rb"%%EOF|startxref", opened.read()):
            raise ImportRefused("document_damaged", file=file)


def _opened(path: Path, file: str) -> PdfReader:
    try:
        reader = PdfReader(path, strict=False)
        is_closed = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except Exception:
        if b"/Encrypt" not in path.read_bytes():
            raise
        is_closed = True
    if is_closed:
        raise ImportRefused("document_encrypted", file=file)
    return reader


def _read_pages(reader: PdfReader, count: int, out: Collector) -> list[PageReader]:
    layers = _sound(out.file, lambda: hidden_layers(entry(reader.trailer, "/Root")))
    pages: list[PageReader] = []
    left = MOST_CHARACTERS
    for number in range(count):
        page = PageReader(layers)
        _sound(out.file, partial(page.read, reader.pages, number), number + 1)
        left -= sum(len(line.text) for line in page.lines)
        if left < 0:
            raise ImportRefused("document_too_much_text", file=out.file, limit=MOST_CHARACTERS // 1_000_000)
        pages.append(page)
    if not any(page.lines for page in pages):
        is_unreadable = any(page.is_unreadable for page in pages)
        raise ImportRefused("document_unreadable_text" if is_unreadable else "document_no_text_layer", file=out.file, pages=count)
    return pages


def _remark_pages(pages: list[PageReader], out: Collector) -> None:
    for number, page in enumerate(pages, 1):
        if page.hidden:
            out.page(number)
            out.hide(page.hidden)
    for code, is_so in _OF_PAGES.items():
        if found := [number for number, page in enumerate(pages, 1) if is_so(page)]:
            out.remark(code, pages=found[:_MOST_NAMED], count=len(found))


def _remark_active(catalog: Any, pages: list[PageReader], out: Collector) -> None:
    """What a viewer would run, unpack or show beside the pages; here it is only said."""
    names, action = entry(catalog, "/Names"), entry(catalog, "/OpenAction")
    scripts = entry(names, "/JavaScript") or entry(catalog, "/AA") or entry(action, "/S") in ("/JavaScript", "/Launch")
    attached = entry(names, "/EmbeddedFiles") or any(page.has_attachments for page in pages)
    if kinds := [kind for kind, there in (("script", scripts), ("attachment", attached)) if there]:
        out.remark("document_active_content", kinds=kinds)
    filled = entry(entry(catalog, "/AcroForm"), "/Fields")
    comments = any(page.has_comments for page in pages)
    if kinds := [kind for kind, there in (("form", filled), ("comments", comments)) if there]:
        out.remark("document_left_out", kinds=kinds)


def _front(reader: PdfReader) -> dict[str, Any]:
    said = reader.metadata
    title = str(said.title or "") if said else ""
    found = {"title": "" if _NO_TITLE.search(title) else title, "language": entry(reader.trailer["/Root"], "/Lang")}
    if said:
        changed = _day(said)
        author = "" if _NO_TITLE.search(str(said.author or "")) else said.author
        found |= {"owner": author, "as_of": changed}
    return known_front({name: str(value) for name, value in found.items() if value})


def _day(said: Any) -> str | None:
    try:
        changed = said.modification_date or said.creation_date
    except ValueError:
        return None
    return changed.date().isoformat() if isinstance(changed, datetime) else None
