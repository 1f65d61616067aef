"""In which of the seven languages a sentence is, also a very short one."""

from functools import cache

from tools.reply.contract import LANGUAGES, Language
from tools.reply.understanding.cues import words_of
from tools.reply.understanding.model import shipped_model
from tools.reply.understanding.sentences import Sentence

_KANA = ("\u3041", "\u30fa")
_HAN = ("\u3400", "\u9fff")
_LATIN: tuple[Language, ...] = tuple(each for each in LANGUAGES if each not in ("zh", "ja"))
_WORD, _STORE = 1.2, 0.1
"""What a word of a language, and being that of the store, count beside the model's opinion."""


def languages_of(sentences: list[Sentence], expected: Language | None = None) -> list[Language | None]:
    """The language of each sentence; None where it has no words to tell by.

    Args:
        sentences: Of one message.
        expected: Language of the store, which decides where the words leave it open.
    """
    has_kana = any(_has(sentence.text, _KANA) for sentence in sentences)
    return [_language(sentence, has_kana, expected) for sentence in sentences]


def _language(sentence: Sentence, has_kana: bool, expected: Language | None) -> Language | None:
    if sentence.is_asian:
        if _has(sentence.text, _KANA) or (_has(sentence.text, _HAN) and _is_japanese(sentence.text, has_kana, expected)):
            return "ja"
        return "zh" if _has(sentence.text, _HAN) else None
    words = [unit for unit in sentence.units if unit.isalpha() and unit.isascii()]
    if not words:
        return None
    sure = shipped_model().read(sentence.units)
    small = {language: sum(word in _small(language) for word in words) / len(words) for language in _LATIN}
    return max(_LATIN, key=lambda language: sure[language] + _WORD * small[language] + _STORE * (language == expected))


def _is_japanese(text: str, has_kana: bool, expected: Language | None) -> bool:
    """A sentence without kana is Japanese among such with kana, by its words, or in a Japanese store if nothing is Chinese."""
    if has_kana or any(word in text for word in words_of("languages")["japanese"]):
        return True
    return expected == "ja" and not any(sign in text for sign in words_of("languages")["chinese"])


def _has(text: str, signs: tuple[str, str]) -> bool:
    return any(signs[0] <= each <= signs[1] for each in text)


@cache
def _small(language: Language) -> frozenset[str]:
    return frozenset(words_of("languages")[language])
