"""Texts to passages: short enough for the encoder to see whole, cut where sentences end."""

import re
from dataclasses import dataclass

PASSAGE_LENGTH = 320
"""Length of a passage in Latin letters; a CJK character counts as three of them."""

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)、])\s)|\n(?=#+ )")
# Neither inside 〔…〕, nor between a sentence and what stands in brackets after it, nor after the number of a list item.
_SENTENCE = re.compile(r"(?<=[.!?])(?<!^\d\.)(?<!^\d\d\.)\s+(?=[^\s\[])|(?<=[。！？；])(?!〔)(?![^〔〕]*〕)|\n")
_MARKUP = re.compile(r"^#+\s*|\*\*|^\s*[-*•]\s+", re.MULTILINE)


def length(text: str) -> int:
    """Length in Latin letters, CJK characters weighted."""
    return len(text) + 2 * len(_CJK.findall(text))


@dataclass(frozen=True)
class Piece:
    """A passage of a text.

    Attributes:
        text: As the text has it, without markup.
        plain: In one line, sentences a blank apart: as it is embedded.
    """

    text: str
    plain: str


def split(text: str, limit: int = PASSAGE_LENGTH) -> list[Piece]:
    """Passages of a text, in order; nothing but markup and outer blanks is lost. A heading begins a passage.

    Args:
        text: Plain text or Markdown.
        limit: Longest passage; a single sentence may only exceed it by being cut between words.
    """
    passages: list[Piece] = []
    for block in filter(None, (part.strip() for part in _BLOCK.split(text))):
        begins = block.startswith("#")
        for sentence, gap in _sentences(_MARKUP.sub("", block).strip(), limit):
            last = passages[-1] if passages else None
            if last and not begins and length(f"{last.plain} {sentence}") <= limit:
                passages[-1] = Piece(f"{last.text}{gap}{sentence}", f"{last.plain} {sentence}")
            else:
                passages.append(Piece(sentence, sentence))
            begins = False
    return passages


def _sentences(block: str, limit: int) -> list[tuple[str, str]]:
    """Sentences of a block, none too long, each with what stands between it and the one before."""
    found: list[tuple[str, str]] = []
    end, gap = 0, "\n"
    for match in (*_SENTENCE.finditer(block), None):
        start = match.start() if match else len(block)
        for piece in _cut(block[end:start].strip(), limit):
            if piece:
                found.append((piece, gap))
                gap = " "
        if match:
            gap, end = ("\n" if "\n" in match[0] else match[0]), match.end()
    return found


def shorten(text: str, limit: int) -> str:
    """As much of a text as a length allows."""
    while length(text) > limit:
        text = text[:-1]
    return text.strip()


def _cut(sentence: str, limit: int) -> list[str]:
    """A sentence longer than the limit, in pieces that end between words."""
    pieces: list[str] = []
    rest = sentence
    while length(rest) > 2 * limit:
        end = next(end for end in range(limit, 0, -1) if length(rest[:end]) <= limit)
        space = rest.rfind(" ", end // 2, end)
        end = space if space > 0 else end
        pieces.append(rest[:end].strip())
        rest = rest[end:].strip()
    return [*pieces, rest]
