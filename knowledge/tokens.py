"""Words of a text for the lexical index: Chinese cut by jieba, the rest by word."""

import logging
import re
from functools import cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
_STOP = frozenset(
    [
        "的",
        "了",
        "吗",
        "呢",
        "吧",
        "啊",
        "是",
        "在",
        "和",
        "与",
        "或",
        "及",
        "有",
        "要",
        "我",
        "你",
        "他",
        "它",
        "们",
        "这",
        "那",
        "什么",
        "怎么",
        "怎样",
        "如何",
        "多少",
        "几",
        "个",
        "最",
        "可以",
        "能",
        "不能",
        "需要",
        "一个",
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "what",
        "which",
        "who",
        "how",
        "many",
        "much",
        "when",
        "where",
        "why",
        "can",
        "may",
        "must",
        "should",
        "i",
        "my",
        "we",
        "our",
        "you",
        "your",
        "it",
        "its",
        "this",
        "that",
        "with",
        "by",
        "at",
        "from",
        "as",
        "if",
        "not",
        "no",
    ]
)


@cache
def _jieba() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba


def words(text: str) -> list[str]:
    """Words that tell texts apart, in lower case."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found += [word] if word.isascii() else [w for w in _jieba().cut_for_search(word) if w.strip()]
    return [word for word in found if word not in _STOP]
