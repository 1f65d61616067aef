"""Patterns over many words at once, and texts folded for them without a change of length."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from tools.listing.terms import folded

_LATIN = [*range(0xA0, 0x250), *range(0xFF01, 0xFF5F)]
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x202F: 0x20, 0x2009: 0x20}
_WIDE_SIGN = re.compile("[\uff01-\uff5e\u3000\xa0\u202f\u2009]")
_LATIN_SIGN = re.compile("[\xa0-\u024f\uff01-\uff5e]")
_TOKEN = re.compile("[a-z0-9ßœæøł]+")
_THIN = re.compile("(?<=\\d)[\u202f\u2009](?=\\d{3}(?!\\d))")
THIN = "\u2008"
"""Stands for a thin blank between thousands."""


@cache
def data(name: str) -> Any:
    """One of the word lists beside this module."""
    return yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))


def narrow(text: str) -> str:
    """Full-width signs and wide blanks as usual ones; the length stays."""
    return text if text.isascii() or not _WIDE_SIGN.search(text) else _THIN.sub(THIN, text).translate(_WIDE)


@cache
def _folds() -> dict[str, str]:
    pairs = ((chr(code), folded(chr(code if code < 0xFF01 else code - 0xFEE0))) for code in _LATIN)
    return {written: sign if len(sign) == 1 else written for written, sign in pairs}


def plain(text: str) -> str:
    """Without capitals and accents; the length stays."""
    if text.isascii():
        return text.lower()
    folds = _folds()
    lowered = _LATIN_SIGN.sub(lambda sign: folds[sign[0]], text).lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def one_of(names: Iterable[str], *, blank: str = r"[ \-]?") -> str:
    """A pattern for any of the names, the longest that fits; blanks in them as given."""
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for sign in name:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _pattern(tree, blank) if tree else "(?!)"


def _pattern(node: dict[str, Any], blank: str) -> str:
    branches = [(blank if sign == " " else re.escape(sign)) + _pattern(node[sign], blank) for sign in node if sign]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{inner}?" if "" in node else inner


Tokens = tuple[tuple[str, int], ...]
"""Runs of Latin letters and digits of a plain text, with their places."""
UNSPACED = ("zh", "ja")
"""Languages whose words no blanks divide."""


@lru_cache(maxsize=64)
def tokens_of(low: str) -> Tokens:
    """The tokens of a plain text; asked for more than once while a listing is checked."""
    return tuple([(match[0], match.start()) for match in _TOKEN.finditer(low)])


def first_tokens(names: Iterable[str]) -> frozenset[str]:
    """What texts that name one of these begin with there; names begin with a Latin letter or digit."""
    return frozenset(match[0] for name in names if (match := _TOKEN.match(plain(name))))


def begun(pattern: re.Pattern[str], firsts: frozenset[str], text: str, tokens: Tokens) -> Iterator[re.Match[str]]:
    """Like `finditer`, tried only at tokens that a name may begin with: most words begin none."""
    place = 0
    for token, start in tokens:
        if token in firsts and start >= place and (match := pattern.match(text, start)):
            place = match.end()
            yield match
