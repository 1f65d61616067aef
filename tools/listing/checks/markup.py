"""HTML and other code in texts."""

import re
from collections.abc import Iterator
from html import unescape

from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker, never
from tools.listing.checks.page import Page, Piece, fields_of

_ATTRIBUTE = r"""\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)"""
_TAG = re.compile(rf"<(/?)({'|'.join(words('markup')['names'])})(?:{_ATTRIBUTE})*(?:\s+[a-z]+)?\s*/?>", re.IGNORECASE)
"""A tag by its name: `<5 kg` and `a < b` are none."""
_COMMENT = re.compile(r"<!--.*?-->|<!DOCTYPE[^>]*>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d?);")
_BLOCKS = frozenset(words("markup")["blocks"])
_LINK = re.compile(r"""<(a|img)\b[^<>]*?\b(?:href|src)\s*=\s*["']?(?:https?:)?//([^/"'\s>]+)""", re.IGNORECASE)


def _plain(rule: Document, html_allowed: bool) -> Check:
    kept = frozenset(rule.value.get("allowed_tags", ()))
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            if "<" in piece.text:
                yield from (_tag(rule, piece, tag, kept) for tag in _tags(piece.text) if _name(tag) not in kept)
            if "&" in piece.text:
                yield from (_code(rule, piece, code) for code in _ENTITY.finditer(piece.text) if unescape(code[0]) != code[0])

    return never if html_allowed else check


def _tags(text: str) -> list[re.Match[str]]:
    return sorted([*_TAG.finditer(text), *_COMMENT.finditer(text)], key=lambda match: match.start())


def _name(tag: re.Match[str]) -> str:
    return tag.group(2).lower() if tag.re is _TAG else ""


def _tag(rule: Document, piece: Piece, tag: re.Match[str], kept: frozenset[str]) -> Fault:
    """Where a line ends with a tag, a break stays if the rule allows one."""
    ends_line = _name(tag) in _BLOCKS and tag.group(1) == "/"
    instead = "<br>" if ends_line and "br" in kept else " " if _name(tag) in {*_BLOCKS, "br"} else ""
    return _fault(rule, piece, tag, "html", instead)


def _code(rule: Document, piece: Piece, code: re.Match[str]) -> Fault:
    return _fault(rule, piece, code, "html", unescape(code[0]).replace("\xa0", " "))


def _fault(rule: Document, piece: Piece, found: re.Match[str], kind: str, instead: str) -> Fault:
    span = (piece.start + found.start(), piece.start + found.end())
    return Fault(rule, kind, piece.field, piece.place, span, found[0], instead)


def _filtered(rule: Document, names: list[str]) -> Check:
    pattern = re.compile(rf"</?(?:{'|'.join(names)})\b[^<>]*>", re.IGNORECASE)
    return _matching(rule, pattern, "filtered_tag")


def _matching(rule: Document, pattern: re.Pattern[str], kind: str) -> Check:
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            if "<" in piece.text:
                yield from (_fault(rule, piece, found, kind, "") for found in pattern.finditer(piece.text))

    return check


_SCRIPT = r"<script\b[^<>]*>(?:.*?</script\s*>)?"
_HANDLER = r"""(?<=\s)on[a-z]{3,20}\s*=\s*(?:"[^"]*"|'[^']*')(?=[^<]*>)"""
_ACTIVE = {
    "javascript": rf"{_SCRIPT}|{_HANDLER}|javascript:[^\s\"'>]+",
    "flash": r"<(?:object|embed)\b[^<>]*(?:flash|\.swf)[^<>]*>",
    "form_action": r"</?form\b[^<>]*>",
    "plugins": r"</?(?:applet|iframe|frame|object|embed)\b[^<>]*>",
}


def active(token: str) -> Maker:
    """Code that runs in the page of the buyer, by the name that the rule gives it."""
    pattern = re.compile(_ACTIVE[token], re.IGNORECASE | re.DOTALL)
    return lambda rule, _: _matching(rule, pattern, "active_content")


def _linked(tag: str) -> Maker:
    def make(rule: Document, domains: list[str]) -> Check:
        fields = fields_of(rule)

        def check(page: Page) -> Iterator[Fault]:
            for piece in page.of(fields):
                for found in _LINK.finditer(piece.text) if "<" in piece.text else ():
                    host = found[2].lower().split(":")[0]
                    is_known = any(host == known or host.endswith("." + known) for known in domains)
                    if found[1].lower() == tag and not is_known:
                        span = (piece.start + found.start(2), piece.start + found.end(2))
                        told = {"domains": domains}
                        hard = tag == "a"
                        yield Fault(rule, "foreign_link", piece.field, piece.place, span, found[2], hard=hard, told=told)

        return check

    return make


ACTIVE = frozenset(_ACTIVE)
MAKERS: dict[str, Maker] = {
    "html_allowed": _plain,
    "filtered_tags": _filtered,
    "link_domains": _linked("a"),
    "img_domains": _linked("img"),
}
