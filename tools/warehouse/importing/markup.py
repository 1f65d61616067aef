"""XML of strangers: namespaces resolved, no document type, nothing fetched."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.parsers import expat

from tools.core.errors import ImportRefused

# The last two: an encoding that is unknown, or that the parser cannot read.
_BROKEN = (expat.ExpatError, LookupError, ValueError)
_LONGEST_TOKEN = 1 << 20
"""Bytes of a tag or comment: the parser starts anew on one that is cut off."""
_MOST_NAMES = 50_000
_MOST_ELEMENTS = 2_000_000
MOST_DEPTH = 100


def xml_parser(file: str, part: str) -> expat.XMLParserType:
    """A parser whose element names are `namespace}name`; without a document type there are no entities.

    Its handlers raise `ImportRefused` for a document type.
    """
    parser = expat.ParserCreate(namespace_separator="}", intern={})
    parser.buffer_text = True

    def refuse(*_: Any) -> None:
        raise ImportRefused("file_document_type", file=file, part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes], file: str, part: str) -> Iterator[None]:
    """Parse piece by piece, pausing after each.

    Raises:
        ImportRefused: Not well-formed, or made to take memory or time: a tag without end, ever new names.
    """
    length = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            length += len(piece)
            if length - parser.CurrentByteIndex > _LONGEST_TOKEN or len(parser.intern) > _MOST_NAMES:
                raise ImportRefused("file_damaged_part", file=file, part=part)
            yield
        parser.Parse(b"", True)
        yield
    except _BROKEN as broken:
        raise ImportRefused("file_damaged_part", file=file, part=part) from broken


def elements(pieces: Iterable[bytes], file: str, part: str, start: Callable[[str, dict[str, str]], None]) -> None:
    """Call `start` with the local name and attributes of every element.

    Raises:
        ImportRefused: Not well-formed, a document type, or far more elements than a listing has.
    """
    parser = xml_parser(file, part)
    depth = seen = 0

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, seen
        depth, seen = depth + 1, seen + 1
        if depth > MOST_DEPTH or seen > _MOST_ELEMENTS:
            raise ImportRefused("file_damaged_part", file=file, part=part)
        start(local(name), attributes)

    def close_element(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = open_element, close_element
    for _ in feed(parser, pieces, file, part):
        pass


def check_prolog(pieces: Iterable[bytes], file: str, part: str) -> None:
    """Parse up to the first element.

    What is no XML at all passes here: who reads that part will refuse it.

    Raises:
        ImportRefused: A document type, or no element for very long.
    """
    parser = xml_parser(file, part)
    roots: list[str] = []
    parser.StartElementHandler = lambda name, _: roots.append(name)
    length = 0
    for piece in pieces:
        try:
            parser.Parse(piece, False)
        except _BROKEN:
            return
        length += len(piece)
        if roots:
            return
        if length > _LONGEST_TOKEN:
            raise ImportRefused("file_damaged_part", file=file, part=part)


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
