"""Words of a text for the lexical index: Chinese cut by jieba, the rest by word."""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STOP_WORDS = frozenset((Path(__file__).parent / "stop_words.txt").read_text(encoding="utf-8").split())


@cache
def _jieba() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    return jieba


def words(text: str) -> list[str]:
    """Words that tell texts apart, in lower case."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found += [part for part in _jieba().cut_for_search(word) if part.strip()] if _CJK.search(word) else [word]
    return [word for word in found if word not in _STOP_WORDS]
