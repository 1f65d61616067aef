"""Which store some words name."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from tools.core.errors import ToolError
from tools.listing.market import find_market
from tools.marketplaces import find_marketplaces, marketplaces, platform_names
from tools.marketplaces.countries import country_code, country_words

_DOMAIN = re.compile(r"\b(?:www\.)?([a-z]{3,12}(?:\.com?)?\.[a-z]{2,3})\b", re.IGNORECASE)
_ID = re.compile(r"(?<![a-z0-9_])([a-z]{3,12}_[a-z]{2})(?![a-z0-9_])", re.IGNORECASE)
_CODE = re.compile(r"(?<![A-Za-z0-9])(U\.?[SK]\.?A?\.?|[A-Z]{2})(?![A-Za-z0-9])")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_MOST = 500
"""Characters that are looked at; longer words of an operator name no store behind them."""
_LANGUAGES = ("zh", "en", "de", "fr", "es", "it", "ja")


@cache
def _words() -> Any:
    return yaml.safe_load(Path(__file__).with_name("stores.yaml").read_text(encoding="utf-8"))


def store_in(text: str, platform: str = "amazon") -> str | None:
    """The store that some words name: `德国站`, `amazon.de`, `Walmart`, `Amazon Germany`, `DE`.

    Args:
        text: An operator's words, or the cell of a sheet.
        platform: The one that a country alone is of.

    Returns:
        Its id as `find_market` takes it; None when no store is named.
    """
    text = text[:_MOST]
    if exact := _exact(text):
        return exact
    named = _platform_in(text)
    alone = _platforms().sub(" ", text).strip(" ,，-_()（）")
    country = country_code(alone.removesuffix("站")) or _country_in(text, bool(named))
    if country:
        return _known(f"{named or platform}_{ {'GB': 'uk'}.get(country, country.lower()) }")
    return _words()["home"].get(named, named) if named else None


def before_target(text: str) -> str:
    """What stands before a listing is told to become something else: the store named there is the one it is in."""
    return _towards().split(text, maxsplit=1)[0]


@cache
def _towards() -> re.Pattern[str]:
    words = sorted(_words()["towards"], key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in words), re.IGNORECASE)


def _exact(text: str) -> str | None:
    written = [text.strip(), *(match[1] for match in _DOMAIN.finditer(text)), *(match[1] for match in _ID.finditer(text))]
    for each in written:
        found = find_marketplaces(each)
        if len(found) == 1 and (each.lower() in (found[0].id, (found[0].domain or "").lower()) or len(each) > 12):
            return found[0].id
        if _ID.fullmatch(each) and (known := _known(each)):
            return known
    return None


def _known(written: str) -> str | None:
    """The id of a store or platform, if there is such a one."""
    if written in marketplaces():
        return written
    try:
        return find_market(written).id
    except ToolError:
        return None


@cache
def _platforms() -> re.Pattern[str]:
    names = sorted(platform_names(), key=len, reverse=True)
    each = (rf"(?<![a-z]){re.escape(name)}(?![a-z])" if _LATIN.search(name) else re.escape(name) for name in names)
    return re.compile("|".join(each), re.IGNORECASE)


def _platform_in(text: str) -> str | None:
    found = _platforms().search(text)
    return platform_names()[found[0].lower()] if found else None


def _country_in(text: str, is_store: bool) -> str | None:
    """The country of a store; a country that merely occurs counts beside the name of a platform."""
    signs = "|".join(map(re.escape, _words()["after"]))
    for marked in re.finditer(rf"([\u3400-\u9fff]{{1,5}}|[A-Za-z.]{{2,14}})\s?(?:{signs})", text):
        if found := _country_at_end(marked[1]):
            return found
    if not is_store:
        return None
    if code := next((c for match in _CODE.finditer(text) if (c := country_code(match[1].replace(".", "")))), None):
        return code
    words = _WORD.findall(text.lower())
    pairs = [" ".join(pair) for pair in pairwise(words)]
    names = {name: code for language in _LANGUAGES for name, code in country_words(language).items() if len(name) > 2}
    latin = next((names[word] for word in (*pairs, *words) if word in names), None)
    chinese = (country_words("zh")[name] for name in sorted(country_words("zh"), key=len, reverse=True) if len(name) > 1
               and not name.isascii() and name in text)  # fmt: skip
    return latin or next(chinese, None)


def _country_at_end(text: str) -> str | None:
    if text.isascii():
        return country_code(text) if text.isupper() or len(text) > 2 else None
    return next((code for at in range(len(text)) if (code := country_code(text[at:]))), None)
