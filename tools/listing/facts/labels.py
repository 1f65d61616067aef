"""The noun that a figure stands with: `cable 3 m`, `3 m de câble`, `Kabellänge: 3 m` all say how much cable."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from tools.listing.facts.fact import Fact
from tools.listing.facts.matching import data, one_of, plain
from tools.listing.facts.measures import dimension_names

_SIGNS = "\u3040-\u30ff\u3400-\u9fff"
_BREAK = re.compile(rf"[^a-z0-9ßœæøł{_SIGNS}\- ]")
_WORD = re.compile(rf"[a-zßœæøł][a-z0-9ßœæøł\-]*|[{_SIGNS}]+")
_TWIN = re.compile(r" ?\([^()]{1,16}\)")
_HEADING = re.compile(r"\s*(?:[-*•✔【\[(]\s*)?$")
_REACH = 40
_LEAST, _MOST_WORDS = 3, 2


class Label(NamedTuple):
    """A noun beside a figure.

    Attributes:
        words: At most two, plain and without the plural's s.
        limited: Words such as `up to` stand between.
        is_after: It follows the figure.
    """

    words: tuple[str, ...]
    limited: bool = False
    is_after: bool = False


@cache
def _known(name: str) -> frozenset[str]:
    return frozenset(plain(word) for word in data("consistency")[name])


@cache
def _limits() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = data("consistency")["limits_before"], data("consistency")["limits_after"]
    return (
        re.compile(rf"(?<![a-z])(?:{one_of((plain(word) for word in before), blank=' ')}) ?$"),
        re.compile(rf" ?(?:{one_of(after)})"),
    )


def is_limit(low: str, fact: Fact) -> bool:
    """Whether a figure is the most of something: `up to 12 kg`, `12kgまで`."""
    before, after = _limits()
    return bool(before.search(low, max(0, fact.start - 16), fact.start) or after.match(low, fact.end))


def is_heading(low: str, fact: Fact) -> bool:
    """Whether a text, or the heading in its brackets, begins with the figure."""
    return bool(_HEADING.match(low[: fact.start]))


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > _LEAST else word


def _nouns(words: list[str]) -> tuple[str, ...] | None:
    """The words that name something, None when they begin with one that separates."""
    found: list[str] = []
    for word in words:
        if word in _known("linking") or word in dimension_names():
            continue
        if word in _known("separating") or (len(word) < _LEAST and word.isascii()):
            break
        found.append(_stem(word))
        if len(found) == _MOST_WORDS:
            break
    return (*found,) or None


def labels(low: str, fact: Fact) -> list[Label]:
    """Nouns right before and right after a figure, up to a mark or a small word.

    Args:
        low: The text, plain.
        fact: A figure of it.
    """
    limit = _limits()[0].search(low, max(0, fact.start - 16), fact.start)
    until = limit.start() if limit else fact.start
    left = _BREAK.split(low[max(0, until - _REACH) : until])[-1]
    twin = _TWIN.match(low, fact.end)
    begin = twin.end() if twin else fact.end
    right = _BREAK.split(low[begin : begin + _REACH], maxsplit=1)[0]
    before = _nouns(_WORD.findall(left)[::-1]) if left.strip() else None
    after = _nouns(_WORD.findall(right)) if right.strip() else None
    after = after[:1] if after and right[0] == "-" else after
    found = [Label(before[::-1], limit is not None)] if before else []
    return [*found, Label(after, is_after=True)] if after and not re.match(r" ?[0-9]", right) else found


@cache
def label_of_attribute(name: str) -> Label | None:
    """The noun that the name of an attribute holds: `Kabellänge` and `cable length` are of the cable."""
    words = [_without_dimension(word) for word in _WORD.findall(_BREAK.sub(" ", plain(name.replace("_", " "))))]
    found = _nouns([word for word in words if word])
    return Label(found) if found else None


@cache
def names_dimension(name: str) -> bool:
    """Whether the name of an attribute says what is measured: `Kabellänge`, not `blade`."""
    words = _WORD.findall(plain(name.replace("_", " ")))
    return any(word in dimension_names() or _without_dimension(word) != word for word in words)


def _without_dimension(word: str) -> str:
    ends = (end for end in dimension_names() if len(end) >= (_LEAST if end.isascii() else 1) and word.endswith(end))
    return min((word.removesuffix(end) for end in ends if word != end), key=len, default=word)
