"""Patterns over many words at once, and texts folded for them without a change of length."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.listing.terms import folded

_LATIN = [*range(0xA0, 0x250), *range(0xFF01, 0xFF5F)]
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x202F: 0x20, 0x2009: 0x20}
_THIN = re.compile("(?<=\\d)[\u202f\u2009](?=\\d{3}(?!\\d))")
THIN = "\u2008"
"""Stands for a thin blank between thousands."""


@cache
def data(name: str) -> Any:
    """One of the word lists beside this module."""
    return yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))


def narrow(text: str) -> str:
    """Full-width signs and wide blanks as usual ones; the length stays."""
    return text if text.isascii() else _THIN.sub(THIN, text).translate(_WIDE)


@cache
def _folds() -> dict[int, str]:
    pairs = ((code, folded(chr(code if code < 0xFF01 else code - 0xFEE0))) for code in _LATIN)
    return {code: sign for code, sign in pairs if len(sign) == 1}


def plain(text: str) -> str:
    """Without capitals and accents; the length stays."""
    if text.isascii():
        return text.lower()
    lowered = text.translate(_folds()).lower()
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
