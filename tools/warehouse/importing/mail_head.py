"""Whether a file is mail: one message (EML) or several (mbox)."""

import re

_FIELD = re.compile(rb"(?i)(from|date|subject):")
_LINE = re.compile(rb"[!-9;-~]+:")
_SHOWN = 400
"""Lines of a head that are looked at."""


def is_mail(head: bytes) -> bool:
    """Whether a file begins as mail: header fields, a sender and a day among them, before the first blank line.

    Args:
        head: Its first bytes.
    """
    lines = head.replace(b"\r\n", b"\n").lstrip(b"\n").split(b"\n")[:_SHOWN]
    if lines and lines[0].startswith((b"From ", b">From ")):
        lines = lines[1:]
    names = set()
    for line in lines:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        if not _LINE.match(line):
            return False
        if found := _FIELD.match(line):
            names.add(found[1].lower())
    return {b"from", b"date"} <= names or {b"from", b"subject"} <= names
