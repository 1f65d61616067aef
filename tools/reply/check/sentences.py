"""Sentences of a text and the statements that a sentence joins, with their places."""

import re
from functools import cache
from typing import NamedTuple

from tools.reply.check.tables import pattern, table

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[”」』）)]*|\n+")
_WORD_BEFORE = re.compile(r"([\w.\-/]{1,12})$")
_TAIL = re.compile(r"[\s.!?…。！？\"'”’»]*$")
_LEAST_WORDS, _LEAST_SIGNS = 3, 6
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


class Sentence(NamedTuple):
    """A sentence and its place."""

    start: int
    end: int
    text: str


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("sentences")["abbreviations"])


@cache
def _joint() -> re.Pattern[str]:
    return re.compile("|".join(table("sentences")["joints"]), re.IGNORECASE)


def sentences(text: str) -> list[Sentence]:
    """Sentences in order; a line break ends one, the dot of an abbreviation, ordinal or initial does not."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if not _goes_on(text, match):
            _add(found, text, start, match.end())
            start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    written = text[start:end]
    stripped = written.strip()
    if stripped:
        begin = start + written.index(stripped)
        found.append(Sentence(begin, begin + len(stripped), stripped))


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether a dot is none that ends a sentence."""
    if match.group() != ".":
        return False
    after = text[match.end() : match.end() + 2].lstrip(" \t")
    if after and (after[0].islower() or after[0] in ",;:"):
        return True
    before = _WORD_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
    word = before.group(1).lower() if before else ""
    short = len(word) <= 2 and word.isdigit()
    return bool(after) and after[0] != "\n" and (short or word in _abbreviations() or (len(word) == 1 and word.isalpha()))


def without(sentence: str, spans: list[tuple[int, int]]) -> str | None:
    """A sentence without the statements that hold the spans; None where nothing is left that stands alone."""
    edges = [match.span() for match in _joint().finditer(sentence)]
    if not edges:
        return None
    starts, ends = [0, *(end for _, end in edges)], [*(start for start, _ in edges), len(sentence)]
    kept = [
        (start, end)
        for start, end in zip(starts, ends, strict=True)
        if end > start and not any(first < end and start < last for first, last in spans)
    ]
    pieces = [pattern("sentences", "leading").sub("", sentence[start:end].strip(" ,，;")) for start, end in kept]
    if not pieces or not all(_stands(piece) for piece in pieces):
        return None
    tail = _TAIL.search(sentence)
    comma = "，" if _EAST.search(sentence) else "; "
    body = comma.join(_TAIL.sub("", piece) for piece in pieces)
    return body[:1].upper() + body[1:] + (tail.group().strip() if tail else "")


def _stands(piece: str) -> bool:
    if pattern("sentences", "dependent").search(_TAIL.sub("", piece)):
        return False
    return len(piece.split()) >= _LEAST_WORDS or len(_EAST.findall(piece)) >= _LEAST_SIGNS
