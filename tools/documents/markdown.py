"""Markdown: made a web page by a CommonMark parser, then read as one. Placeholders such as `<buyer name>` stay text."""

import html
import re
from collections.abc import Sequence
from typing import Any

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tools.documents.collecting import Collector
from tools.documents.front import split_front
from tools.documents.html import read_markup
from tools.documents.texts import decoded

_TAG = re.compile(r"</?([A-Za-z][\w-]*)[^<>]*>?")
# These swallow all that follows them up to their end.
_SWALLOWING = frozenset({"title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"})


def read_markdown(content: bytes, out: Collector) -> dict[str, Any]:
    """The sections of a Markdown file. Returns its front matter.

    Raises:
        ImportRefused: Not decodable, front matter that is no YAML, or too much text.
    """
    front, text = split_front(decoded(content, out.file), out.file)
    parser = MarkdownIt("commonmark", {"html": True, "breaks": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    parser.add_render_rule("html_inline", _tags_or_text)
    parser.add_render_rule("html_block", _tags_or_text)
    read_markup(parser.render(text), out)
    return front


def _tags_or_text(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Tags as they are, and as text what only looks like one."""
    written = tokens[at].content
    made = _TAG.sub(lambda match: match[0] if _is_tag(match[1].lower(), written) else html.escape(match[0], quote=False), written)
    return f"<p>{made}</p>" if made != written and tokens[at].type == "html_block" else made


def _is_tag(name: str, written: str) -> bool:
    if name in _SWALLOWING:
        return f"</{name}" in written.lower()
    return name in defs.tags
