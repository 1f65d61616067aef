"""Places that a question on taxes or transit lists: `法国、西班牙和意大利`."""

from copilot.offline.text import Utterance, compiled
from knowledge.scope import covering
from tools.marketplaces.naming import CODES, SHORT_STORE, country_pattern, named_countries

HOME = "CN"
_MARK = "\x01"
_CODE = rf"(?<![A-Za-z0-9\-_.])(?:{'|'.join(CODES)}|EU)(?![A-Za-z0-9\-_])"
_UNION = r"欧盟|欧洲|european union|\beurope\b"
_BETWEEN = r"(?:[\s、,，/&]|和|与|及|跟|或|还有|以及|分别|各|几天|多久|多少|要|站|the|and|or|vs\.?|versus|to)"
_LIST = rf"{_MARK}(?:{_BETWEEN}+{_MARK})+"


def listed_places(utterance: Utterance, *besides: str | None) -> list[str]:
    """Codes of the countries that a question is about, and `EU` where no member is named; of several only where they are a list.

    Args:
        utterance: The question.
        *besides: Countries that are not meant, such as that of departure.
    """
    named = [code for code in named_countries(utterance.raw, utterance.language) if code not in besides]
    places = [code for code in named if code != "EU"]
    if "EU" in named and not any("EU" in covering(code) for code in places):
        places.append("EU")
    return places if len(places) < 2 or _are_listed(utterance, len(places)) else []


def without_places(text: str, language: str) -> str:
    """A text without the names of countries; each leaves a mark."""
    marked = SHORT_STORE.sub(_MARK, compiled(_CODE).sub(_MARK, text)).lower()
    return compiled(_UNION).sub(_MARK, country_pattern(language).sub(_MARK, marked))


def _are_listed(utterance: Utterance, count: int) -> bool:
    lists = compiled(_LIST).finditer(without_places(utterance.raw, utterance.language))
    return any(found[0].count(_MARK) == count for found in lists)
