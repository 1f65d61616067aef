"""Web pages: what a reader sees, under its headings. Scripts do not run, nothing is fetched."""

import re
from typing import Any

import lxml.html
from lxml import etree

from tools.core.errors import ImportRefused
from tools.documents.collecting import Collector, one_line
from tools.documents.front import known_front
from tools.documents.html_walk import Walk
from tools.documents.texts import decoded_page

_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NAMES = {"author": "owner", "language": "language", "content-language": "language", "version": "version"}


def read_page(content: bytes, out: Collector) -> dict[str, Any]:
    """The sections of a web page. Returns what it says of itself.

    Raises:
        ImportRefused: Not decodable, nested too deeply, or with too much text.
    """
    return read_markup(_PROLOG.sub("", decoded_page(content, out.file)), out)


def read_markup(text: str, out: Collector) -> dict[str, Any]:
    """The same of a page that is text already.

    Raises:
        ImportRefused: Nested too deeply, or with too much text.
    """
    if not text.strip():
        raise ImportRefused("document_empty", file=out.file)
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, no_network=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise ImportRefused("document_empty", file=out.file)
    if any(fault.level == etree.ErrorLevels.FATAL for fault in parser.error_log):
        raise ImportRefused("document_too_deep", file=out.file)
    Walk(root, out).run()
    return _front(root)


def _front(root: Any) -> dict[str, Any]:
    found = {"title": one_line(root.findtext(".//head/title") or ""), "language": root.get("lang") or root.get("xml:lang")}
    for meta in root.iterfind(".//head/meta"):
        name = _NAMES.get((meta.get("name") or meta.get("http-equiv") or "").lower())
        if name and not found.get(name):
            found[name] = meta.get("content")
    return known_front(found)
