"""Whether a question that uses a word of ours speaks of something else: `units of alcohol`, 车流量."""

import re

from copilot.offline.lexicon import function_words
from copilot.offline.text import Utterance, compiled

_OURS = re.compile(
    r"我们|咱们?|我的|我司|本店|店铺|公司|站点|\b(?:we|our|us|store|shop|seller|amazon|ebay|walmart|tiktok|sku|skus|asin)\b",
    re.ASCII,
)
_TOLERATED_EN, _TOLERATED_ZH = 1, 3
_LETTERS_PER_WORD, _MUCH = 2, 6


def is_foreign(utterance: Utterance, *, has_window: bool) -> bool:
    """Whether too much of an utterance was not understood for it to be about our own selling.

    Args:
        utterance: With everything understood taken out.
        has_window: It names a time, which makes it likelier to be ours.
    """
    more = 2 if has_window else 0
    return not _names_us(utterance) and has_unexplained(utterance, _TOLERATED_EN + more, _TOLERATED_ZH + more)


def is_barely_ours(utterance: Utterance) -> bool:
    """Whether anything at all was not understood of an utterance that names nothing of selling."""
    return not _names_us(utterance) and has_unexplained(utterance, 0, 1)


def _names_us(utterance: Utterance) -> bool:
    return _OURS.search(utterance.raw.lower()) is not None


def has_unexplained(utterance: Utterance, words_tolerated: int = 0, letters_tolerated: int = 0) -> bool:
    """Whether more English words or Chinese characters than these were not understood."""
    words, letters = _unexplained(utterance)
    return len(words) > words_tolerated or len(letters) > letters_tolerated


def is_mostly_unexplained(utterance: Utterance) -> bool:
    """Whether so much was not understood that a figure named in it is not what is asked for."""
    words, letters = _unexplained(utterance)
    return _LETTERS_PER_WORD * len(words) + len(letters) >= _MUCH


def _unexplained(utterance: Utterance) -> tuple[list[str], list[str]]:
    english, chinese = function_words()
    rest = utterance.rest.replace("\x00", " ")
    words = [word for word in re.findall(r"[a-z]{2,}", rest) if word not in english]
    return words, re.findall(r"[\u3400-\u9fff]", compiled(chinese).sub(" ", rest))
