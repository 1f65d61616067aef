"""Words of a text for the lexical index: Chinese cut by jieba, the rest by word."""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STOP_WORDS = frozenset((Path(__file__).parent / "stop_words.txt").read_text(encoding="utf-8").split())
_cache_folder: list[str] = []


def keep_cache_in(folder: Path) -> None:
    """Where jieba may keep its dictionary in a form that loads faster; its own choice is the shared /tmp."""
    _cache_folder[:] = [str(folder)]


@cache
def _jieba() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = _cache_folder[0] if _cache_folder else None
    return jieba


def words(text: str) -> list[str]:
    """Words that tell texts apart, in lower case."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found += [part for part in _jieba().cut_for_search(word) if part.strip()] if _CJK.search(word) else [word]
    return [word for word in found if word not in _STOP_WORDS]
