"""What the columns of sheets, the keys of JSON and the headings of pasted listings are called."""

import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("columns.yaml")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_BREAKS = re.compile(r"[\s_\-‐‑–—]+")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]{0,80}[)）\]】]")
_NUMBER = re.compile(r"^(?P<name>.*?\D)\s?#?(?:第\s?)?(?P<number>\d{1,2}|[一二三四五六七八九十])[点條条个項]?$")
_CHINESE_NUMBERS = "零一二三四五六七八九十"
_SEVERAL = re.compile(r"^([a-z]+(?:_[a-z]+)+)_?(\d{1,2})$")
_PATH = re.compile(r"^(?P<name>[^\[\]#]+)(?P<chosen>(?:\[[^\[\]]*\])*)(?:#(?P<number>\d{1,2}))?(?P<rest>[.\[#].*)?$")
_CHOSEN = re.compile(r"\[([a-z_]+)=([^\[\]]*)\]")
_PLACE = re.compile(r"\[[^\[\]]*\]|#\d+")
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Column:
    """What a column holds.

    Attributes:
        field: Of the listing; `attribute` for a fact of the product, None for anything else.
        number: Of several columns of one field, from 1.
        name: Of a fact of the product, as people call it.
        is_unit: It holds the unit of the fact of that name.
        chosen: Store and language of an attribute path: `{"marketplace_id": "ATVPDKIKX0DER", "language_tag": "en_US"}`.
    """

    field: str | None
    number: int | None = None
    name: str = ""
    is_unit: bool = False
    chosen: dict[str, str] = dataclasses.field(default_factory=dict, hash=False)


@cache
def column_words() -> dict[str, Any]:
    """The word lists of `columns.yaml`."""
    words: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words


def fold(name: str) -> str:
    """A name without what varies between files: case, stars, marks, `_` and `-`."""
    plain = unicodedata.normalize("NFKC", name[:_LONGEST_NAME]).replace("\ufeff", "").replace("*", " ")
    return _BREAKS.sub(" ", _CAMEL.sub(" ", plain).lower()).strip(" :#.|")


@cache
def field_names() -> dict[str, str]:
    """Field by each of its names, folded."""
    return {fold(name): field for field, names in column_words()["fields"].items() for name in names}


def field_of(name: str) -> tuple[str, int | None] | None:
    """The field that a name means, and its number where it has one.

    Args:
        name: `Title (max. 200)`, `五点描述3`, `Bullet Point #2`.
    """
    whole = fold(name)
    inside = _BRACKETED.search(whole)
    for text in dict.fromkeys((whole, fold(_BRACKETED.sub(" ", whole)), fold(inside[0][1:-1]) if inside else "")):
        if text in field_names():
            return field_names()[text], None
        numbered = _NUMBER.match(text)
        if numbered and (found := field_names().get(numbered["name"].strip(" #.第"))) in column_words()["numbered"]:
            return str(found), _number(numbered["number"])
    return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _CHINESE_NUMBERS.index(text)


@lru_cache(maxsize=4096)
def column_of(name: str) -> Column:
    """What a column of that name holds."""
    if re.search(r"[\[#]", name) and (path := _PATH.match(name.strip())) and (path["number"] or path["chosen"]):
        return _of_path(path)
    if found := field_of(name):
        return _with_field(*found)
    if is_no_fact(name):
        return Column(None)
    plain = fold(name.strip().removeprefix("C:"))
    for unit in column_words()["units"]:
        if plain.endswith(f" {unit}"):
            return Column("attribute", name=plain.removesuffix(unit).strip(), is_unit=True)
    several = _SEVERAL.match(name.strip())
    return Column("attribute", int(several[2]) if several else None, _shown(several[1] if several else name))


def _of_path(path: re.Match[str]) -> Column:
    """A column of Amazon's newer templates: `item_weight[marketplace_id=…]#1.value`."""
    chosen = dict(_CHOSEN.findall(path["chosen"]))
    number = int(path["number"]) if path["number"] else None
    steps = [step for step in _PLACE.sub("", path["rest"] or "").split(".") if step and step != "value"]
    if not steps and (found := field_of(path["name"])):
        return _with_field(found[0], number, chosen)
    if is_no_fact(path["name"]) or (steps and is_no_fact(steps[-1])):
        return Column(None)
    is_unit = steps[-1:] == ["unit"]
    name = " ".join([_shown(path["name"]), *(_shown(step) for step in (steps[:-1] if is_unit else steps))])
    return Column("attribute", number, name, is_unit, chosen)


def _with_field(found: str, number: int | None, chosen: dict[str, str] | None = None) -> Column:
    if found == "attributes":
        return Column("attributes")
    is_numbered = found in column_words()["numbered"]
    return Column(found, number if is_numbered else None, chosen=chosen or {})


def _shown(name: str) -> str:
    """A fact's name as it is told: that of a flat file in words."""
    plain = name.strip().removeprefix("C:").strip("*: ")
    return plain.replace("_", " ").strip() if plain.isascii() and plain == plain.lower() else plain


@cache
def _no_facts() -> tuple[frozenset[str], frozenset[str]]:
    words = column_words()["no_facts"]
    return frozenset(fold(word) for word in words["begins"] if fold(word)), frozenset(fold(word) for word in words["ends"])


def is_no_fact(name: str) -> bool:
    """Whether a column of that name says nothing of the product itself: prices, pictures, logistics."""
    if name.lstrip().startswith(("::", "amzn1.")):
        return True
    begins, ends = _no_facts()
    words = re.sub(r"\d+(?=\s|$)", "", _BRACKETED.sub(" ", fold(name))).split()
    starts = {" ".join(words[:count]) for count in range(1, len(words) + 1)}
    if starts & begins or (words and words[-1] in ends):
        return True
    text = "".join(words)
    return not text.isascii() and any(
        not word.isascii() and (text.startswith(word) if word in begins else text.endswith(word)) for word in begins | ends
    )
