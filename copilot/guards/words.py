"""The words of `words.yaml`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
    return content


@cache
def words(name: str) -> str:
    """One list as a pattern: any of its entries."""
    return "(?:" + "|".join(_content()[name]) + ")"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The same, compiled; letters in any case, and a word ends before a Chinese character."""
    return re.compile(words(name), re.ASCII | re.IGNORECASE)


def numbered(name: str) -> dict[str, int]:
    """One table of words and their numbers."""
    table: dict[str, int] = _content()[name]
    return table
