"""The words of a text as a reader hears them: hidden, split and disguised words are put together again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from tools.listing.phrases.fold import Folded, fold
from tools.reply.check.wording.files import lexicon
from tools.reply.check.wording.vocabulary import Vocabulary, vocabulary
from tools.reply.traditional import simplified_signs

STOP = ""
"""Text of the token that ends a sentence."""
_ASKS = "?"
_GAP = r" .\-_*\u00b7\u2022/|\n,~+=^:"
_RUN = re.compile(rf"(?<![a-z0-9])[a-z0-9$@](?:[{_GAP}]{{1,3}}[a-z0-9$@](?![a-z0-9])){{3,}}")
_CJK = "\u3005\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(
    r"(?P<word>[$@\u20ac]?[a-z0-9](?:[a-z0-9@$\u20ac!|*\u00df]*[a-z0-9@$\u20ac\u00df])?)"
    r"|(?P<stop>[!?;\u3002\u2026\u061b\uff61]|\.(?=[\s\"')]|$)|\n[^\S\n]*\n)"
    rf"|(?P<sign>[{_CJK}]|[^\x00-\u2eff\u30fb]|[\u2600-\u27bf\u2b50\u2605\u2606%#@]|\*(?![{_CJK}]))"
)
_JOINT = re.compile(r"[ .\-_*\u00b7\u2022/|~+'\u30fb]|-?\n ?|-\s|\s-\s")
_HYPHEN = re.compile(r"[.\-_*\u00b7/|]")
_SHORT = 4
"""Words as short as this are put together only over signs: `a-vis`, not `a vis`."""
_LEET = str.maketrans("013457890@$\u20ac!|", "oieastbgoaseil")
_LEET_L = str.maketrans("013457890@$\u20ac!|", "oleastbgoasell")
_LONG = 40
_REMEMBERED = 8192
_PREFIX = 3
"""Longer beginnings that are words stand for themselves: `stars at`."""
_WIDE = 3
"""Room that a Chinese or Japanese character takes beside a Latin letter."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as heard.

    Attributes:
        text: Folded; "" ends a sentence.
        start: First character in the folded text.
        end: The one after the last.
        place: Where it stands, in Latin letters' room.
    """

    text: str
    start: int
    end: int
    place: int


@dataclass(frozen=True)
class Reading:
    """A text and its words as heard."""

    folded: Folded
    tokens: list[Token]


def read(text: str) -> Reading:
    """The words of a text."""
    folded = fold(text)
    plain = folded.text.translate(_look_alikes())
    folded = Folded(text, plain, folded.places)
    known = vocabulary()
    tokens = _heal(list(_pieces(plain, known)), plain, known)
    return Reading(folded, _placed(tokens))


@cache
def _look_alikes() -> dict[int, str]:
    alike = {ord(sign): letter for letter, signs in lexicon("signs")["look_alikes"].items() for sign in signs}
    return simplified_signs() | alike


Piece = tuple[str, int, int]


def _pieces(text: str, known: Vocabulary) -> Iterator[Piece]:
    at = 0
    for run in _RUN.finditer(text):
        yield from _cut(text, at, run.start(), known)
        words = [(start, end) for start, end in _words(run) if end > start]
        whole = len(words) > 1 and any(not _letters(text, *word, known) for word in words)
        for start, end in [run.span()] if whole and _letters(text, *run.span(), known) else words:
            yield from _spelled(text, start, end, known)
        at = run.end()
    yield from _cut(text, at, len(text), known)


def _words(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where wider gaps, or spaces among other signs, part the letters of a run into words."""
    written = run.group()
    parting = (
        r"\s+"
        if re.search(r"[^\sa-z0-9]", written) and not re.search(r"\S\s\S\s\S", written)
        else r"\s{2,}|\s\S\s(?<=[^\sa-z0-9]\s)"
    )
    at = run.start()
    for gap in re.finditer(parting, written):
        yield at, run.start() + gap.start()
        at = run.start() + gap.end()
    yield at, run.end()


def _spelled(text: str, start: int, end: int, known: Vocabulary) -> Iterator[Piece]:
    yield from _letters(text, start, end, known) or _cut(text, start, end, known)


def _letters(text: str, start: int, end: int, known: Vocabulary) -> list[Piece]:
    """Words of letters written one by one, none when they hide no word."""
    letters = [place for place in range(start, end) if text[place].isalnum() or text[place] in "$@"]
    words = _segments("".join(text[place] for place in letters), known)
    return [(word, letters[first], letters[last - 1] + 1) for word, first, last in words]


def _segments(letters: str, known: Vocabulary) -> Iterator[Piece]:
    """The words that letters written one by one hide."""
    if not letters or letters.isdigit():
        return
    plain = letters[:1] + letters[1:].translate(_LEET) if letters[0].isdigit() else letters.translate(_LEET)
    at = 0
    while at < len(plain):
        size = known.longest(plain, at)
        if size or plain[at].isdigit():
            yield plain[at : at + (size or 1)], at, at + (size or 1)
        at += size or 1


def _cut(text: str, start: int, end: int, known: Vocabulary) -> Iterator[Piece]:
    for found in _TOKEN.finditer(text, start, end):
        if found.lastgroup == "stop":
            if found.group() == _ASKS:
                yield _ASKS, found.start(), found.end()
            yield STOP, found.start(), found.end()
        elif found.lastgroup == "sign":
            yield found.group(), found.start(), found.end()
        else:
            yield from _plain(found.group(), found.start(), known)


def _plain(word: str, start: int, known: Vocabulary) -> Iterator[Piece]:
    """A word without leet, stretched letters and stars in it; `5stars` in its two parts."""
    end = start + len(word)
    if word.isdigit() or len(word) > _LONG or (word.isalpha() and word in known):
        yield word, start, end
        return
    digits = len(word) - len(word.lstrip("0123456789"))
    rest = word[digits:]
    if not word.isalpha() and len(word) > 2 and (heard := _unleet(word, known)):
        yield heard, start, end
    elif digits and len(rest) > 1 and rest in known:
        yield word[:digits], start, start + digits
        yield rest, start + digits, end
    elif word.isalpha():
        yield _alone(word, known), start, end
    else:
        yield from (
            (part.group(), start + part.start(), start + part.end()) for part in re.finditer(r"[a-z\u00df]+|\d+|[*@$]", word)
        )


@cache
def _same_letters() -> re.Pattern[str]:
    return re.compile(r"([a-z])\1{2,}")


@lru_cache(_REMEMBERED)
def _alone(word: str, known: Vocabulary) -> str:
    """A word that no lexicon has, as heard."""
    return known.near(word) or _unstretched(word, known)


def _unstretched(word: str, known: Vocabulary) -> str:
    for kept in (r"\1", r"\1\1"):
        if (shorter := _same_letters().sub(kept, word)) in known:
            return shorter
    return word


def _unleet(word: str, known: Vocabulary) -> str:
    if "*" in word:
        return known.masked(word)
    for table in (_LEET, _LEET_L):
        if (heard := word.translate(table)) in known and not heard.isdigit():
            return heard
    return ""


def _heal(pieces: list[Piece], text: str, known: Vocabulary) -> list[Piece]:
    """Words that were split put together: `re view`, `gut-schein`, `tele gram`."""
    healed, at = list[Piece](), 0
    while at < len(pieces):
        size = next((size for size in (4, 3, 2) if _is_split(pieces[at : at + size], size, text, known)), 1)
        parts = pieces[at : at + size]
        healed.append(("".join(part[0] for part in parts), parts[0][1], parts[-1][2]))
        at += size
    return healed


def _is_split(parts: list[Piece], size: int, text: str, known: Vocabulary) -> bool:
    if len(parts) < size or any(not part[0] or part[0] > "{" for part in parts):
        return False
    whole = "".join(part[0] for part in parts)
    if not known.whole(whole):
        return False
    first = "".join(part[0] for part in parts[:-1])
    if len(first) > _PREFIX and first in known:
        return False
    hyphened = all(_HYPHEN.fullmatch(text, one[2], other[1]) for one, other in pairwise(parts))
    if not hyphened and all(part[0] in known for part in parts) and known.ordinary([part[0] for part in parts]):
        return False
    joint = _JOINT if len(whole) > _SHORT else _HYPHEN
    return all(joint.fullmatch(text, one[2], other[1]) for one, other in pairwise(parts))


def _placed(pieces: list[Piece]) -> list[Token]:
    tokens, wide = list[Token](), 0
    for word, start, end in pieces:
        tokens.append(Token(word, start, end, start + wide))
        if word > "\u2eff":
            wide += _WIDE - 1
    return tokens
