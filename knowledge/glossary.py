"""The field's terms in both languages, so that a question finds what is written in the other."""

import re
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "glossary.yaml"


@cache
def _terms() -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    """Per side of each entry: what finds it in a text, and the terms of the other side."""
    found = []
    for entry in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        for side, other in (("zh", "en"), ("en", "zh")):
            found.append((_pattern(entry[side], whole_words=side == "en"), tuple(entry[other])))
    return found


def _pattern(terms: list[str], *, whole_words: bool) -> re.Pattern[str]:
    either = "|".join(re.escape(term.lower()) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?:s|es)?(?![a-z0-9])" if whole_words else either)


def counterparts(text: str) -> list[str]:
    """Terms of the other language for those that a text holds, in the order of the glossary: `跟卖` gives `hijacking`."""
    return list(dict.fromkeys(term for _, others in matches(text) for term in others))


def matches(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Terms that a text holds, as it writes them, each with those of the other language."""
    lowered = text.lower()
    return [(match[0], others) for pattern, others in _terms() if (match := pattern.search(lowered))]
