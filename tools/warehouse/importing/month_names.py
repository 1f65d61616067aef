"""Names of the months in the languages of the reports."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "sv", "pt", "tr")
"""Languages that name months by words; Chinese and Japanese number them."""
# In use beside those of the Unicode CLDR: Excel's and Windows' German, Austria's, and longer or shorter abbreviations.
_MORE = {
    "Mrz": 3, "Jän": 1, "Jänner": 1, "Sept": 9, "Sep": 9, "Set": 9, "Juil": 7, "Août": 8, "Aout": 8,
    "setiembre": 9, "sett": 9, "Janv": 1, "Févr": 2, "Avr": 4, "Mayo": 5, "Juin": 6,
}  # fmt: skip
_CHINESE = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Month by folded name, without a point at its end; a name of several months is left out."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES:
        for name, month in month_names(language):
            found[folded(name)].add(month)
            found[folded(_bare(name))].add(month)
    for name, month in _MORE.items():
        found[folded(name)].add(month)
    for month, name in enumerate(_CHINESE, 1):
        found[name].add(month)
    return {name: months.pop() for name, months in found.items() if len(months) == 1}


def month_names(language: str, *widths: str) -> Iterator[tuple[str, int]]:
    """The names of one language, in a date and alone; wide and abbreviated unless told."""
    names = Locale.parse(language).months
    for context in ("format", "stand-alone"):
        for width in widths or ("wide", "abbreviated"):
            for month, name in names[context][width].items():
                if not name[0].isdigit():
                    yield name, month


def folded(name: str) -> str:
    """A name as it is looked up."""
    return unicodedata.normalize("NFC", name.replace("İ", "i").casefold()).rstrip(".")


def _bare(name: str) -> str:
    """A name without its accents, as systems of plain letters write it."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
