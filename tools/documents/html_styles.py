"""Which parts of a web page its reader does not see: style attributes, style sheets in the page, old attributes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tools.documents.colours import BLACK, WHITE, Colour, alike, css_colour, is_clear

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMPOUND = re.compile(r"([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|%)?")
_ASKED = frozenset({
    "display", "visibility", "opacity", "color", "background", "background-color", "background-image", "font-size",
    "text-indent", "position", "left", "top", "clip", "clip-path", "height", "width", "overflow", "max-height",
})  # fmt: skip
_MOST_RULES = 500
_FAR = -500
"""Pixels to the left or above: nobody sees what stands there."""

Styles = Mapping[str, str]


class Seen(NamedTuple):
    """How a part of a page looks.

    Attributes:
        gone: Neither it nor what is inside can be seen.
        invisible: Not to be seen, though what is inside may say otherwise.
        colour: Of its text; None when unknown.
        background: What lies behind it; None when unknown.
    """

    gone: bool = False
    invisible: bool = False
    colour: Colour | None = BLACK
    background: Colour | None = WHITE

    @property
    def hides(self) -> bool:
        """Whether its own text cannot be seen."""
        return self.gone or self.invisible or alike(self.colour, self.background)


class _Rule(NamedTuple):
    compounds: list[tuple[str, frozenset[str]]]
    styles: Styles


class StyleSheet:
    """The rules of a page's own style sheets that can hide something.

    Rules that hold only sometimes (`@media` …) and states (`:hover`) are left out.
    """

    def __init__(self, css: str) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        known: set[str] = set()
        for rule in _without_at_rules(_COMMENT.sub("", css)).split("}"):
            selectors, _, body = rule.rpartition("{")
            styles = declarations(body)
            for selector in selectors.split(",") if styles else ():
                compounds = _compounds(selector)
                written = f"{compounds}{styles}"
                if compounds and written not in known and len(known) < _MOST_RULES:
                    known.add(written)
                    tag, marks = compounds[-1]
                    self._rules.setdefault(min(marks, default=tag), []).append(_Rule(compounds, styles))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def styles(self, element: Any) -> dict[str, str]:
        """What the rules say of an element, later ones first to be heard."""
        found: dict[str, str] = {}
        if not self._rules:
            return found
        tag, marks = _named(element)
        for key in ("*", tag, *sorted(marks)):
            for rule in self._rules.get(key, ()):
                if _fits(rule.compounds[-1], tag, marks) and _is_within(element, rule.compounds[:-1]):
                    found.update(rule.styles)
        return found


def look(element: Any, above: Seen, sheet: StyleSheet) -> Seen:
    """How an element looks inside another."""
    if not sheet and not element.attrib:
        return above
    said = {**_old_attributes(element), **sheet.styles(element), **declarations(element.get("style") or "")}
    gone = above.gone or element.get("hidden") is not None or (bool(said) and _is_gone(said))
    visibility = said.get("visibility", "")
    invisible = visibility in ("hidden", "collapse") if visibility else above.invisible
    colour = above.colour
    if written := said.get("color"):
        colour = css_colour(written) if written not in ("inherit", "currentcolor") else colour
        gone = gone or is_clear(written)
    return Seen(gone, invisible, colour, _background(said, above.background))


def declarations(body: str) -> dict[str, str]:
    """The declarations of a rule that are asked about here."""
    found = {}
    for part in body.split(";"):
        name, _, value = part.partition(":")
        if (name := name.strip().lower()) in _ASKED:
            found[name] = value.replace("!important", "").strip().lower()
    return found


def _without_at_rules(css: str) -> str:
    """The rules that stand outside of blocks that begin with `@`."""
    pieces, depth, start, at = [], 0, 0, False
    for match in re.finditer(r"[{}]|@[\w-]+[^{};@]*(?=[{;])", css):
        if match[0].startswith("@") and not depth:
            pieces.append(css[start : match.start()])
            at, start = True, match.end()
        elif match[0] == "{":
            depth += at
        elif match[0] == "}" and at:
            depth -= 1
            if depth <= 0:
                at, depth, start = False, 0, match.end()
    return "".join(pieces) + ("" if at and depth else css[start:])


def _compounds(selector: str) -> list[tuple[str, frozenset[str]]]:
    """`div.a > #b` as its parts; nothing for a selector with states or attributes."""
    found = []
    for part in selector.replace(">", " ").lower().split():
        match = _COMPOUND.fullmatch(part)
        if not match:
            return []
        found.append((match[1] or "*", frozenset(re.findall(r"[.#][\w-]+", match[2]))))
    return found


def _named(element: Any) -> tuple[str, frozenset[str]]:
    marks = {f".{name.lower()}" for name in (element.get("class") or "").split()[:100]}
    return element.tag, frozenset(marks | ({f"#{name.lower()}"} if (name := element.get("id")) else set()))


def _fits(compound: tuple[str, frozenset[str]], tag: str, marks: frozenset[str]) -> bool:
    return compound[0] in ("*", tag) and compound[1] <= marks


def _is_within(element: Any, compounds: list[tuple[str, frozenset[str]]]) -> bool:
    left = list(compounds)
    above: Iterator[Any] = element.iterancestors() if left else iter(())
    for ancestor in above:
        if left and isinstance(ancestor.tag, str) and _fits(left[-1], *_named(ancestor)):
            left.pop()
    return not left


def _old_attributes(element: Any) -> dict[str, str]:
    """Attributes that say what a style would."""
    found = {"color": element.get("color")} if element.tag == "font" else {}
    found["background-color"] = element.get("bgcolor")
    return {name: value.lower() for name, value in found.items() if value}


def _is_gone(said: Styles) -> bool:
    if said.get("display") == "none" or _size(said.get("opacity", "")) == 0:
        return True
    font = said.get("font-size", "")
    if font.startswith(("0", "1px", "1pt", ".")) and 0 <= _size(font) <= 1 and not font.endswith(("em", "%")):
        return True
    if _size(font) == 0 or _size(said.get("text-indent", "")) < _FAR:
        return True
    if said.get("position") in ("absolute", "fixed"):
        placed = min(_size(said.get("left", "")), _size(said.get("top", "")))
        if placed < _FAR or said.get("clip", "").replace(" ", "").startswith(("rect(0", "rect(1px")):
            return True
    if "inset(50%" in said.get("clip-path", "").replace(" ", "") or "inset(100%" in said.get("clip-path", ""):
        return True
    is_flat = any(_size(said.get(name, "")) == 0 for name in ("height", "width", "max-height"))
    return is_flat and said.get("overflow") == "hidden"


def _size(written: str) -> float:
    """A number of CSS; 1 where there is none."""
    match = _LENGTH.match(written)
    try:
        return float(match[1]) if match else 1.0
    except ValueError:
        return 1.0


def _background(said: Styles, above: Colour | None) -> Colour | None:
    if "background-image" in said and said["background-image"] != "none":
        return None
    written = said.get("background-color") or said.get("background")
    if not written or written in ("none", "inherit", "initial") or is_clear(written):
        return above
    words = re.findall(r"[\w#]+(?:\([^)]*\))?", written)
    return next((colour for word in words if (colour := css_colour(word))), None)
