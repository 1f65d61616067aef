"""A message parted into sentences, and a sentence into the units that cues and the model read."""

import re
from dataclasses import dataclass

from tools.listing.phrases.fold import fold
from tools.reply.traditional import simplified

MANY = 400
"""Sentences that are read of one message; what is written behind them is no request."""
_ENDS = re.compile(r"(?<=[!?。！？；;\n])|(?<=[.…])(?=\s+\S)")
_ASIDE = re.compile(r"(?<=[,，、:：])\s*|\s[-–—]\s")
_APART = re.compile(
    r"\s(?=(?:but|and also|also|plus|then|otherwise|und außerdem|aber|außerdem|sonst|mais|et aussi|sinon|pero|además|sino|ma|inoltre|altrimenti)\s)",  # noqa: E501
    re.I,
)
_CONTRACTED = re.compile(r"(?<=[a-z])'(?=(?:t|s|m|ve|re|ll|d)(?![a-z]))")
_WEB = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+")
_UNIT = re.compile(r"[a-z0-9]+|[^\x00-\x7f]|[$?!%#@]")
_LONG_LATIN, _LONG_ASIAN = 110, 30
_DIGITS = 6
"""From which on a number says nothing but that it is an id."""
_FAR = 0x2E80


@dataclass(frozen=True)
class Sentence:
    """One sentence or clause.

    Attributes:
        text: As written.
        units: Words and signs of Latin scripts, single characters of East Asian ones, folded; ids are `#`.
        is_asian: Chinese or Japanese signs outnumber Latin words.
    """

    text: str
    units: tuple[str, ...]
    is_asian: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text; long ones are parted where a clause begins."""
    found: list[Sentence] = []
    for written in _ENDS.split(text):
        for clause in _clauses(written):
            sentence = read(clause)
            if any(unit.isalnum() for unit in sentence.units):
                found.append(sentence)
        if len(found) >= MANY:
            break
    return found[:MANY]


def read(text: str) -> Sentence:
    """One sentence."""
    folded = _CONTRACTED.sub("", simplified(fold(_WEB.sub(" @ ", text)).text))
    units = tuple(_id_or_word(unit) for unit in _UNIT.findall(folded))
    asian = sum(unit[0] >= chr(_FAR) for unit in units)
    return Sentence(text.strip(), units, asian * 2 > len(units))


def _id_or_word(unit: str) -> str:
    return "#" if unit[-1].isascii() and sum(each.isdigit() for each in unit) >= _DIGITS else unit


def _clauses(written: str) -> list[str]:
    """A sentence that is long, parted at commas and connecting words into clauses that say something."""
    asian = any(character >= chr(_FAR) for character in written)
    most = _LONG_ASIAN if asian else _LONG_LATIN
    if len(written) <= most:
        return [written]
    parts = [part for piece in _ASIDE.split(written) if piece for part in _APART.split(piece)]
    clauses: list[str] = []
    for part in parts:
        if clauses and len(clauses[-1]) + len(part) <= most:
            clauses[-1] += " " + part
        else:
            clauses.append(part)
    return clauses
