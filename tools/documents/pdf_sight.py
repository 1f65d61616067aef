"""Which text of a PDF page its reader sees: followed operator by operator while the text is extracted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tools.documents.colours import BLACK, Colour, alike, from_parts
from tools.documents.pdf_backdrop import Backdrop
from tools.documents.pdf_objects import Layers, entry, is_hidden_layer, numbers, resolved
from tools.documents.pdf_places import IDENTITY, Matrix, box_of, product, scale_of

_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_GREYS = {b"g": 1, b"rg": 3, b"k": 4}
_SPACES = {"/DeviceGray": 1, "/CalGray": 1, "/G": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/RGB": 3, "/DeviceCMYK": 4, "/CMYK": 4}
_INVISIBLE = (3, 7)
_SMALLEST = 1.0
"""Points: nobody reads smaller letters."""
_SEEN = 0.05


@dataclass(frozen=True)
class _Ink:
    fill: Colour | None = BLACK
    parts: int | None = 1
    alpha: float = 1.0
    mode: int = 0
    size: float = 0.0
    is_drawn_font: bool = False


@dataclass
class _Place:
    """A page, or a form inside it: where it lies, and what it names."""

    base: Matrix
    resources: Any
    is_hidden: bool
    ink: _Ink


class Sight:
    """Watches one extraction of a page; text that is not to be had is taken out of the operators before they are read.

    Args:
        page: The page.
        layers: Layers that are switched off.
        wants_hidden: Take out what is seen instead of what is hidden.
        reads_invisible: Take invisible letters for those of a scan, which lie over its picture.

    Attributes:
        hidden: Texts that are hidden, in number.
        invisible: Those of them whose letters are drawn invisibly.
        backdrop: What is painted.
    """

    def __init__(self, page: Any, layers: Layers, *, wants_hidden: bool = False, reads_invisible: bool = False) -> None:
        self.hidden = self.invisible = 0
        self._layers, self._wants_hidden, self._reads_invisible = layers, wants_hidden, reads_invisible
        shown = page.cropbox
        self._page = box_of([(float(shown.left), float(shown.bottom)), (float(shown.right), float(shown.top))])
        self.backdrop = Backdrop(self._page)
        self._places = [_Place(IDENTITY, entry(page, "/Resources"), False, _Ink())]
        self._ink = _Ink()
        self._saved: list[_Ink] = []
        self._marked: list[bool] = []

    @property
    def base(self) -> Matrix:
        """Where the form lies that is being read."""
        return self._places[-1].base

    def before(self, operator: bytes, operands: list[Any], cm: Sequence[float], tm: Sequence[float]) -> None:
        """Called before each operator."""
        if operator in _SHOWS:
            if self._is_hidden(cm, tm) != self._wants_hidden:
                operands.clear()
        elif operator == b"q":
            self._saved.append(self._ink)
        elif operator == b"Q":
            self._ink = self._saved.pop() if self._saved else self._ink
        elif operator in _GREYS:
            self._ink = replace(self._ink, fill=from_parts(numbers(operands, _GREYS[operator])), parts=_GREYS[operator])
        elif operator in (b"cs", b"sc", b"scn"):
            self._colour(operator, operands)
        elif operator == b"Tr":
            self._ink = replace(self._ink, mode=int((numbers(operands, 1) or [0])[0]))
        elif operator == b"Tf":
            font = entry(entry(self._places[-1].resources, "/Font"), operands[0]) if operands else None
            size = numbers(operands[1:], 1) or [self._ink.size]
            self._ink = replace(self._ink, size=size[0], is_drawn_font=entry(font, "/Subtype") == "/Type3")
        elif operator == b"gs" and operands:
            alpha = entry(entry(entry(self._places[-1].resources, "/ExtGState"), operands[0]), "/ca")
            self._ink = replace(self._ink, alpha=(numbers([alpha], 1) or [self._ink.alpha])[0])
        elif operator in (b"BDC", b"BMC"):
            self._mark(operator, operands)
        elif operator == b"EMC":
            self._marked = self._marked[:-1]
        elif operator == b"Do" and operands:
            self._enter(operands[0], cm)
        elif operator == b"INLINE IMAGE":
            self.backdrop.picture(product(tuple(cm), self.base))
        else:
            self.backdrop.draw(operator, operands, product(tuple(cm), self.base), self._ink.fill, self._ink.alpha)

    def after(self, operator: bytes, operands: list[Any], *_: Any) -> None:
        """Called after each operator."""
        if operator == b"Do" and operands and len(self._places) > 1:
            self._ink = self._places.pop().ink

    def _is_hidden(self, cm: Sequence[float], tm: Sequence[float]) -> bool:
        if self._ink.mode in _INVISIBLE and not self._reads_invisible:
            self.hidden += 1
            self.invisible += 1
            return True
        place = product(product(tuple(tm), tuple(cm)), self.base)
        is_hidden = (
            self._places[-1].is_hidden
            or any(self._marked)
            or self._ink.alpha < _SEEN
            or self._is_unreadable(place)
            or self._is_outside(place)
        )
        self.hidden += is_hidden
        return is_hidden

    def _is_unreadable(self, place: Matrix) -> bool:
        """Whether letters are too small, or of the colour of what lies behind them."""
        if self._ink.mode in _INVISIBLE:
            return False
        if not self._ink.is_drawn_font and abs(self._ink.size) * scale_of(place) < _SMALLEST:
            return True
        if self._ink.mode not in (0, 4) or self._ink.fill is None:
            return False
        return alike(self._ink.fill, self.backdrop.colour_at(place[4], place[5]))

    def _is_outside(self, place: Matrix) -> bool:
        left, bottom, right, top = self._page
        size = abs(self._ink.size) * scale_of(place)
        wide = right - left
        return not (left - wide < place[4] < right and bottom - size < place[5] < top + size)

    def _colour(self, operator: bytes, operands: list[Any]) -> None:
        if operator == b"cs":
            name = operands[0] if operands else None
            space = resolved(entry(entry(self._places[-1].resources, "/ColorSpace"), name)) or name
            parts = _SPACES.get(str(space[0] if isinstance(space, list) and space else space))
            if isinstance(space, list) and len(space) > 1 and str(space[0]) == "/ICCBased":
                parts = next((n for n in (1, 3, 4) if entry(resolved(space[1]), "/N") == n), None)
            self._ink = replace(self._ink, parts=parts, fill=BLACK if parts else None)
        else:
            found = numbers(operands, self._ink.parts or 0)
            self._ink = replace(self._ink, fill=from_parts(found) if self._ink.parts and found else None)

    def _mark(self, operator: bytes, operands: list[Any]) -> None:
        is_hidden = False
        if operator == b"BDC" and len(operands) > 1 and operands[0] == "/OC":
            is_hidden = is_hidden_layer(entry(self._places[-1].resources, "/Properties"), operands[1], self._layers)
        self._marked.append(is_hidden)

    def _enter(self, name: Any, cm: Sequence[float]) -> None:
        here = self._places[-1]
        drawn = entry(entry(here.resources, "/XObject"), name)
        base = product(tuple(cm), here.base)
        is_hidden = here.is_hidden or any(self._marked) or is_hidden_layer(drawn, "/OC", self._layers)
        if entry(drawn, "/Subtype") == "/Image":
            self.backdrop.picture(base)
        matrix = numbers(resolved(entry(drawn, "/Matrix")) or [], 6)
        resources = entry(drawn, "/Resources") or here.resources
        self._places.append(_Place(product(tuple(matrix or IDENTITY), base), resources, is_hidden, self._ink))
