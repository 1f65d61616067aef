"""Names and words that callers write, as this product knows them."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_ROOM = Path(__file__).parent
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


_SHORT_NAMES = 50
"""Short names (`id`, `date`) rank after those that say what they are."""


class Meaning(NamedTuple):
    """What a name stands for: a field with its rank among the field's names, or the kind of an inner mapping."""

    field: str
    rank: int


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name or word in lower case, letters and digits only."""
    return "".join(sign for sign in name.lower() if sign.isalnum())


@cache
def _table(file: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load((_ROOM / file).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (all is text, `no` and `on` too)
    return content


@cache
def _fields(place: str) -> dict[str, Meaning]:
    section: dict[str, list[str]] = _table("names.yaml").get(place) or {}
    first = 0 if place == "anywhere" else _SHORT_NAMES
    return {name: Meaning(field, rank) for field, names in section.items() for rank, name in enumerate(names, start=first)}


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(_table("names.yaml")[section])


def field_of(place: str, name: str) -> Meaning | None:
    """The field that a folded name means in a mapping of that kind; what it means there goes before what it means anywhere."""
    return _fields(place).get(name) or _fields("anywhere").get(name)


def kind_of(name: str) -> str | None:
    """The kind of the inner mapping or list of that folded name."""
    return _fields("go")[name].field if name in _fields("go") else None


def is_personal(name: str) -> bool:
    """Whether a folded name is of personal data that replies do not need."""
    return name in _listed("personal")


def is_known(name: str) -> bool:
    """Whether a folded name is known and not needed."""
    return name in _listed("skip")


@cache
def _meanings(table: str) -> dict[str, str]:
    written: dict[str, list[str]] = _table("words.yaml")[table]
    return {folded(word): meaning for meaning, words in written.items() for word in words}


def meaning_of(table: str, text: str) -> str | None:
    """What a written status or payer means, the whole of it or its first part: `Shipped (in transit)`."""
    found = _meanings(table).get(folded(text))
    if found is None:
        first = next((part for part in _parts(text) if part), "")
        found = _meanings(table).get(folded(first))
    return found


def _parts(text: str) -> list[str]:
    for sign in "(（,，;；|/:：-–":
        text = text.replace(sign, "\n")
    return [part.strip() for part in text.split("\n")]


def is_among(words: str, text: str) -> bool:
    """Whether a text is one of a list of words of `words.yaml`."""
    return folded(text) in _words(words)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _table("words.yaml")[name])


def near_words(kind: str) -> dict[str, str]:
    """Days from today by word (`days`), and the direction of counted days by the words around the number (`counted`)."""
    written: dict[str, list[str]] = _table("words.yaml")[f"near_{kind}"]
    return {folded(word): number for number, words in written.items() for word in words}


def currency_signs() -> dict[str, str]:
    """Currencies by sign, the longest first; "" for a sign that several share."""
    signs: dict[str, str] = _table("words.yaml")["currency_signs"]
    return signs
