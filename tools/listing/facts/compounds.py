"""German compounds that say what a thing is made of: `Silikondeckel`, `Baumwollbezug`, `Damaststahl`."""

from functools import cache, lru_cache
from typing import NamedTuple

from tools.listing.facts.matching import data
from tools.listing.terms import Term, terms

_OTHERS = ("en", "zh")
_LEAST_REST, _LEAST_MODIFIER = 3, 3


class Compound(NamedTuple):
    """One word read in two parts.

    Attributes:
        made_of: Materials that its part may mean.
        thing: Products and parts that the rest may name; none where the material ends the word.
    """

    made_of: tuple[Term, ...]
    thing: tuple[Term, ...]


@lru_cache(maxsize=8192)
def compound(word: str) -> Compound | None:
    """A word of one material and one thing, or of a material with a modifier before it.

    Args:
        word: In small letters, with its umlauts (Mull is a fabric, Müll is waste), without blanks and hyphens.
    """
    read = _divided(word)
    known = _named("part", "product", "feature").get(word)
    if read and known and not any(_says(term, made_of) for term in known for made_of in read.made_of):
        return None
    return read


def _says(term: Term, made_of: Term) -> bool:
    """Whether a term says so in other languages too: elastic band, for Gummiband, does not."""
    return any(name.lower() in said.lower() for code in _OTHERS for said in term.names(code) for name in made_of.names(code))


def _divided(word: str) -> Compound | None:
    for cut in range(len(word) - _LEAST_REST, _LEAST_MODIFIER - 1, -1):
        made_of = _modifiers().get(word[:cut])
        if made_of and not word.endswith(_worked_on()) and (thing := _things().get(word[cut:])):
            return Compound(made_of, thing)
    head = next((head for head in _heads() if word.endswith(head) and len(word) - len(head) >= _LEAST_MODIFIER), None)
    return Compound(_heads()[head], ()) if head else None


@cache
def _worked_on() -> tuple[str, ...]:
    return tuple(word for word in data("compounds")["worked_on"])


@cache
def _heads() -> dict[str, tuple[Term, ...]]:
    named = _materials()
    return {word: named[word] for word in data("compounds")["heads"]}


@cache
def _materials() -> dict[str, tuple[Term, ...]]:
    return _named("material")


@cache
def _modifiers() -> dict[str, tuple[Term, ...]]:
    """Materials as they begin a compound: `seiden`, `woll`, `eichen`."""
    found: dict[str, tuple[Term, ...]] = {}
    for name, meant in _materials().items():
        for form in (name, f"{name}n", f"{name}s", name.removesuffix("e")):
            if len(form) >= _LEAST_MODIFIER and (form == name or form not in found):
                found[form] = meant
    return found


@cache
def _things() -> dict[str, tuple[Term, ...]]:
    """Products and parts by name, and by what ends the names: `flasche` of `Trinkflasche`."""
    named = _named("part", "product")
    found: dict[str, list[Term]] = {}
    for name, meant in named.items():
        for cut in range(len(name) - _LEAST_REST + 1):
            if cut == 0 or (cut >= _LEAST_MODIFIER and name[cut:] in named) or name[cut:] in _ends():
                found.setdefault(name[cut:], []).extend(meant)
    return {name: tuple(dict.fromkeys(meant)) for name, meant in found.items()}


@cache
def _ends() -> frozenset[str]:
    return frozenset(word for word in data("compounds")["things"])


@cache
def _named(*kinds: str) -> dict[str, tuple[Term, ...]]:
    found: dict[str, tuple[Term, ...]] = {}
    for term in terms().values():
        for name in term.names("de") if term.kind in kinds else ():
            key = name.lower()
            if key.isalpha():
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), term)))
    return found
