"""Whether every sentence of a reply is in the buyer's language."""

import re
from collections.abc import Iterator
from functools import cache

from tools.reply.check.fault import Fault
from tools.reply.check.platform import required_language
from tools.reply.check.reply import Reply
from tools.reply.check.tables import table
from tools.reply.contract import LANGUAGES, Language

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HAN, _HIRAGANA, _KATAKANA = (re.compile(signs) for signs in ("[\u3400-\u9fff]", "[\u3041-\u309f]", "[\u30a0-\u30ff]"))
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0e7f\uac00-\ud7af]")
_QUOTED = re.compile('["“„«「『][^"”“»」』\n]{1,120}["”“»」』]|\\([^()\n]{1,80}\\)|（[^（）\n]{1,80}）')
_PART = re.compile(r"[,;:–—，、；：]|\s-\s")
_LEAST_SIGNS, _LEAST_KANA, _LEAST_ZH = 5, 3, 3
_LEAST_WORDS, _LEAST_TEXT = 3, 12
_LEAD = 3
_NAME_WORDS, _LONG_WORD = 6, 4
_LATIN = ("en", "de", "fr", "es", "it")
_LEAST_SHARE = 0.08


@cache
def _words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in table("languages").items() if language != "names"}


def language_named(written: str) -> Language | None:
    """The language meant by a code, locale or name: `de`, `de-DE`, `German`; None for one that cannot be judged."""
    name = written.strip().lower()
    code = re.split(r"[-_ (]", name)[0]
    return next((language for language in LANGUAGES if {name, code} & {*table("languages")["names"][language]}), None)


def foreign_sentences(reply: Reply) -> Iterator[Fault]:
    """Sentences that are certainly in another language than the buyer's or the one that the platform asks for.

    Short ones and names of products are not judged.
    """
    if reply.language is None:
        return
    required = required_language(reply.market, reply.on)
    allowed = (None, required[0] if required else None)
    found = [(each, other) for each in reply.sentences if (other := _other(each.text, reply.language)) not in allowed]
    runs: list[tuple[int, int, str]] = []
    for sentence, other in found:
        assert other is not None
        if runs and runs[-1][2] == other and not reply.text[runs[-1][1] : sentence.start].strip():
            runs[-1] = (runs[-1][0], sentence.end, other)
        else:
            runs.append((sentence.start, sentence.end, other))
    for start, end, other in runs:
        yield Fault("language", (start, end), told={"wanted": reply.language, "found": other})
    if not runs and not required and _is_strange(reply.text, reply.language):
        yield Fault("language", (0, len(reply.text)), most="warn", told={"wanted": reply.language, "found": "?"})


def language_of(text: str) -> str | None:
    """The language that most of a text is written in; None where it does not show."""
    counts = dict.fromkeys(LANGUAGES, 0)
    if east := _east(text):
        return east
    words = [word.lower() for word in _WORD.findall(text[:5000])]
    for language in counts:
        counts[language] = sum(word in _words()[language] for word in words) if language in _words() else 0
    best, second = sorted(counts, key=lambda language: -counts[language])[:2]
    return best if counts[best] >= 1 and counts[best] > counts[second] else None


def _east(text: str) -> str | None:
    han, kana = len(_HAN.findall(text)), len(_HIRAGANA.findall(text)) + len(_KATAKANA.findall(text))
    letters = sum(len(word) for word in _WORD.findall(text))
    if han + kana < max(2, letters * 0.25):
        return None
    return "ja" if kana > 0.1 * (han + kana) else "zh"


def _other(sentence: str, wanted: str) -> str | None:
    """The language of a sentence or of a part of it, where it is certainly not the wanted one."""
    text = _QUOTED.sub(" ", sentence)
    is_east = False
    if not text.isascii():
        if len(_OTHER_SCRIPT.findall(text)) > _LEAST_SIGNS:
            return "?"
        hiragana, han = len(_HIRAGANA.findall(text)), len(_HAN.findall(text))
        is_east = bool(hiragana or han)
        if is_east and (east := _other_east(text, wanted, hiragana, han)):
            return east
    words = _latin_words(text)
    others = _others(wanted)
    if sum(word in others for word in words) < _LEAST_WORDS or _is_name(text):
        return None
    parts = _PART.split(text)
    found = (_latin(each, wanted, is_east) for each in (words, *(_latin_words(part) for part in parts if len(parts) > 1)))
    return next((other for other in found if other), None)


@cache
def _others(wanted: str) -> frozenset[str]:
    """Words of other Latin languages that are none of the wanted one."""
    return frozenset().union(*(_words()[language] for language in _LATIN if language != wanted)) - _words().get(
        wanted, frozenset()
    )


def _is_name(text: str) -> bool:
    """A short line in capitals as names of shops and products have them."""
    words = _WORD.findall(text)
    long = [word for word in words if len(word) >= _LONG_WORD]
    return len(words) <= _NAME_WORDS and text[-1:] not in ".!?" and len(long) > 1 and all(word[0].isupper() for word in long)


def _other_east(text: str, wanted: str, hiragana: int, han: int) -> str | None:
    if wanted not in ("zh", "ja"):
        return ("ja" if hiragana else "zh") if hiragana >= _LEAST_KANA or han + hiragana >= _LEAST_SIGNS else None
    if wanted == "zh":
        return "ja" if hiragana >= _LEAST_KANA else None
    return "zh" if han >= _LEAST_SIGNS and not hiragana and _zh_signs(text) >= _LEAST_ZH else None


def _zh_signs(text: str) -> int:
    return sum(sign in _words()["zh_only"] for sign in text)


def _latin_words(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return words if text.isascii() else [word for word in words if not (_HAN.search(word) or _HIRAGANA.search(word))]


def _latin(words: list[str], wanted: str, is_east: bool) -> str | None:
    """The Latin language of words that is not the wanted one; in East Asian text of a run of Latin words."""
    if len(words) < _LEAST_WORDS:
        return None
    known = _words()
    best = max(_LATIN, key=lambda language: sum(word in known[language] for word in words))
    if best == wanted:
        return None
    ours = known[wanted] if wanted in _LATIN else frozenset()
    theirs = [word for word in words if word in known[best]]
    lead = sum(word not in ours for word in theirs)
    clear = lead >= max(_LEAST_WORDS, _LEAD * sum(word in ours and word not in known[best] for word in words))
    return best if clear and len(theirs) >= (0.4 if is_east else 0.3) * len(words) else None


def _is_strange(text: str, wanted: str) -> bool:
    """A longer text with hardly a word of the wanted language."""
    if wanted in ("zh", "ja"):
        return False
    words = [word.lower() for word in _WORD.findall(text[:5000])]
    return len(words) >= _LEAST_TEXT and sum(word in _words()[wanted] for word in words) < _LEAST_SHARE * len(words)
