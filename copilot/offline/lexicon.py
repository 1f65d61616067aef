"""The words by which questions are understood, from `lexicon.yaml` and `function_words.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOM = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load((ROOM / name).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
    return content


@cache
def words(name: str) -> str:
    """One list of the lexicon as a pattern: any of its entries."""
    return "(?:" + "|".join(_read("lexicon.yaml")[name]) + ")"


@cache
def function_words() -> tuple[frozenset[str], str]:
    """English words, and a pattern of Chinese ones, that say nothing of a question's subject."""
    content = _read("function_words.yaml")
    return frozenset(content["en"].split()), "(?:" + "|".join(content["zh"]) + ")"
