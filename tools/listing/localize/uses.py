"""What a quantity is of, told by the words beside it."""

import re
from functools import cache

from tools.listing.localize.quantity import table

_NEAR = 24
_APART = re.compile(r"[,;.:!?，；。、！？\n]|(?<=[\u3000-\u9fff])\s+|\d")


def use_of(text: str, span: tuple[int, int]) -> str:
    """`screen`, `nominal` (a name, never converted: wheels, threads, drives), `load`, `liquid`, or "".

    Args:
        text: The text the quantity stands in.
        span: Its place there.
    """
    return next((use for use in ("nominal", "screen", "load", "liquid") if stands_near(text, span, use)), "")


def stands_near(text: str, span: tuple[int, int], use: str) -> bool:
    """A word of the use stands a few letters before or after, in the same sentence part."""
    before = _APART.split(text[max(0, span[0] - _NEAR) : span[0]])[-1]
    after = _APART.split(text[span[1] : span[1] + _NEAR])[0]
    return bool(_words(use).search(before) or _words(use).search(after))


@cache
def _words(use: str) -> re.Pattern[str]:
    words = sorted(table("reading")["uses"][use], key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in words if word[0] < "\u3000")
    other = "|".join(re.escape(word) for word in words if word[0] >= "\u3000") or "(?!)"
    return re.compile(rf"(?<!\w)(?:{latin})(?!\w)|{other}" if latin else other, re.IGNORECASE)
