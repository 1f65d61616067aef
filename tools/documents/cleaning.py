"""Text without what no reader sees: control characters, zero-width characters, tags, direction marks."""

import re
from typing import NamedTuple

# Joiners and selectors are meant where they stand in an emoji, in Arabic or Indic words, behind an ideograph.
_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_JOINED = "\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\ufb50-\ufdff"
_MEANT = re.compile(
    f"[{_EMOJI}]\ufe0f?\u200d(?=[{_EMOJI}])|[0-9#*{_EMOJI}]\ufe0f|[{_JOINED}][\u200c\u200d](?=[{_JOINED}])"
    "|[\u3400-\u9fff\U00020000-\U0003ffff][\U000e0100-\U000e01ef]"
    "|\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
)
_UNSEEN = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# What ordinary programs leave behind; nothing is hidden by it.
_HARMLESS = "\u00ad\u200e\u200f\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_ANY = re.compile(f"[{_UNSEEN}{_HARMLESS}\x0b\x0c\x85\r\u2028\u2029]")
_UNSEEN_ONE = re.compile(f"[{_UNSEEN}]")
_TAG = re.compile("[\U000e0020-\U000e007e]+")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


class Cleaned(NamedTuple):
    """A text as a reader sees it.

    Attributes:
        unseen: How many characters were taken out that are made to be unseen.
        tags: What tag characters spell.
    """

    text: str
    unseen: int
    tags: str


def clean(text: str) -> Cleaned:
    """A text without its unseen characters; line ends are those of Unix."""
    if not _ANY.search(text):
        return Cleaned(text, 0, "")
    lines = _LINE_ENDS.sub("\n", text)
    pieces: list[str] = []
    unseen, at = 0, 0
    for match in [*_MEANT.finditer(lines), None]:
        between = lines[at : match.start() if match else None]
        unseen += len(_UNSEEN_ONE.findall(between))
        pieces += [_ANY.sub("", between), match[0] if match else ""]
        at = match.end() if match else at
    tags = "".join(chr(ord(sign) - 0xE0000) for run in _TAG.findall(lines) for sign in run)
    return Cleaned("".join(pieces), unseen, tags)
