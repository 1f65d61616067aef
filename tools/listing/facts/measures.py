"""What a figure measures: by the name of its attribute, by words near it, by its unit."""

import re
from dataclasses import dataclass
from functools import cache

from tools.listing.facts.fact import Fact
from tools.listing.facts.matching import data, one_of, plain
from tools.listing.terms import LANGUAGES, terms

_BEFORE, _AFTER = 34, 22
_CLAUSE = re.compile(r"[;|。；！!?？\n]|[,，、](?!\d)|\.(?!\d)")
_UNIT_OF_NAME = re.compile(r"[\s_(（/]+[^\W\d_]{1,4}[)）]?$")


@dataclass(frozen=True)
class Dimension:
    """One thing that is measured; `alone`: a single figure in its unit in the title is the product's."""

    id: str
    units: frozenset[str]
    attributes: frozenset[str]
    alone: bool


@cache
def dimensions() -> dict[str, Dimension]:
    """All by id."""
    return {
        each["id"]: Dimension(each["id"], frozenset(each["units"]), frozenset(each["attributes"]), each.get("alone", False))
        for each in data("consistency")["dimensions"]
    }


@cache
def attribute_id(name: str) -> str | None:
    """The id in the term base of what an attribute's name says, in any language."""
    known = _attribute_names()
    key = plain(name.replace("_", " ")).strip()
    return known.get(key) or known.get(_UNIT_OF_NAME.sub("", key).strip())


@cache
def _attribute_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for id, names in data("consistency")["attribute_names"].items():
        found |= {plain(name): id for name in names}
    for term in terms().values():
        if term.kind == "attribute_name":
            for language in LANGUAGES:
                for name in term.names(language):
                    found.setdefault(plain(name), term.id)
    return found


@cache
def dimension_of_attribute(name: str) -> Dimension | None:
    """What an attribute measures."""
    id = attribute_id(name)
    return next((each for each in dimensions().values() if id in each.attributes), None)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    named: dict[str, list[str]] = {}
    for each in data("consistency")["dimensions"]:
        names = [*each["labels"], *(name for name, id in _attribute_names().items() if id in each["attributes"])]
        for name in {plain(name).replace("-", " ") for name in names if len(name) > 1 or not name.isascii()}:
            named.setdefault(name, []).append(each["id"])
    pattern = one_of(named, blank="[ -]")
    return re.compile(rf"(?<![a-z])({pattern})(?:(?<![a-z])|(?![a-z]))"), {name: (*ids,) for name, ids in named.items()}


@cache
def dimension_names() -> frozenset[str]:
    """Words that only say what is measured, in all languages: `length`, `hoch`, `容量`."""
    return frozenset(plain(name) for each in data("consistency")["dimensions"] for name in each["labels"]) - {
        plain(name) for name in data("consistency")["nouns_of_dimensions"]
    }


def clause(low: str, start: int, end: int, *, before: int = _BEFORE, after: int = _AFTER) -> tuple[str, str]:
    """The words before and after a place, within the same clause."""
    left = _CLAUSE.split(low[max(0, start - before) : start])[-1]
    right = _CLAUSE.split(low[end : end + after], maxsplit=1)[0]
    return left, right


def measured(low: str, fact: Fact) -> tuple[Dimension, bool] | None:
    """What words near a figure say it measures, and whether one stands right before it (`Capacity: 500 ml`); the nearest counts.

    Args:
        low: The text, plain.
        fact: A figure of it.
    """
    pattern, named = _labels()
    left, right = clause(low, fact.start, fact.end)
    units = {fact.unit} if fact.unit else {"mo", "pcs"}
    near = [(len(left) - match.end(), match[1]) for match in pattern.finditer(left)]
    near += [(match.start() + 1, match[1]) for match in pattern.finditer(right)]
    for _, name in sorted(near):
        fitting = [dimensions()[id] for id in named[name.replace("-", " ")] if units & dimensions()[id].units]
        if fitting:
            return fitting[0], bool(left and re.search(rf"{re.escape(name)}[ ]?[:：=]? ?$", left))
    return None
