"""The way in: a team's document to its text."""

import re
import tempfile
from pathlib import Path

from knowledge.parsed import Parsed, Remark
from tools.core.errors import ImportRefused
from tools.core.isolation import preload, run_isolated
from tools.core.result import Warning, warning
from tools.documents.kinds import SUFFIXES
from tools.documents.limits import LIMITS
from tools.documents.reading import Task, read_document
from tools.warehouse.importing.limits import MEGABYTE

__all__ = ["SUFFIXES", "parse_file", "plain_name", "worded"]

_FOLDERS = re.compile(r"^.*[/\\]", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST_NAME = 255

preload("tools.documents.warm")


def parse_file(name: str, content: bytes) -> Parsed:
    """The text of a document, with its structure; read as data in a process with limits on memory and time.

    Args:
        name: What the user calls the file; folders in it are left out. Its content decides what it is, and the ending
            of its name only between kinds of text.
        content: Its bytes.

    Raises:
        ImportRefused: It cannot be read; nothing of it is kept.
    """
    file = plain_name(name)
    if len(content) > LIMITS.file_bytes:
        raise ImportRefused("document_too_large", file=file, limit=LIMITS.file_bytes // MEGABYTE)
    if not content.strip():
        raise ImportRefused("document_empty", file=file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "content"
        path.write_bytes(content)
        return run_isolated(read_document, Task(path, file), file=file, limits=LIMITS)


def plain_name(name: str) -> str:
    """A file's name as it is told: without folders and what nobody sees."""
    return _CONTROLS.sub("", _FOLDERS.sub("", name))[-_LONGEST_NAME:] or "document"


def worded(remark: Remark) -> Warning:
    """A remark in both languages."""
    return warning(remark.code, **remark.details)
