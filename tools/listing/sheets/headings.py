"""The lines of a pasted listing to its fields, by its headings or, without any, by their place and look."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tools.listing.draft import Said, said
from tools.listing.sheets.building import clean, is_marked, keywords_of, unmarked
from tools.listing.sheets.names import field_names, field_of, fold, is_no_fact
from tools.listing.sheets.stores import store_in
from tools.listing.terms import LANGUAGES, terms

_SEPARATOR = re.compile(r"\s*(?:[:：=\t]|\s\|\s)\s*")
_BRACKETS = re.compile(r"^\s*[【\[](?P<name>[^【】\[\]]{1,40})[】\]]\s*[:：]?\s*(?P<value>.*)$", re.DOTALL)
_ORNAMENTS = " \t#>*_"
_RUN = re.compile(r"\s{2,}")
_LONGEST_NAME = 60
_LONGEST_FACT = 160
_DESCRIPTION = 300
"""Characters from which a line without heading and mark is a description."""
_ONE_LINE = ("title", "brand", "sku", "asin", "product_type", "category", "seller_name", "marketplace", "language")
_TEXTS = ("title", "description", "search_terms", "keywords", "highlights", "competitor_titles")


@dataclass
class Gathered:
    """Texts of a listing by field.

    Attributes:
        facts: Of the product, by name.
        store: As it is written there.
        loose: Lines that belong to nothing.
    """

    texts: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    store: str | None = None
    loose: list[str] = field(default_factory=list)
    doubts: list[Said] = field(default_factory=list)
    images: list[Any] = field(default_factory=list)

    def with_doubt(self, holds: bool, key: str, **variables: object) -> "Gathered":
        """The same, with a doubt if it holds."""
        if holds:
            self.doubts.append(said(key, **variables))
        return self


@cache
def _fact_names() -> frozenset[str]:
    """Names that facts of products have, in every language."""
    named = [term for term in terms().values() if term.kind == "attribute_name"]
    names = {fold(name) for term in named for language in LANGUAGES for name in term.names(language)}
    return frozenset(names - field_names().keys())


def gather(lines: list[str], about: str | None = None) -> Gathered:
    """Sort the lines of a listing.

    Args:
        lines: Without the operator's words around them.
        about: The field that all of them are, where the operator says so and they have no headings.
    """
    lines = _parted(lines)
    reader = _Reader(any(heading_of(line, None) for line in lines))
    if about and not reader.has_headings:
        reader.section = about
    for line in lines:
        reader.read(clean(line))
    return reader.finish()


def heading_of(line: str, section: str | None) -> tuple[str, int | None, str] | None:
    """The field that a line names, its number, and what stands behind it; None for a line that is no heading.

    Args:
        line: One line.
        section: The field that the lines before it belong to.
    """
    marked = is_marked(line)
    text = (unmarked(line) if marked else line).strip(_ORNAMENTS)
    bracketed = _BRACKETS.match(text)
    parts = [bracketed["name"], bracketed["value"]] if bracketed else _named(text)
    name = parts[0].strip(_ORNAMENTS)
    if not 0 < len(name) <= _LONGEST_NAME or (found := field_of(name)) is None:
        return None
    value = parts[1].strip(_ORNAMENTS) if len(parts) > 1 else ""
    if marked and not value and found[0] not in (*_TEXTS, "bullets"):
        return None
    if marked and section == "bullets" and not (len(parts) > 1 and (found[0] in _TEXTS or found[1])):
        return None
    if found[0] == "marketplace" and store_in(value) is None:
        return None
    return found[0], found[1], value


def _named(line: str) -> list[str]:
    """A line at its first separator, where that is not too far in for a name."""
    found = _SEPARATOR.search(line[: 2 * _LONGEST_NAME])
    return [line[: found.start()], line[found.end() :]] if found else [line]


def _parted(lines: list[str]) -> list[str]:
    """Headings that stand in one line after each other, on lines of their own."""
    filled = [line for line in lines if line.strip()]
    if len(filled) != 1 or heading_of(filled[0], None) is None:
        return lines
    return [part.rstrip(" ;；,，|") for part in _inline().sub("\n", _RUN.sub(" ", filled[0])).split("\n")]


@cache
def _inline() -> re.Pattern[str]:
    """The place before a heading inside a line."""
    names = sorted((name for name in field_names() if len(name) > 1), key=len, reverse=True)
    return re.compile(rf"(?<=[\s;；,，。.|])\s*(?=(?:{'|'.join(map(re.escape, names))})\s?\d?\s?[:：])", re.IGNORECASE)


class _Reader:
    """Reads line by line; `section` is the field that a line without heading belongs to."""

    def __init__(self, has_headings: bool) -> None:
        self.has_headings = has_headings
        self.section: str | None = None
        self._found = Gathered()
        self._loose: list[str] = []
        self._after_blank = False
        self._marks = False

    def read(self, line: str) -> None:
        if not line:
            self._blank()
            return
        heading = heading_of(line, self.section)
        if heading and not self._is_prose(heading[0]):
            self._open(*heading)
        elif not self._fact(line):
            self._add(line)
        self._after_blank = False

    def _is_prose(self, name: str) -> bool:
        """Whether a name of a field is a word of the description: of one that stands there already."""
        if self.section != "description" or name == "title":
            return False
        return bool(self._found.facts if name == "attributes" else self._found.texts.get(name))

    def _blank(self) -> None:
        self._after_blank = True
        texts = self._found.texts.get(self.section or "", [])
        if self.section == "description" and texts:
            texts.append("")
        elif self.section in ("search_terms", "keywords", "highlights") and texts:
            self.section = None

    def _open(self, name: str, number: int | None, value: str) -> None:
        self.section = name
        if name == "marketplace":
            self._found.store = self._found.store or value
        elif name == "attributes":
            for part in re.split(r"[;；]", value):
                self._fact(part.strip())
        elif value:
            self._found.texts.setdefault(name, []).append(value)
        if name == "bullets" and number is not None:
            self._marks = True
        if value and name in _ONE_LINE:
            self.section = None

    def _fact(self, line: str) -> bool:
        parts = _named(unmarked(line) if self.section == "attributes" else line)
        if len(parts) < 2 or not parts[1] or not 0 < len(parts[0]) <= _LONGEST_NAME or parts[1].startswith("//"):
            return False
        name, value = parts[0].strip(_ORNAMENTS), parts[1].strip(_ORNAMENTS)
        if self.section != "attributes":
            is_known = fold(name) in _fact_names() and len(value) <= _LONGEST_FACT and not is_marked(line)
            is_plain = self.has_headings and self.section is None and len(value) <= _LONGEST_FACT and not is_marked(line)
            if self.section == "description" or not (is_plain or (is_known and (self.section != "bullets" or self._marks))):
                return False
        if is_no_fact(name):
            self._found.loose.append(line)
        else:
            self._found.facts[name] = value
        return True

    def _add(self, line: str) -> None:
        texts = self._found.texts.setdefault(self.section, []) if self.section and self.section != "attributes" else self._loose
        if self.section == "bullets":
            is_more = self._marks and texts and not is_marked(line) and not self._after_blank
            self._marks = self._marks or is_marked(line)
            if is_more:
                texts[-1] += f" {line}"
                return
        texts.append(line)
        if self.section in _ONE_LINE:
            self.section = None

    def finish(self) -> Gathered:
        found = self._found
        found.texts = {name: texts for name, texts in found.texts.items() if texts}
        if "description" in found.texts:
            found.texts["description"] = ["\n".join(found.texts["description"]).strip()]
        if "bullets" in found.texts:
            found.texts["bullets"] = [unmarked(line) for text in found.texts["bullets"] for line in text.split("\n")]
        self._sort_loose()
        self._sort_keywords()
        return found

    def _sort_loose(self) -> None:
        """Lines under no heading: the first is the title, long ones the description, the others bullets."""
        found, lines = self._found, self._loose
        if not lines:
            return
        if "title" not in found.texts:
            found.texts["title"] = [lines.pop(0)]
        marked = any(is_marked(line) for line in lines)
        sorted_lines = [(is_marked(line) if marked else len(line) < _DESCRIPTION, line) for line in lines]
        bullets = [line for is_bullet, line in sorted_lines if is_bullet]
        others = [line for is_bullet, line in sorted_lines if not is_bullet]
        takes = {True: "bullets" not in found.texts, False: "description" not in found.texts}
        if bullets and takes[True]:
            found.texts["bullets"] = [unmarked(line) for line in bullets]
        if others and takes[False]:
            found.texts["description"] = ["\n".join(others)]
        found.loose += [line for is_bullet, line in sorted_lines if not takes[is_bullet]]
        count = len(found.texts.get("bullets", []))
        found.with_doubt(not self.has_headings and bool(lines), "listing_pasted_guessed", count=count)

    def _sort_keywords(self) -> None:
        """Terms with volumes are what buyers search, not the field of the store."""
        terms_given = self._found.texts.get("search_terms", [])
        if terms_given and all(all("volume" in word for word in keywords_of(text)) for text in terms_given):
            self._found.texts.setdefault("keywords", []).extend(self._found.texts.pop("search_terms"))
            self._found.with_doubt(True, "listing_pasted_keywords")
