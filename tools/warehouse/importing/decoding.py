"""Bytes to text, without guessing in silence. A file of any size is read through in pieces."""

import codecs
import io
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from tools.core.errors import ImportRefused
from tools.warehouse.importing.encoding_scores import best_encoding, decoded, strange_field

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What a file that is no text, or no text read here, begins with.
_NOT_TEXT = {
    b"PK\x03\x04": "XLSX/ZIP", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "XLS", b"\x1f\x8b": "GZIP", b"\x89PNG": "PNG",
    codecs.BOM_UTF32_LE: "UTF-32", codecs.BOM_UTF32_BE: "UTF-32",
}  # fmt: skip
# Lone surrogates cannot come out of strict decoding, so they mark what is wrong.
_BROKEN = "\udfff"
_MARKING = "chuhai.marking"
_CHUNK = 1 << 20
_HEAD = 1 << 14
_SAMPLE = 1 << 18
_LONGEST_LINE = 1 << 22


def encoding_of(path: Path, file: str, known_words: Collection[str]) -> str:
    """Python's name of the encoding in which all of a file can be read.

    A byte-order mark or strict UTF-8 decides; UTF-16 without its mark shows by a known header word. Otherwise the
    encodings that sellers' systems write are scored by how usual the characters are that each then makes; only a
    clear winner is taken, and only if no line is clearly of another encoding.

    Args:
        path: The file.
        file: Its name, for errors.
        known_words: Header words, folded.

    Raises:
        ImportRefused: Empty, not a text file, bytes that are wrong or mixed, or no encoding clearly fits.
    """
    with path.open("rb") as stream:
        return _encoding(stream, file, known_words)


def decode(content: bytes, file: str, known_words: Collection[str]) -> str:
    """Text of a small file, by the rules of `encoding_of`.

    Raises:
        ImportRefused: As `encoding_of`.
    """
    return content.decode(_encoding(io.BytesIO(content), file, known_words))


def _encoding(stream: BinaryIO, file: str, known_words: Collection[str]) -> str:
    head = stream.read(_HEAD)
    kind = next((kind for magic, kind in _NOT_TEXT.items() if head.startswith(magic)), None)
    if kind:
        raise ImportRefused("file_not_text", file=file, kind=kind)
    marked = next((encoding for bom, encoding in _BOMS.items() if head.startswith(bom)), None)
    if _is_blank(stream):
        raise ImportRefused("file_empty", file=file)
    if marked:
        return _whole(stream, marked, file)
    if b"\x00" in head:
        return _unmarked_utf16(stream, head, file, known_words)
    broken = _first_not_utf8(stream, file)
    return "utf-8" if broken is None else _legacy(stream, head, broken, file, known_words)


def _is_blank(stream: BinaryIO) -> bool:
    return not any(chunk.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00") for chunk in _chunks(stream))


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk


def _texts(stream: BinaryIO, encoding: str, errors: str = "strict") -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for chunk in _chunks(stream):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _whole(stream: BinaryIO, encoding: str, file: str) -> str:
    """The encoding, if every byte and no letter NUL is of it."""
    try:
        if any("\x00" in text for text in _texts(stream, encoding)):
            raise ImportRefused("file_not_text", file=file, kind="binary")
    except UnicodeDecodeError:
        raise ImportRefused("file_encoding", file=file, line=_broken_line(stream, encoding)) from None
    return encoding


def _broken_line(stream: BinaryIO, encoding: str) -> int:
    """The line of the first bytes that are wrong."""
    feeds = returns = 0
    for text in _texts(stream, encoding, errors=_MARKING):
        good, found, _ = text.partition(_BROKEN)
        feeds, returns = feeds + good.count("\n"), returns + good.count("\r")
        if found:
            break
    return (feeds or returns) + 1


def _mark(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return _BROKEN, error.end


codecs.register_error(_MARKING, _mark)


def _unmarked_utf16(stream: BinaryIO, head: bytes, file: str, known_words: Collection[str]) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        text = decoded(head[: len(head) // 2 * 2], encoding) or decoded(head[: len(head) // 2 * 2 - 2], encoding) or "\x00"
        plain = text.lower().replace("_", " ").replace("-", " ")
        if "\x00" not in text and any(word in plain for word in known_words):
            return _whole(stream, encoding, file)
    raise ImportRefused("file_not_text", file=file, kind="binary")


def _first_not_utf8(stream: BinaryIO, file: str) -> int | None:
    """The line where the bytes stop being UTF-8; None when all are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(stream):
            if b"\x00" in chunk:
                raise ImportRefused("file_not_text", file=file, kind="binary")
            if not chunk.isascii() or decoder.getstate()[0]:
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _broken_line(stream, "utf-8")
    return None


def _legacy(stream: BinaryIO, head: bytes, broken: int, file: str, known_words: Collection[str]) -> str:
    encoding = best_encoding(head, _sample(stream), known_words)
    if encoding is None:
        raise ImportRefused("file_encoding", file=file, line=broken)
    _whole(stream, encoding, file)
    for number, line in _lines(stream, encoding):
        if not line.isascii() and strange_field(line, encoding):
            raise ImportRefused("file_encoding", file=file, line=number)
    return encoding


def _sample(stream: BinaryIO) -> bytes:
    """The first lines with bytes beyond ASCII."""
    stream.seek(0)
    found: list[bytes] = []
    size = 0
    while size < _SAMPLE and (line := stream.readline(_LONGEST_LINE)):
        if not line.isascii():
            found.append(line)
            size += len(line)
    return b"".join(found)


def _lines(stream: BinaryIO, encoding: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; one that is too long comes in pieces."""
    rest, number = "", 0
    for text in _texts(stream, encoding):
        *whole, rest = (rest + text).split("\n")
        yield from enumerate(whole, number + 1)
        number += len(whole)
        if len(rest) > _LONGEST_LINE:
            yield number + 1, rest
            rest = ""
    yield number + 1, rest
