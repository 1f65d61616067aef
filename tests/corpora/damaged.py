"""Clean texts of the seven languages, and what wrong decoding makes of them."""

import os
import random
from typing import NamedTuple

import jieba
from babel import Locale

from tests.corpora.files import phrases

LANGUAGES = ("en", "de", "fr", "es", "it", "ja", "zh")
# UTF-8 read in each; Chinese and Japanese bytes read as Western; East Asian bytes read in another East Asian encoding.
_WRONG = [("utf-8", read) for read in ("cp1252", "latin-1", "gb18030", "cp932", "mac_roman")]
_WRONG += [("gb18030", "cp1252"), ("gb18030", "latin-1"), ("cp932", "cp1252")]


class Damaged(NamedTuple):
    """A text with what it was and how it was damaged."""

    text: str
    was: str
    how: str


def clean() -> list[str]:
    """Phrases of exports, the CLDR's names of countries, languages and currencies, words of a Chinese dictionary."""
    found = [text for language in LANGUAGES for text in phrases()[language]["texts"]]
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for names in (locale.territories, locale.languages, locale.currencies):
            found += [name for _, name in names.items()]
    folder = os.path.dirname(jieba.__file__)
    with open(os.path.join(folder, "dict.txt"), encoding="utf-8") as lines:
        words = [line.split()[0] for line in lines]
    return found + [word for word in words[::25] if word not in "鈥鈧銆锛繧繝縺窶"]


def damaged(seed: int, count: int) -> list[Damaged]:
    """Texts of more than one special letter or sign, read wrongly, some of them with letters lost on the way."""
    rng = random.Random(seed)
    sources = [text for language in LANGUAGES for text in phrases()[language]["texts"] if not text.isascii()]
    found = []
    while len(found) < count:
        was, (written, read) = rng.choice(sources), rng.choice(_WRONG)
        start = rng.randrange(max(1, len(was) - 12))
        was = was[start : start + rng.randint(6, 40)]
        try:
            text = was.encode(written).decode(read, errors=rng.choice(["replace", "ignore"]))
        except UnicodeEncodeError:
            continue
        if not was.isascii() and text != was and not text.isascii():
            found.append(Damaged(text, was, f"{written} as {read}"))
    return found
