"""Bytes to text, without guessing in silence."""

import codecs

from tools.core.errors import ImportRefused

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LEGACY = ("gb18030", "cp932", "cp1252")
# What a file that is no text at all begins with.
_NOT_TEXT = {b"PK\x03\x04": "XLSX/ZIP", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "XLS", b"\x1f\x8b": "GZIP", b"\x89PNG": "PNG"}


def decode(content: bytes, file: str, known_words: set[str]) -> str:
    """Text of a file.

    A byte-order mark or strict UTF-8 decides. Otherwise the encodings that sellers' systems write are
    scored by how many known header words the first line then holds; only a clear winner is taken.

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
    scores: dict[str, int] = {}
    texts: dict[str, str] = {}
    for encoding in _LEGACY:
        try:
            texts[encoding] = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        scores[encoding] = _score(texts[encoding], known_words)
    best = sorted(scores, key=lambda name: -scores[name])
    if not best or (len(best) > 1 and scores[best[0]] == scores[best[1]]):
        line = content[: broken.start].count(b"\n") + 1
        raise ImportRefused("file_encoding", file=file, line=line)
    return texts[best[0]]


def _score(text: str, known_words: set[str]) -> int:
    header = text.splitlines()[0].lower()
    words = sum(word in header for word in known_words if not word.isascii())
    wide = sum("\u4e00" <= letter <= "\u9fff" or "\u3040" <= letter <= "\u30ff" for letter in text[:20_000])
    odd = sum("\uff61" <= letter <= "\uff9f" or "\ue000" <= letter <= "\uf8ff" for letter in text[:20_000])
    return words * 1000 + wide - 3 * odd
