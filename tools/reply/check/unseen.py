"""What no reader sees: characters of no width, direction marks, tags, text pushed out of sight."""

import re
from collections.abc import Iterator

from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply

_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_MEANT = (
    f"[{_EMOJI}]\ufe0f?\u200d(?=[{_EMOJI}])|[0-9#*{_EMOJI}]\ufe0f|[\u3400-\u9fff\U00020000-\U0003ffff][\U000e0100-\U000e01ef]"
    "|\U0001f3f4[\U000e0061-\U000e007a]{3,6}\U000e007f"
)
_UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_LEFT_BEHIND = "\u00ad\u061c\u200e\u200f\ufeff\x00-\x08\x0e-\x1f\x7f"
"""What ordinary programs leave in a text; it is only told of."""
_FOUND = re.compile(f"{_MEANT}|(?P<unseen>[{_UNSEEN}]+)|(?P<left>[{_LEFT_BEHIND}]+)|(?P<piled>[\u0300-\u036f]{{3,}})")
_SPACE = re.compile(r"\s{20,}")
_PUSHED_LINES, _PUSHED_SPACES = 10, 30


def unseen(reply: Reply) -> Iterator[Fault]:
    """Hidden characters, piled accents, and long runs of white space with text behind them."""
    text = reply.text
    if not text.isascii() or not text.isprintable():
        for found in _FOUND.finditer(text):
            if found["unseen"] or found["piled"]:
                yield Fault("hidden_text", found.span(), edit="")
            elif found["left"]:
                yield Fault("hidden_text", found.span(), most="warn", edit="")
    for found in _SPACE.finditer(text):
        lines = found.group().count("\n")
        pushed = lines >= _PUSHED_LINES or (lines == 0 and len(found.group()) >= _PUSHED_SPACES)
        if pushed and found.start() > 0 and found.end() < len(text):
            yield Fault("hidden_text", found.span(), "space", edit="\n" if lines else " ", key="reply_check_pushed")
