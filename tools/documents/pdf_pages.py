"""One page of a PDF to its lines, without the text that its reader does not see."""

import logging
from typing import Any

from tools.documents.pdf_lines import Line, Pieces, is_unreadable, place_of
from tools.documents.pdf_objects import Layers, entry
from tools.documents.pdf_sight import Sight

_COMMENTS = {"/Text", "/FreeText", "/Stamp"}
_FORM_LOST = ("Impossible to decode XFormObject", "Exceeded %(limit)d form XObject")


class PageReader:
    """Reads one page.

    Args:
        layers: Layers that are switched off.

    Attributes:
        lines: The lines that are seen; none when their letters cannot be told.
        hidden: Text that is not seen.
        is_bare: There is no text on it.
        is_unreadable: Its fonts do not say which letters they show.
        is_recognised: Its text was recognised in a scan.
        is_incomplete: The library could not read all of it.
        has_comments: Somebody wrote comments on it.
        has_attachments: Files are attached to it.
    """

    def __init__(self, layers: Layers) -> None:
        self.lines: list[Line] = []
        self.hidden = ""
        self.is_bare = self.is_unreadable = self.is_recognised = self.is_incomplete = False
        self.has_comments = self.has_attachments = False
        self._layers = layers

    def read(self, pages: Any, number: int) -> None:
        """Read the page of that number, from 0."""
        page = pages[number]
        annotations = entry(page, "/Annots")
        kinds = {entry(each, "/Subtype") for each in annotations} if isinstance(annotations, list) else set()
        self.has_comments, self.has_attachments = bool(kinds & _COMMENTS), "/FileAttachment" in kinds
        lines = self._seen(page)
        self.is_bare, self.is_unreadable = not lines, is_unreadable(lines)
        self.lines = [] if self.is_unreadable else lines

    def _seen(self, page: Any) -> list[Line]:
        sight = Sight(page, self._layers)
        lines = self._extract(page, sight)
        if sight.invisible and sight.backdrop.has_scan:
            self.is_recognised = True
            sight = Sight(page, self._layers, reads_invisible=True)
            lines = self._extract(page, sight)
        if sight.hidden:
            unseen = Sight(page, self._layers, wants_hidden=True, reads_invisible=self.is_recognised)
            self.hidden = " ".join(line.text.strip() for line in self._extract(page, unseen))
        return lines

    def _extract(self, page: Any, sight: Sight) -> list[Line]:
        pieces = Pieces()

        def take(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
            pieces.add(text, place_of(tm, cm, sight.base), size)

        with _Watched() as watched:
            page.extract_text(visitor_operand_before=sight.before, visitor_operand_after=sight.after, visitor_text=take)
        self.is_incomplete = self.is_incomplete or watched.lost
        return pieces.finish()


def keep_quiet() -> None:
    """Let the library's log end here: what matters of it is remarked."""
    logger = logging.getLogger("pypdf")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False


class _Watched(logging.Handler):
    """Hears what the library only logs: that it left out a part of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.lost = False
        self._logger = logging.getLogger("pypdf")

    def __enter__(self) -> "_Watched":
        self._logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.lost = self.lost or str(record.msg).startswith(_FORM_LOST)
