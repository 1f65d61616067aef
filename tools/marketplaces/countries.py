"""Country names in the languages of the product, to ISO 3166 codes and back (Unicode CLDR through Babel)."""

from functools import cache

from babel import Locale

from tools.marketplaces import read_yaml

LANGUAGES = ("zh", "en", "de", "fr", "es", "it", "ja")


@cache
def _own_names() -> dict[str, str]:
    return {name.lower(): code for code, names in read_yaml("countries.yaml").items() for name in names}


@cache
def _territories(language: str) -> dict[str, str]:
    territories = Locale(language).territories
    return {name.lower(): code for code, name in territories.items() if len(code) == 2 and code.isalpha()}


@cache
def country_code(text: str) -> str | None:
    """ISO code of a country named in any language of the product.

    Args:
        text: `Germany`, `德国`, `Deutschland`, `DE`, `EIRE` …

    Returns:
        The code, or None when no country has that name.
    """
    name = text.strip().lower()
    if name in _own_names():
        return _own_names()[name]
    codes = set(Locale("en").territories)
    if len(name) == 2 and name.upper() in codes:
        return name.upper()
    return next((_territories(lang)[name] for lang in LANGUAGES if name in _territories(lang)), None)


def country_name(code: str, language: str) -> str:
    """Name of a country in one language; the code itself when it has no name."""
    name: str = Locale(language).territories.get(code, code)
    return name


@cache
def country_words(language: str) -> dict[str, str]:
    """Code by name, for finding countries in a sentence: CLDR names of the language and our own names."""
    return {**_territories(language), **_own_names()}
