"""A ZIP file read with distrust: its directory before its parts, its parts in pieces."""

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tools.core.errors import ImportRefused
from tools.warehouse.importing.limits import MEGABYTE, Limits

_CHUNK = 1 << 16
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
# The end record is within a comment's length of the end, its 64-bit form just before it.
_TAIL = (1 << 16) + 200
_LOCAL_HEADER = 30
_MOST_PER_ENTRY = 1_000
"""Bytes of the directory for one entry: 46, and its name, far shorter than the 65,535 that are possible."""
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\x00")
_ENCRYPTED = 0x1
_BROKEN = (BadZipFile, RuntimeError, ValueError, IndexError, EOFError, OSError, struct.error, zlib.error)


def open_archive(path: Path, file: str, limits: Limits) -> ZipFile:
    """Open a ZIP file whose directory is not larger than its entries may make it.

    Raises:
        ImportRefused: No directory, or one too large or damaged.
    """
    with path.open("rb") as opened:
        size = path.stat().st_size
        opened.seek(max(0, size - _TAIL))
        tail = opened.read()
    if _END not in tail:
        raise ImportRefused("file_cut_off", file=file)
    if _directory_bytes(tail) > limits.entries * _MOST_PER_ENTRY:
        raise ImportRefused("file_too_many_parts", file=file, limit=limits.entries)
    try:
        return ZipFile(path)
    except _BROKEN as broken:
        raise ImportRefused("file_damaged", file=file) from broken


def _directory_bytes(tail: bytes) -> int:
    end, end_64 = tail.rfind(_END), tail.rfind(_END_64)
    sizes = [int.from_bytes(tail[end_64 + 40 : end_64 + 48], "little")] if end_64 >= 0 else []
    short = int.from_bytes(tail[end + 12 : end + 16], "little")
    return max([*sizes, short if short != 0xFFFFFFFF else 0])


def check_directory(archive: ZipFile, file: str, limits: Limits) -> None:
    """Refuse what no honest writer makes, before anything is inflated.

    Raises:
        ImportRefused: Too many entries, names that lead out of the folder or stand twice, entries that share
            bytes, other compressions, too much to inflate.
    """
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise ImportRefused("file_too_many_parts", file=file, limit=limits.entries)
    outside = next((entry.orig_filename for entry in entries if _OUTSIDE.search(entry.orig_filename)), None)
    if outside is not None:
        raise ImportRefused("file_leads_outside", file=file, part=outside[:200])
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ImportRefused("file_encrypted", file=file)
    if len(parts_of(archive)) < len(entries) or _overlap(entries, archive.start_dir):
        raise ImportRefused("file_overlapping_parts", file=file)
    odd = next((entry.filename for entry in entries if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)), None)
    if odd is not None:
        raise ImportRefused("file_damaged_part", file=file, part=odd)
    packed, inflated = sum(entry.compress_size for entry in entries), sum(entry.file_size for entry in entries)
    if inflated > limits.most_inflated(packed):
        raise too_much(file, limits, packed)


def too_much(file: str, limits: Limits, packed: int) -> ImportRefused:
    """The refusal of a file that holds more than its size allows."""
    return ImportRefused("file_inflates", file=file, limit=limits.most_inflated(packed) // MEGABYTE, ratio=limits.ratio)


def _overlap(entries: list[ZipInfo], directory_at: int) -> bool:
    spans = sorted((each.header_offset, _LOCAL_HEADER + len(each.orig_filename) + each.compress_size) for each in entries)
    ends = any(start + length > following for (start, length), (following, _) in pairwise(spans))
    return ends or any(start + length > directory_at for start, length in spans)


def parts_of(archive: ZipFile) -> dict[str, ZipInfo]:
    """The parts of a package by name in lower case, which is how they are told apart."""
    return {entry.filename.replace("\\", "/").lower(): entry for entry in archive.infolist()}


def read_part(archive: ZipFile, part: ZipInfo, file: str) -> Iterator[bytes]:
    """A part in pieces; `zipfile` gives no more bytes than the directory declares.

    Raises:
        ImportRefused: The part is damaged, or longer than declared.
    """
    try:
        with archive.open(part) as opened:
            while piece := opened.read(_CHUNK):
                yield piece
    except _BROKEN as broken:
        raise ImportRefused("file_damaged_part", file=file, part=part.filename) from broken
