"""In which language a text is, as far as that is safe to say."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import yaml

_SAMPLE = 20_000
_KANA = re.compile("[\u3041-\u30fa]")
_HANZI = re.compile("[\u3400-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_LETTERS = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
"""Parts of hyphenated words are none: the `non` of `non-slip` is no Italian."""
_LEAST_SHARE = 0.2
"""Of the letters, that must be East Asian; they say more each than Latin ones."""
_LEAST_KANA = 0.05
_LEAST_WORDS, _LEAST_LEAD = 3, 1.3
_LEAST_SMALL = 0.06
"""Of all words, that must be small ones of the language."""


@cache
def _small_words() -> dict[str, frozenset[str]]:
    found = yaml.safe_load(Path(__file__).with_name("languages.yaml").read_text(encoding="utf-8"))
    return {language: frozenset(words) for language, words in found.items()}


def guess_language(text: str) -> str | None:
    """`zh`, `ja`, `en`, `de`, `fr`, `es` or `it`; None for another or when it is not clear."""
    sample = text[:_SAMPLE]
    letters = len(_LETTERS.findall(sample))
    kana, hanzi, hangul = (len(pattern.findall(sample)) for pattern in (_KANA, _HANZI, _HANGUL))
    if max(kana + hanzi, hangul) > _LEAST_SHARE * letters:
        if hangul > hanzi:
            return None
        return "ja" if kana > _LEAST_KANA * (kana + hanzi) else "zh"
    words = Counter(_WORDS.findall(sample.lower()))
    counts = {language: sum(words[word] for word in small) for language, small in _small_words().items()}
    best, second = sorted(counts, key=lambda language: -counts[language])[:2]
    is_clear = counts[best] >= max(_LEAST_WORDS, _LEAST_LEAD * counts[second], _LEAST_SMALL * words.total())
    return best if is_clear else None
