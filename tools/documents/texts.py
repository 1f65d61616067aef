"""Plain text, and the text inside every kind that is text."""

import codecs
import re
from typing import Any

from tools.documents.collecting import Collector
from tools.documents.front import split_front
from tools.warehouse.importing.decoding import decode

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAID = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,30})|\A\s*<\?xml[^>]{0,100}?encoding=["']([\w-]{3,30})""", re.I
)
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
}
# A name may stand for a way of packing bytes as well; these are encodings of pages, as Python calls them.
_PAGES = re.compile(r"utf-8|gb2312|gbk|gb18030|big5|shift_jis|cp932|euc_(jp|kr)|cp949|iso8859-\d+|cp125\d|koi8-r|ascii")
_HEAD = 4096


def read_text(content: bytes, out: Collector) -> dict[str, Any]:
    """Plain text: one section, unchanged. Returns its front matter.

    Raises:
        ImportRefused: As `decoded` and `split_front`.
    """
    front, text = split_front(decoded(content, out.file), out.file)
    out.block(text)
    return front


def decoded(content: bytes, file: str) -> str:
    """The text of bytes, by the rules that imported reports have; line ends are those of Unix.

    Raises:
        ImportRefused: No text, or of an encoding that cannot be told.
    """
    text = decode(content, file, ())
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def decoded_page(content: bytes, file: str) -> str:
    """The text of a web page: of the encoding it states, where that is right.

    Raises:
        ImportRefused: As `decoded`.
    """
    match = None if content.startswith(_MARKS) else _SAID.search(content[:_HEAD])
    said = (match[1] or match[2]).decode("ascii").lower() if match else ""
    try:
        name = codecs.lookup(said).name if said else ""
        if _PAGES.fullmatch(name) and b"\x00" not in content:
            return content.decode(_SUPERSETS.get(name, name)).replace("\r\n", "\n").replace("\r", "\n")
    except (LookupError, UnicodeError):
        pass
    return decoded(content, file)
