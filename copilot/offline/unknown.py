"""Names in a question that nothing explains.

They become filters that the tool refuses with the nearest known; leaving them out would answer a question
about one country or brand with the figure for all.
"""

import re

from copilot.offline.lexicon import function_words
from copilot.offline.text import Utterance, compiled

_PLACE_EN = re.compile(
    r"\b(?:[Ff]or|[Tt]o|[Ff]rom|[Ii]n|[Oo]n|[Aa]t|[Oo]f)\s+(?:the\s+)?((?:[A-Z][A-Za-z.&'-]+)(?:\s[A-Z][A-Za-z.&'-]+){0,3})"
)
_PLACE_ZH = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:市场|站点|站|国家)(?!点|内|外|在|维度)")
_BRAND = re.compile(
    r"\b[Bb]rand\s+[\"'“]?([A-Z][\w&-]+)|([A-Z][\w&-]+)[\"'”]?\s+[Bb]rand\b|([A-Za-z][\w&-]+)\s?品牌|品牌\s?[“\"]?([A-Za-z][\w&-]+)"
)


def unknown_places(utterance: Utterance) -> list[str]:
    """Names that stand where a country or store would."""
    english, _ = function_words()
    found = []
    for match in _PLACE_EN.finditer(utterance.raw):
        name = match[1].strip(".")
        if not _is_taken(utterance, match.start(1), match.end(1)) and not all(w.lower() in english for w in name.split()):
            found.append(name)
    for match in _PLACE_ZH.finditer(utterance.rest):
        name = _content(match[1])
        if len(name) >= 2:
            found.append(name)
    return found


def unknown_brands(utterance: Utterance) -> list[str]:
    """Names called brands that the data do not hold."""
    found = []
    for match in _BRAND.finditer(utterance.raw):
        name = next(group for group in match.groups() if group)
        if not _is_taken(utterance, *match.span(match.lastindex or 0)) and name.lower() not in function_words()[0]:
            found.append(name)
    return found


def _is_taken(utterance: Utterance, start: int, end: int) -> bool:
    return "\x00" in utterance.rest[start:end]


def _content(name: str) -> str:
    """The end of a run of characters that no function word explains."""
    return re.split(r"[\s\x00]+", compiled(function_words()[1]).sub(" ", name))[-1]
