"""Bytes to text, without guessing in silence."""

import codecs
import re
from itertools import islice

from tools.core.errors import ImportRefused

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LOOKED_AT = 5_000
# A text has nearly all of its characters from the usual ones of its own encoding and few from those of another.
_LEAST, _MARGIN = 0.75, 0.3
_WESTERN_LETTERS = frozenset("äöüßàâæçèéêëîïôœùûñáíóúìòåøÄÖÜÀÂÇÈÉÊÎÔŒÑÁÍÓÚÅØÆ")
_WESTERN_SIGNS = frozenset("€£¥°–—‘’“”„«»…®™©·•½¼²×º¡¿\xa0")
# What a file that is no text at all begins with.
_NOT_TEXT = {b"PK\x03\x04": "XLSX/ZIP", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "XLS", b"\x1f\x8b": "GZIP", b"\x89PNG": "PNG"}


def decode(content: bytes, file: str, known_words: set[str]) -> str:
    """Text of a file.

    A byte-order mark or strict UTF-8 decides. Otherwise the encodings that sellers' systems write are
    scored by how usual the characters are that each then makes; only a clear winner is taken.

    Args:
        content: The whole file.
        file: Its name, for errors.
        known_words: Header words in lower case.

    Raises:
        ImportRefused: Empty, not a text file, or no encoding clearly fits.
    """
    if not content.strip():
        raise ImportRefused("file_empty", file=file)
    for magic, kind in _NOT_TEXT.items():
        if content.startswith(magic):
            raise ImportRefused("file_not_text", file=file, kind=kind)
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return _strict(content, encoding, file)
    if b"\x00" in content[:4096]:
        raise ImportRefused("file_not_text", file=file, kind="binary")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as broken:
        return _legacy(content, file, known_words, broken)


def _strict(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        line = content[: broken.start].count(b"\n") + 1
        raise ImportRefused("file_encoding", file=file, line=line) from broken


def _legacy(content: bytes, file: str, known_words: set[str], broken: UnicodeDecodeError) -> str:
    texts: dict[str, str] = {}
    for encoding in _USUAL:
        try:
            texts[encoding] = content.decode(encoding)
        except UnicodeDecodeError:
            continue
    scores = {encoding: _score(text, encoding, known_words) for encoding, text in texts.items()}
    best, *others = sorted(scores, key=lambda encoding: -scores[encoding]) or [""]
    clear = best and scores[best] >= _LEAST and all(scores[best] - scores[other] >= _MARGIN for other in others)
    if not clear:
        line = content[: broken.start].count(b"\n") + 1
        raise ImportRefused("file_encoding", file=file, line=line)
    return texts[best]


def _score(text: str, encoding: str, known_words: set[str]) -> float:
    """Share of the characters beyond ASCII that are usual in texts of this encoding; a known header word settles it."""
    header = text.splitlines()[0].lower()
    words = sum(word in header for word in known_words if not word.isascii())
    framed = f"\n{text}\n"
    places = [hit.start() for hit in islice(_BEYOND_ASCII.finditer(framed), _LOOKED_AT)]
    usual = sum(_USUAL[encoding](framed[at - 1], framed[at], framed[at + 1]) for at in places)
    return words + usual / len(places)


def _usual_chinese(_before: str, letter: str, _after: str) -> bool:
    """Punctuation or one of the 3,755 common characters, which GB 2312 puts first."""
    written = letter.encode("gb18030")
    common = 0xA1 <= written[0] <= 0xA3 or 0xB0 <= written[0] <= 0xD7
    return common and len(written) == 2 and written[1] >= 0xA1


def _usual_japanese(before: str, letter: str, after: str) -> bool:
    """Punctuation, kana or one of the 2,965 common characters, which JIS puts first; `Women’s` makes a lone one."""
    written = letter.encode("cp932")
    return len(written) == 2 and 0x81 <= written[0] <= 0x97 and not (before + after).isascii()


def _usual_western(before: str, letter: str, after: str) -> bool:
    """An accented letter beside a plain one, or a sign beside anything plain."""
    beside = [neighbour for neighbour in (before, after) if neighbour.isascii()]
    if letter in _WESTERN_SIGNS:
        return bool(beside)
    return letter in _WESTERN_LETTERS and any(neighbour.isalnum() for neighbour in beside)


_USUAL = {"gb18030": _usual_chinese, "cp932": _usual_japanese, "cp1252": _usual_western}
