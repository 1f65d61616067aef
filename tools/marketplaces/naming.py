"""Countries and platforms named in a sentence."""

import re
from functools import cache

from tools.core.references import word_pattern
from tools.marketplaces import marketplaces, platform_names, read_yaml
from tools.marketplaces.countries import country_words

STORE_WORDS = {
    "美": "US", "德": "DE", "英": "GB", "法": "FR", "意": "IT", "西": "ES", "日": "JP", "加": "CA", "澳": "AU",
    "墨": "MX", "荷": "NL", "波": "PL", "瑞": "SE", "印": "IN", "新": "SG", "巴": "BR",
}  # fmt: skip
CODES = ("US", "UK", "GB", "DE", "FR", "IT", "ES", "JP", "CA", "AU", "MX", "NL", "PL", "SE", "BE", "AE", "SG", "BR")
SHORT_STORE = re.compile(rf"([{''.join(STORE_WORDS)}])(?:站|亚(?!马逊))")
_ADJECTIVES = {
    "american": "US", "german": "DE", "british": "GB", "french": "FR", "italian": "IT", "spanish": "ES",
    "japanese": "JP", "canadian": "CA", "australian": "AU", "mexican": "MX", "dutch": "NL", "polish": "PL",
    "swedish": "SE", "indian": "IN", "brazilian": "BR", "belgian": "BE", "irish": "IE",
}  # fmt: skip
# English words that are also names of countries or could be mistaken for one.
_SHORT_NAMES = {"rsa", "uae"}
_NOT_COUNTRIES = {"turkey", "chad", "jordan", "georgia", "mali", "oman", "guinea", "niger"}
_UNION = re.compile(r"欧盟|(?<![A-Za-z])EU(?![A-Za-z])|(?i:european union)|欧洲")
_SHORT_FORMS = {"UK": "GB", "AUS": "AU", "LA": "US", "NYC": "US", "KSA": "SA", "UAE": "AE"}
WRITTEN_IN_CAPITALS = frozenset({*CODES, *_SHORT_FORMS})
_CODE = re.compile(rf"(?<![A-Za-z0-9\-_.])({'|'.join(sorted(WRITTEN_IN_CAPITALS))})(?![A-Za-z0-9\-_])")


@cache
def country_names(language: str) -> dict[str, str]:
    """Code by every name of a country and its people that a sentence may hold."""
    return {
        name: code
        for name, code in {**country_words("en"), **country_words(language), **_ADJECTIVES}.items()
        if (len(name) > 3 or name in _SHORT_NAMES or (len(name) > 1 and not name.isascii())) and name not in _NOT_COUNTRIES
    }


@cache
def country_pattern(language: str, suffix: str = "") -> re.Pattern[str]:
    """One pattern for all of these names, the longest first, with what may follow."""
    ordered = sorted(country_names(language), key=lambda name: -len(name))
    latin = "|".join(re.escape(name) for name in ordered if name.isascii())
    other = "|".join(re.escape(name) for name in ordered if not name.isascii())
    return re.compile(rf"((?<![a-z0-9_\-])(?:{latin})(?![a-z0-9_])|{other}){suffix}", re.ASCII)


@cache
def _domains() -> dict[str, str]:
    return {market.domain: market.country for market in marketplaces().values() if market.domain}


@cache
def _cities() -> dict[str, str]:
    named = read_yaml("cities.yaml").items()
    return {city: "GB" if code == "UK" else code for code, cities in named for city in cities}


@cache
def _places(language: str) -> dict[str, str]:
    """Code by every name of a country or a city of it."""
    return {**_cities(), **country_names(language)}


@cache
def _either(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(word_pattern(name) for name in sorted(names, key=len, reverse=True)))


def named_countries(text: str, language: str) -> list[str]:
    """Codes of countries that a sentence names, by their cities too, and `EU`; each once."""
    lowered = text.lower()
    found = [_domains()[match[0]] for match in _either((*_domains(),)).finditer(lowered)]
    found += [STORE_WORDS[match[1]] for match in SHORT_STORE.finditer(text)]
    # The longest name counts: New Jersey is no Jersey, 罗马尼亚 is not in 罗马.
    found += [_places(language)[match[0]] for match in _either((*_places(language),)).finditer(lowered)]
    found += [_SHORT_FORMS.get(match[1], match[1]) for match in _CODE.finditer(text)]
    return list(dict.fromkeys([*found, *(["EU"] if _UNION.search(text) else [])]))


def named_platforms(text: str) -> list[str]:
    """Platforms that a sentence names, each once."""
    names = platform_names()
    return list(dict.fromkeys(names[match[0]] for match in _either((*names,)).finditer(text.lower())))


def other_platforms(text: str) -> list[str]:
    """Names of platforms in a sentence that this product knows nothing of."""
    return [match[0] for match in _either(_unheld()).finditer(text.lower())]


@cache
def _unheld() -> tuple[str, ...]:
    return tuple(read_yaml("other_platforms.yaml"))
