"""HTML as plain text."""

import html
import re

_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div|/h[1-6]|/tr)\b[^>]*>", re.I)
_HIDDEN = re.compile(r"<\s*(script|style|iframe|textarea|form)\b.*?<\s*/\s*\1\s*>", re.I | re.S)
_ACTIVE = re.compile(r"<\s*/?\s*(?:script|style|iframe|frame|textarea|form|input|button|pre|object|embed|applet)\b[^<>]*>", re.I)
_TAG = re.compile(r"<\s*/?\s*[A-Za-z!][^<>]*>")
_BLANKS = re.compile(r"[ \t]+")


def without_active(text: str) -> str:
    """HTML without what runs or asks in the page of the buyer; other tags stay."""
    return _ACTIVE.sub("", _HIDDEN.sub("", text))


def plain_text(text: str, *, keeps_breaks: bool = False) -> str:
    """A text without tags and entities; paragraphs and items become lines.

    Args:
        text: With HTML.
        keeps_breaks: Line breaks may stay as `<br>`.
    """
    lined = _BREAK.sub("\n", _HIDDEN.sub(" ", text))
    bare = html.unescape(_TAG.sub("", lined))
    lines = [_BLANKS.sub(" ", line).strip() for line in bare.splitlines()]
    kept = [line for line in lines if line]
    return ("<br>" if keeps_breaks and len(kept) > 1 else "\n").join(kept)
