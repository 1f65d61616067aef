"""Texts folded for matching, with the way back to every character of the original."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_INVISIBLE = {"Cf", "Mn", "Me"}
_LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "⁃": "-",
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'",
    "а": "a", "в": "b", "е": "e", "ё": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c", "т": "t", "у": "y",
    "х": "x", "і": "i", "ї": "i", "ј": "j", "ѕ": "s", "ԁ": "d", "ԛ": "q", "ԝ": "w", "һ": "h", "ո": "n", "ο": "o", "ι": "i",
    "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ı": "i", "ɡ": "g", "ɑ": "a",
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "⟨": "(", "⟩": ")",
}  # fmt: skip
"""Ligatures and strokes, letters of other scripts that look Latin, signs with more than one form."""
_SOUND_MARKS = {"\u3099", "\u309a"}
"""Voicing marks of kana: kept, for they make another syllable."""
_TOKEN = re.compile(r"[a-z0-9]+|[^\x00-\x7f]+|[^\sa-z0-9'\-_]|\n")


class _Characters(dict[int, str]):
    """What a character becomes: compatibility forms resolved, lower case, without accents; "" where nothing is left."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven = set[str]()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = folded = "".join(_plain(each) for each in unicodedata.normalize("NFKC", character).casefold())
        if len(folded) != 1:
            self.uneven.add(character)
        return folded


def _plain(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    kept = unicodedata.normalize("NFD", character)
    if kept[0] >= "\u3040" or character in _SOUND_MARKS:
        return character
    return "".join(each for each in kept if unicodedata.category(each) not in _INVISIBLE)


_FOLDED = _Characters()


@dataclass(frozen=True)
class Folded:
    """A folded text.

    Attributes:
        original: The text as written.
        text: Folded: NFKC, lower case, no accents, no invisible characters, one form of hyphen and apostrophe.
        places: For every character of `text` its place in the original; None where both are the same.
    """

    original: str
    text: str
    places: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original, in code points, that a span of the folded text stands for."""
        if self.places is None:
            return start, end
        last = self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return self.places[start], last

    @cached_property
    def words(self) -> list[str]:
        """Words and signs in order; spaces, hyphens and apostrophes only part them."""
        return _TOKEN.findall(self.text)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Of every word."""
        return [found.span() for found in _TOKEN.finditer(self.text)]


def fold(text: str) -> Folded:
    """A text folded for matching."""
    if text.isascii():
        return Folded(text, text.lower().replace("`", "'"), None)
    folded = text.translate(_FOLDED)
    same = _FOLDED.uneven.isdisjoint(text)
    places = None if same else [place for place, character in enumerate(text) for _ in _FOLDED[ord(character)]]
    return _voiced(Folded(text, folded, places)) if any(mark in folded for mark in _SOUND_MARKS) else Folded(text, folded, places)


def _voiced(folded: Folded) -> Folded:
    """Kana and its voicing mark, written apart (half-width), as one character."""
    text, places = "", []
    for place, character in enumerate(folded.text):
        if character in _SOUND_MARKS and text:
            text = text[:-1] + unicodedata.normalize("NFC", text[-1] + character)[0]
        else:
            text += character
            places.append(folded.places[place] if folded.places else place)
    return Folded(folded.original, text, places)
