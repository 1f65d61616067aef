"""Texts to passages: short enough for the encoder to see whole, cut where sentences end."""

import re

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


def split(text: str, limit: int = PASSAGE_LENGTH) -> list[str]:
    """Passages of a text, in order; nothing but markup and outer blanks is lost. A heading begins a passage.

    Args:
        text: Plain text or Markdown.
        limit: Longest passage; a single sentence may only exceed it by being cut between words.
    """
    passages: list[str] = []
    for block in filter(None, (part.strip() for part in _BLOCK.split(text))):
        clean = _MARKUP.sub("", block).strip()
        sentences = [piece for part in _SENTENCE.split(clean) if part.strip() for piece in _cut(part.strip(), limit)]
        begins = block.startswith("#")
        for sentence in sentences:
            joined = f"{passages[-1]} {sentence}" if passages else sentence
            if passages and length(joined) <= limit and not begins:
                passages[-1] = joined
            else:
                passages.append(sentence)
            begins = False
    return passages


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
