"""A question as the parsers see it, and which parts of it have been understood already."""

import re
import unicodedata
from functools import cache

_CJK = re.compile(r"[\u3400-\u9fff]")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3}|" + "|".join(_WORDS) + ")"
"""Pattern of a count in digits, Chinese numerals or English words."""


def language_of(text: str) -> str:
    """`zh` when the text holds Chinese characters, else `en`."""
    return "zh" if _CJK.search(text) else "en"


def to_int(word: str) -> int:
    """A count: `12`, `十二`, `twelve`."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if word in _WORDS:
        return _WORDS[word]
    tens, ten, ones = word.partition("十")
    if not ten:
        return _DIGITS[word]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in which a word ends where Latin letters do, also before a Chinese character.

    Python's own cache holds 512 patterns; a question is tried against more.
    """
    return re.compile(pattern, re.ASCII)


def search(pattern: str | re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match."""
    return (compiled(pattern) if isinstance(pattern, str) else pattern).search(text)


_SHORT_FORMS = {
    r"\bwks\b": "weeks", r"\bwk\b": "week", r"\bmths?\b|\bmos?\b(?!\w)": "month", r"\byrs?\b": "year", r"\bqtr\b": "quarter",
    r"\byday\b": "yesterday", r"\bppl\b": "people", r"\bpls\b|\bplz\b": "please", r"\bhow'd\b": "how did",
    r"\bwhats\b": "what's", r"\b(is|are|do|does|did|was|were|has|have)nt\b": r"\1n't", r"\bwtf\b": "what",
    r"\bsth\b": "something", r"\by (?=(?:is|are|do|does|did|was|were)\b)": "why ", r"(?<=[a-z] )r(?= [a-z])": "are",
    r"咋样": "怎么样", r"咋": "怎么", r"昨儿": "昨天", r"前儿": "前天", r"今儿": "今天", r"木有": "没有", r"礼拜": "星期",
}  # fmt: skip


def _spelled_out(text: str) -> str:
    """Chat abbreviations in full."""
    for short, full in _SHORT_FORMS.items():
        text = re.sub(short, full, text, flags=re.IGNORECASE | re.ASCII)
    return text


class Utterance:
    """A question; parsers take spans out of it so that a word is understood once.

    Args:
        text: As written; compared in lower case with full-width forms folded.
    """

    def __init__(self, text: str) -> None:
        self.raw = _spelled_out(unicodedata.normalize("NFKC", text).strip())
        self.rest = self.raw.lower()
        self.language = language_of(self.raw)

    def take(self, span: tuple[int, int]) -> None:
        """Blank out a span that has been understood."""
        self.rest = self.rest[: span[0]] + "\x00" * (span[1] - span[0]) + self.rest[span[1] :]

    def take_match(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """The first match of a pattern, taken out."""
        match = search(pattern, self.rest)
        if match:
            self.take(match.span())
        return match

    def has(self, pattern: str | re.Pattern[str]) -> bool:
        """Whether the whole text matches, taken spans too."""
        return search(pattern, self.raw.lower()) is not None
