"""Forms that a word of a phrase may take in its language."""

import re
from collections.abc import Callable
from functools import cache

from tools.listing.phrases.groups import kept

_LEAST = 4
"""Shorter words (articles, prepositions) stand as they are."""
_JAPANESE_LEAST = 1
"""Kana or kanji alone are no phrase to inflect."""
_GERMAN = ("", "e", "en", "er", "es", "em", "n", "s")
_GERMAN_ENDING = re.compile(r"(?:e[nrsm]?)$")
_COMPARED = ("lich", "haltig", "isch", "schonend")
"""Ends of German adjectives that are compared."""
_FEMININE = (("eux", "euse"), ("if", "ive"), ("el", "elle"), ("ien", "ienne"), ("er", "ere"), ("et", "ete"))
_BRITISH = (("iz", "is"), ("odor", "odour"), ("mold", "mould"), ("color", "colour"), ("fiber", "fibre"))


@cache
def forms(word: str, language: str, alone: bool) -> frozenset[str]:
    """The word, folded, in every form that keeps the meaning of the phrase.

    Args:
        word: Folded word of a phrase.
        language: Of the phrase.
        alone: The word is the whole phrase: then English takes only a plural, for `treated` and `cured` are no claims.
    """
    if not alone and (same := _same(language).get(word)):
        return same
    if len(word) < _LEAST or not word.isalpha():
        return frozenset({word})
    if language == "en":
        return frozenset(_english(word, alone))
    return frozenset({word, *_ENDINGS[language](word)}) if language in _ENDINGS else frozenset({word})


@cache
def _same(language: str) -> dict[str, frozenset[str]]:
    """Words that stand for one another in a phrase: `we will` and `we'll`, `your` in its forms."""
    return {word: frozenset(words) for words in kept("languages")["same"].get(language, ()) for word in words}


def _english(word: str, alone: bool) -> set[str]:
    stem = word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) and not alone else word
    found = {word, stem, stem + "s"}
    if stem.endswith(("s", "x", "ch", "sh")):
        found.add(stem + "es")
    if stem.endswith("y") and stem[-2] not in "aeiou":
        found.add(stem[:-1] + "ies")
    if not alone:
        base = stem.removesuffix("e")
        found |= {base + "ed", base + "ing"}
    return found | {each.replace(*pair) for each in found for pair in _BRITISH}


def _german(word: str) -> set[str]:
    stem = _GERMAN_ENDING.sub("", word) if len(word) > 2 * _LEAST - 2 else word
    found = {stem + ending for ending in _GERMAN if stem != word or ending} | {word + ending for ending in _GERMAN}
    if word.endswith(_COMPARED):
        found |= {word + degree + ending for degree in ("st", "er") for ending in ("e", "en", "er", "es", "em")}
    return found


def _french(word: str) -> set[str]:
    stems = {word}
    stems |= {word.removesuffix(ending) + feminine for ending, feminine in _FEMININE if word.endswith(ending)}
    if not word.endswith(("s", "x")):
        stems.add(word + "e")
    return {stem + ending for stem in stems for ending in ("", "s") if not (ending and stem.endswith(("s", "x")))}


def _spanish(word: str) -> set[str]:
    if word.endswith(("o", "a")):
        return {word[:-1] + ending for ending in ("o", "a", "os", "as")} if word.endswith("o") else {word + "s"}
    if word.endswith(("os", "as")):
        return {word[:-2] + ending for ending in ("o", "a", "os", "as")} if word.endswith("os") else {word}
    if word[-1] in "eiu":
        return {word + "s"}
    return {word + "es", word + "a", word + "as"} if word.endswith("dor") else {word + "es"}


def _italian(word: str) -> set[str]:
    if word.endswith(("co", "go")):
        return {word[:-1] + ending for ending in ("a", "i", "he", "hi")}
    if word.endswith("io"):
        return {word[:-2] + ending for ending in ("ia", "i", "ie")}
    if word.endswith("o"):
        return {word[:-1] + ending for ending in ("a", "i", "e")}
    if word.endswith("ti"):
        return {word[:-1] + ending for ending in ("o", "a", "e")}
    return {word[:-1] + "i"} if word.endswith("e") else {word[:-1] + "e"} if word.endswith("a") else set()


_ENDINGS: dict[str, Callable[[str], set[str]]] = {"de": _german, "fr": _french, "es": _spanish, "it": _italian}
_ONE_ROW = "えけげせぜてでねへべめれいきぎしじちにひびみり"
"""Kana before the last of a verb of one row: it falls away."""
_FIVE_ROWS = {
    "す": ("し", "し"), "く": ("き", "い"), "ぐ": ("ぎ", "いで"), "う": ("い", "っ"),
    "つ": ("ち", "っ"), "む": ("み", "んで"), "ぶ": ("び", "んで"), "る": ("り", "っ"),
}  # fmt: skip
"""What the last kana of other verbs becomes before `ます`, and before `て` (or with `で` in it)."""


@cache
def japanese(phrase: str) -> frozenset[str]:
    """A Japanese phrase that ends in a verb, folded, also in its polite and joining forms."""
    stem, last = phrase[:-1], phrase[-1:]
    if len(phrase) <= _JAPANESE_LEAST or not "\u3041" <= last <= "\u3096":
        return frozenset({phrase})
    if phrase.endswith("する"):
        return frozenset({phrase, phrase[:-2] + "します", phrase[:-2] + "して"})
    if last == "る" and stem[-1] in _ONE_ROW:
        return frozenset({phrase, stem + "ます", stem + "て", stem + "た"})
    if last in _FIVE_ROWS and not "\u3041" <= stem[-1] <= "\u3096":
        polite, joining = _FIVE_ROWS[last]
        return frozenset({phrase, stem + polite + "ます", stem + joining + ("" if joining.endswith("で") else "て")})
    return frozenset({phrase})
