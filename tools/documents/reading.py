"""A document to its text, by its kind: everything that touches the user's bytes, done in the limited process."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.parsed import Parsed, Section
from tools.core.errors import ImportRefused
from tools.core.isolation import Tell
from tools.documents.collecting import Collector
from tools.documents.delimited import read_delimited
from tools.documents.docx import read_docx
from tools.documents.html import read_page
from tools.documents.instructions import instruction_remarks
from tools.documents.kinds import Kind, kind_of, named_kind
from tools.documents.language import guess_language
from tools.documents.markdown import read_markdown
from tools.documents.pdf import read_pdf
from tools.documents.sheets import read_sheets
from tools.documents.texts import read_text

_OF_TEXTS = {"text": read_text, "markdown": read_markdown, "html": read_page}
_OF_FILES = {"csv": read_delimited, "docx": read_docx, "pdf": read_pdf, "xlsx": read_sheets}
_UNTITLED = ("csv", "xlsx")
_TEXTS = ("text", "markdown", "csv")
# Refusals that imported reports have as well, in words that fit documents.
_REWORDED = {
    "file_empty": "document_empty", "file_damaged": "document_damaged", "file_damaged_part": "document_damaged",
    "file_cut_off": "document_damaged", "file_inflates": "document_inflates", "file_encrypted": "document_encrypted",
    "file_not_text": "document_unreadable_kind", "file_too_wide": "document_too_wide",
    "file_too_many_cells": "document_too_many_cells",
}  # fmt: skip


@dataclass(frozen=True)
class Task:
    """A file to read: where it lies, and what the user calls it."""

    path: Path
    file: str


def read_document(task: Task, _tell: Tell) -> Parsed:
    """Read a document.

    Raises:
        ImportRefused: It cannot be read; names the file, and the page, line or part at fault where there is one.
    """
    try:
        return _read(task)
    except ImportRefused as refused:
        if refused.key not in _REWORDED:
            raise
        raise ImportRefused(_REWORDED[refused.key], **refused.details) from refused


def _read(task: Task) -> Parsed:
    kind = kind_of(task.path, task.file)
    out = Collector(task.file)
    front = _OF_TEXTS[kind](task.path.read_bytes(), out) if kind in _OF_TEXTS else _OF_FILES[kind](task.path, out)
    _remark_name(kind, out)
    sections = out.finish()
    remarks = [*out.remarks, *instruction_remarks(sections)]
    heading = None if kind in _UNTITLED else out.title
    # A property is what some program wrote, often of another document; a heading is what the reader sees.
    title = front.get("title") or heading if kind in _TEXTS else heading or front.get("title")
    return Parsed(sections, title, _completed(front, title, sections), tuple(remarks))


def _completed(front: dict[str, Any], title: str | None, sections: tuple[Section, ...]) -> dict[str, Any]:
    """What a document says of itself, with its language where the text shows it."""
    language = front.get("language") or guess_language("\n".join(section.text for section in sections[:50]))
    found = {**front, "title": title, "language": language}
    return {name: value for name, value in found.items() if value}


def _remark_name(kind: Kind, out: Collector) -> None:
    named = named_kind(out.file)
    if named not in (kind, None) and (named not in _TEXTS or kind not in _TEXTS):
        out.remark("document_other_suffix", named=named, kind=kind)
