"""What is painted on a PDF page so far, as far as it is needed to know what lies behind a text."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tools.documents.colours import WHITE, Colour
from tools.documents.pdf_objects import numbers
from tools.documents.pdf_places import Box, Matrix, box_of, covers

_FILLS = (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
_ENDS = (*_FILLS, b"S", b"s", b"n")
_MOST_FILLS = 2_000
_MOST_SHAPES = 100
_MOST_POINTS = 8
_SOLID = 0.95
_SCAN = 0.5
"""Share of the page that a picture covers which is taken for a scan."""


class _Painted(NamedTuple):
    box: Box
    colour: Colour | None


class Backdrop:
    """The areas of a page that were painted, latest last.

    Args:
        page: The part of the page that is shown.

    Attributes:
        has_scan: A picture covers most of the page.
    """

    def __init__(self, page: Box) -> None:
        self.has_scan = False
        self._page = page
        self._painted: list[_Painted] = []
        self._shapes: list[list[tuple[float, float]]] = []

    def colour_at(self, x: float, y: float) -> Colour | None:
        """The colour of a point; None when it is not known."""
        return next((colour for box, colour in reversed(self._painted) if covers(box, x, y)), WHITE)

    def picture(self, place: Matrix) -> None:
        """Note a picture: a unit square, placed."""
        box = box_of([_placed(place, x, y) for x in (0, 1) for y in (0, 1)])
        left, bottom, right, top = self._page
        shown = max(0.0, min(right, box[2]) - max(left, box[0])) * max(0.0, min(top, box[3]) - max(bottom, box[1]))
        self.has_scan = self.has_scan or shown > _SCAN * (right - left) * (top - bottom)
        self._paint(box, None)

    def draw(self, operator: bytes, operands: Sequence[Any], place: Matrix, colour: Colour | None, alpha: float) -> None:
        """Note an operator that makes or fills a path."""
        if operator == b"re" and (found := numbers(operands, 4)):
            x, y, width, height = found
            self._shapes.append([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
        elif operator == b"m" and (found := numbers(operands, 2)):
            self._shapes.append([(found[0], found[1])])
        elif operator == b"l" and self._shapes and (found := numbers(operands, 2)):
            self._shapes[-1].append((found[0], found[1]))
        elif operator in (b"c", b"v", b"y") and self._shapes:
            self._shapes[-1] += [(0.0, 0.0)] * _MOST_POINTS
        elif operator == b"sh":
            self._paint(self._page, None)
        elif operator in _ENDS:
            if operator in _FILLS:
                self._fill(place, colour if alpha > _SOLID else None)
            self._shapes = []
        del self._shapes[_MOST_SHAPES:]

    def _fill(self, place: Matrix, colour: Colour | None) -> None:
        """Of shapes that are no rectangle, or are cut out of others, the colour is not known everywhere."""
        boxes = [box_of([_placed(place, x, y) for x, y in shape]) for shape in self._shapes]
        for shape, box in zip(self._shapes, boxes, strict=True):
            is_cut = any(_is_inside(other, box) or _is_inside(box, other) for other in boxes if other is not box)
            self._paint(box, colour if _is_rectangle(shape) and not is_cut else None)

    def _paint(self, box: Box, colour: Colour | None) -> None:
        if len(self._painted) < _MOST_FILLS:
            self._painted.append(_Painted(box, colour))


def _placed(place: Matrix, x: float, y: float) -> tuple[float, float]:
    return x * place[0] + y * place[2] + place[4], x * place[1] + y * place[3] + place[5]


def _is_rectangle(shape: Sequence[tuple[float, float]]) -> bool:
    corners = list(dict.fromkeys(shape))
    is_closed = len(corners) == 4 and len(shape) <= 5
    return is_closed and len({x for x, _ in corners}) == 2 and len({y for _, y in corners}) == 2


def _is_inside(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
