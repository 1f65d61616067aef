"""How text of a Word document looks: its styles, and what a run says of itself."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from lxml import etree

from tools.documents.colours import WHITE, Colour, alike, css_colour

_HEADING = re.compile(r"(?:heading|标题|標題|überschrift|titre|título|titolo|見出し)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|目錄|目次)\s*\d", re.IGNORECASE)
_TITLES = ("title", "标题", "標題", "titel", "titre", "título", "titolo", "表題")
_MOST_STEPS = 20
_SMALLEST = 2
"""Half points: text of one point is not read."""
_NO = ("0", "false", "off", "none")

Look = Mapping[str, Any]
"""`vanish`, `colour`, `size`, `background`, as far as they are said."""


class ParagraphStyle(NamedTuple):
    """What a paragraph is.

    Attributes:
        level: Of a heading, 0 for the title; None for no heading.
        is_contents: A line of a table of contents.
        numbering: Id and level of the list it belongs to.
        look: How its text looks.
    """

    level: int | None
    is_contents: bool
    numbering: tuple[str, int] | None
    look: Look


class Styles:
    """The styles of a document.

    Args:
        root: Of `word/styles.xml`; None when there is none.
    """

    def __init__(self, root: Any) -> None:
        styles = [] if root is None else root.findall("{*}style")
        self._styles = {value(style, "styleId"): style for style in styles}
        default = None if root is None else root.find("{*}docDefaults/{*}rPrDefault/{*}rPr")
        self._default = look_of(default)
        self._normal = next(
            (value(s, "styleId") for s in styles if value(s, "default") == "1" and value(s, "type") == "paragraph"), ""
        )
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, Look] = {}

    def paragraph(self, style: str | None) -> ParagraphStyle:
        """What paragraphs of a style are."""
        name = style or self._normal
        if name not in self._paragraphs:
            self._paragraphs[name] = self._paragraph(name)
        return self._paragraphs[name]

    def run(self, style: str) -> Look:
        """How runs of a character style look."""
        if style not in self._runs:
            self._runs[style] = self._look(style)
        return self._runs[style]

    def _chain(self, name: str) -> list[Any]:
        """A style and those it is based on, the innermost last."""
        found: list[Any] = []
        while name in self._styles and len(found) < _MOST_STEPS and self._styles[name] not in found:
            found.insert(0, self._styles[name])
            name = child_value(self._styles[name], "basedOn") or ""
        return found

    def _look(self, name: str) -> dict[str, Any]:
        look: dict[str, Any] = {}
        for style in self._chain(name):
            look.update(look_of(style.find("{*}rPr")))
        return look

    def _paragraph(self, name: str) -> ParagraphStyle:
        level: int | None = None
        numbering: tuple[str, int] | None = None
        is_contents = False
        look = dict(self._default)
        for style in self._chain(name):
            called = child_value(style, "name") or ""
            is_contents = is_contents or bool(_CONTENTS.match(called))
            properties = style.find("{*}pPr")
            level = outline_level(properties, _named_level(called, level))
            numbering = list_of(properties, numbering)
            look.update(background_of(properties))
        return ParagraphStyle(level, is_contents, numbering, {**look, **self._look(name)})


def value(element: Any, name: str) -> str:
    """An attribute of whatever namespace; empty when there is none."""
    return next((str(text) for key, text in element.items() if key.rpartition("}")[2] == name), "")


def child_value(element: Any, name: str) -> str | None:
    """The `val` of a child; None when there is no such child."""
    child = None if element is None else element.find(f"{{*}}{name}")
    return None if child is None else value(child, "val")


def is_on(element: Any, name: str) -> bool | None:
    """Whether a switch is on; None when nothing is said."""
    written = child_value(element, name)
    return None if written is None else written not in _NO


def look_of(properties: Any) -> dict[str, Any]:
    """What the properties of a run say of its look."""
    found: dict[str, Any] = {}
    if properties is None:
        return found
    vanish = is_on(properties, "vanish")
    if vanish is not None:
        found["vanish"] = vanish
    colour = child_value(properties, "color")
    if colour is not None:
        found["colour"] = css_colour(colour)
    size = child_value(properties, "sz")
    if size and size.isdecimal():
        found["size"] = int(size)
    highlight = child_value(properties, "highlight")
    if highlight and highlight != "none":
        found["background"] = css_colour(highlight)
    return {**background_of(properties), **found}


def background_of(properties: Any) -> dict[str, Colour | None]:
    """The shading that properties give, if they give one."""
    shading = None if properties is None else properties.find("{*}shd")
    if shading is None:
        return {}
    fill = value(shading, "fill")
    if fill in ("", "auto") and not value(shading, "themeFill"):
        return {}
    return {"background": css_colour(fill)}


def hides(look: Look) -> bool:
    """Whether text of this look cannot be seen."""
    is_tiny = look.get("size", _SMALLEST + 1) <= _SMALLEST
    return bool(look.get("vanish")) or is_tiny or alike(look.get("colour"), look.get("background", WHITE))


def _named_level(name: str, otherwise: int | None) -> int | None:
    """The heading level that the name of a style says."""
    match = _HEADING.match(name)
    return int(match[1]) if match else 0 if name.lower() in _TITLES else otherwise


def outline_level(properties: Any, otherwise: int | None) -> int | None:
    """The heading level that paragraph properties give: 1 to 9."""
    written = child_value(properties, "outlineLvl")
    if written is None or not written.isdecimal():
        return otherwise
    return int(written) + 1 if int(written) < 9 else None


def list_of(properties: Any, otherwise: tuple[str, int] | None) -> tuple[str, int] | None:
    """The list, and the level in it, that paragraph properties give."""
    found = None if properties is None else properties.find("{*}numPr")
    if found is None:
        return otherwise
    number, level = child_value(found, "numId"), child_value(found, "ilvl") or "0"
    number = number if number is not None else (otherwise[0] if otherwise else "0")
    return (number, int(level)) if number != "0" and level.isdecimal() and int(level) < 9 else None


def children(element: Any) -> Any:
    """Child elements; comments and instructions are none."""
    return element.iterchildren(tag=etree.Element)
