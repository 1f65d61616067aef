"""Which items of an order a message is about, by the words of their titles and options."""

import re
from collections.abc import Sequence
from functools import cache

from tools.reply.facts.order import Item
from tools.reply.policy.rulebook import table

_WORD = re.compile(r"[^\W\d_]{3,}")
_EASTERN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]{2,}")
_READ = 4_000


def meant_items(items: Sequence[Item], text: str) -> tuple[Item, ...]:
    """The items that alone have words of the message in their titles; none where the words fit all alike or none.

    Args:
        items: Of the order.
        text: The buyer's own words.
    """
    if len(items) < 2 or not text:
        return ()
    said = _words(text[:_READ])
    known = [_words(f"{item.title or ''} {item.options or ''}") for item in items]
    own = [words.difference(*(other for other in known if other is not words)) for words in known]
    found = tuple(item for item, words in zip(items, own, strict=True) if words & said)
    return found if len(found) < len(items) else ()


def _words(text: str) -> frozenset[str]:
    """Words of letters, less those that say nothing of a product; of scripts without spaces every pair of signs."""
    lower = text.lower()
    pairs = {run[start : start + 2] for run in _EASTERN.findall(lower) for start in range(len(run) - 1)}
    words = {_stem(word) for word in _WORD.findall(_EASTERN.sub(" ", lower))}
    return frozenset(pairs | words) - _common()


def _stem(word: str) -> str:
    """Without the plural's last letter."""
    return word.removesuffix("s") if len(word) > 3 else word


@cache
def _common() -> frozenset[str]:
    return frozenset(table("common_words"))
