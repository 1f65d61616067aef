"""Markup, pictures and line breaks in a text that is shown as plain."""

import re
from collections.abc import Iterator
from html.entities import html5

from tools.listing.phrases.contacts import emojis
from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.standing import standing

_TAGS = (
    "a|abbr|b|big|blockquote|body|br|button|center|code|div|em|embed|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li|link|"
    "marquee|meta|object|ol|p|pre|s|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|title|tr|u|ul|video"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,500}})?/?>|<!--", re.IGNORECASE)
_BULLETIN = re.compile(r"\[/?(?:b|i|u|url|img|color|size|quote)(?:=[^\[\]\n]{0,300})?\]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"!?\[(?P<shown>[^\[\]\n]{1,200})\]\([^()\s]{1,500}\)|(?<![*\w])\*\*(?P<bold>[^*\n]{1,200})\*\*(?!\*)|(?m:^\#{1,6} )|```"
)
_BREAKS = re.compile(r"\n(?:[ \t]{0,8}\n){2,}")
_MOST_BREAKS = "max_consecutive_line_breaks"
_GIF = re.compile(r"(?<!\w)[\w\-]{1,80}\.gif(?!\w)", re.IGNORECASE)


def markup(reply: Reply) -> Iterator[Fault]:
    """HTML tags and entities, bulletin board codes, Markdown."""
    text = reply.text
    if "<" in text:
        yield from (Fault("html", found.span(), edit="") for found in _TAG.finditer(text))
    if "[" in text:
        yield from (Fault("html", found.span(), edit="") for found in _BULLETIN.finditer(text))
    if "&" in text:
        for found in _ENTITY.finditer(text):
            if (known := _meant(found.group())) is not None:
                yield Fault("html", found.span(), edit=known)
    if "](" in text or "**" in text or "#" in text or "```" in text:
        for found in _MARKDOWN.finditer(text):
            shown = found["shown"] or found["bold"] or ""
            yield Fault("html", found.span(), "markdown", edit=shown, key="reply_check_markdown")


def _meant(entity: str) -> str | None:
    """The character of an entity; None where it is none."""
    name = entity[1:]
    if name.startswith("#"):
        digits = name[1:-1]
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        return chr(code) if 31 < code < 0xD800 else ""
    return html5.get(name)


def pictures(reply: Reply) -> Iterator[Fault]:
    """Emoji and animations."""
    for start, end in emojis(reply.folded, ""):
        yield Fault("emoji", reply.folded.span(start, end), edit="")
    if ".gif" in reply.folded.text:
        yield from (Fault("emoji", found.span(), "gif") for found in _GIF.finditer(reply.text))


def line_breaks(reply: Reply) -> Iterator[Fault]:
    """More line breaks in a row than the platform takes."""
    rules = standing("line_breaks", None, reply.market, reply.on)
    if not rules:
        return
    limit: int = rules[0].rule.value[_MOST_BREAKS]
    for found in _BREAKS.finditer(reply.text):
        count = found.group().count("\n")
        if count > limit:
            yield Fault("line_breaks", found.span(), edit="\n" * limit, told={"limit": limit, "count": count})
