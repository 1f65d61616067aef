"""Collects a document's text by headings and pages while a format's module walks through it."""

import re
from itertools import pairwise
from typing import Any

from knowledge.parsed import Remark, Section
from tools.core.errors import ImportRefused
from tools.documents.cleaning import clean
from tools.documents.limits import LONGEST_TITLE, MOST_CHARACTERS

_BLANKS = re.compile(r"\s+")
_EXCERPT = 120
_MOST_PLACES = 20


class Collector:
    """The sections of one document, in the making.

    Args:
        file: What the user calls it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.title: str | None = None
        self.sections: list[Section] = []
        self.remarks: list[Remark] = []
        self._path: list[tuple[int, str]] = []
        self._blocks: list[tuple[str, bool]] = []
        self._page: int | None = None
        self._rows: str | None = None
        self._is_bare = False
        self._characters = self._unseen = 0
        self._hidden = 0
        self._first_hidden = ""
        self._hidden_on: list[int] = []

    def heading(self, level: int, text: str, *, stands_in_text: bool = False) -> None:
        """Begin a section below the headings of lower levels.

        Args:
            level: From 1; 0 is the document's title.
            text: Its words.
            stands_in_text: Its words are handed over as text too, so they need no section of their own.
        """
        text = self._cleaned(one_line(text))[:LONGEST_TITLE]
        if not text:
            return
        self.flush(bare=bool(self._path) and self._path[-1][0] >= level)
        self._path = [*((above, title) for above, title in self._path if above < level), (level, text)]
        self._is_bare = not stands_in_text
        if self.title is None and level <= 1:
            self.title = text

    def page(self, number: int) -> None:
        """Begin a page; its text goes on under the last heading."""
        self.flush(bare=False)
        self._page = number

    def rows(self, place: str | None) -> None:
        """Begin some rows of a sheet."""
        self.flush()
        self._rows = place

    def sheet(self, name: str) -> None:
        """Begin a sheet."""
        self.rows(None)
        self._path = [(1, self._cleaned(one_line(name)))]

    def block(self, text: str, *, tight: bool = False) -> None:
        """A paragraph, or one of several lines that belong together, such as the rows of a table.

        Raises:
            ImportRefused: The document has more text than is read.
        """
        text = self._cleaned(text).strip("\n").rstrip()
        if text.strip():
            self._blocks.append((text, tight))

    def hide(self, text: str) -> None:
        """Text that no reader of the document sees; it is reported, and left out."""
        if text := one_line(clean(text).text):
            self._hidden += 1
            self._first_hidden = self._first_hidden or text[:_EXCERPT]
            if self._page and self._page not in self._hidden_on[-1:] and len(self._hidden_on) < _MOST_PLACES:
                self._hidden_on.append(self._page)

    def remark(self, code: str, **details: Any) -> None:
        """Something that the reader must know; said once."""
        remark = Remark(code, details)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def flush(self, *, bare: bool = True) -> None:
        """End the section. A heading with nothing below it is its own text."""
        pieces = [block for block, _ in self._blocks[:1]]
        for (_, was_tight), (block, tight) in pairwise(self._blocks):
            pieces += ["\n" if tight and was_tight else "\n\n", block]
        text = "".join(pieces)
        if not text and bare and self._is_bare and self._path:
            text = self._path[-1][1]
        if text:
            self.sections.append(Section(text, tuple(title for _, title in self._path), self._page, self._rows))
        self._is_bare = self._is_bare and not text
        self._blocks.clear()

    def finish(self) -> tuple[Section, ...]:
        """All sections; what was left out is remarked.

        Raises:
            ImportRefused: There is no text.
        """
        self.flush()
        if self._hidden:
            self.remark("document_hidden_text", count=self._hidden, excerpt=self._first_hidden, pages=self._hidden_on)
        if self._unseen:
            self.remark("document_unseen_characters", count=self._unseen)
        if not self.sections:
            raise ImportRefused("document_empty", file=self.file)
        return tuple(self.sections)

    def _cleaned(self, text: str) -> str:
        cleaned = clean(text)
        self._unseen += cleaned.unseen
        if cleaned.tags:
            self.hide(cleaned.tags)
        self._characters += len(cleaned.text)
        if self._characters > MOST_CHARACTERS:
            raise ImportRefused("document_too_much_text", file=self.file, limit=MOST_CHARACTERS // 1_000_000)
        return cleaned.text


def one_line(text: str) -> str:
    """A text with single blanks and no line ends."""
    return _BLANKS.sub(" ", text).strip()
