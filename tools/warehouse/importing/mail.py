"""Mail as records of messages: of each its own text, without attachments."""

import json
import re
from collections.abc import Iterator
from datetime import UTC
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import yaml

from tools.core.errors import ImportRefused

_RELAYS = Path(__file__).parent / "mail_relays.yaml"
_MOST_MESSAGES = 100_000
_MOST_BYTES = 5_000_000
"""Of one message; longer ones are mostly attachments and are read up to here."""
_MOST_CHARACTERS = 100_000
_MARK_UP = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->")
_BREAK = re.compile(r"(?i)<(br|/p|/div|/tr|/li|/h[1-6])\b[^<>]{0,200}>")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_ORDER = re.compile(r"\b\d{3}-\d{7}-\d{7}\b|\b\d{2}-\d{5}-\d{5}\b|\bPO-\d{3}-\d{15,}\b|\b\d{15,19}\b")
_SEPARATOR = re.compile(rb"From \S.{0,200}\d\d:\d\d.{0,40}\d{4}")
_ORDER_FIELDS = ("x-amazon-order-id", "x-order-id")


def mail_as_json(path: Path, folder: Path, file: str) -> Path:
    """Write mail as the records of a JSON report of messages.

    Args:
        path: One message, or an mbox.
        folder: Where to write.
        file: What the user calls it.

    Raises:
        ImportRefused: No message can be read, or there are too many.
    """
    records = []
    for number, raw in enumerate(_raw_messages(path), start=1):
        if number > _MOST_MESSAGES:
            raise ImportRefused("mail_too_many", file=file, limit=_MOST_MESSAGES)
        records.append(_record(BytesParser(policy=policy.default).parsebytes(raw)))
    if not any(record["body"] for record in records):
        raise ImportRefused("mail_without_text", file=file)
    written = folder / "mail.json"
    written.write_text(json.dumps({"messages": records}, ensure_ascii=True), encoding="utf-8")
    return written


def _raw_messages(path: Path) -> Iterator[bytes]:
    """Messages of an mbox (each begins, after a blank line, at a line `From ` with a moment), or the one that the file is."""
    with path.open("rb") as opened:
        first = opened.readline()
        if not first.startswith(b"From "):
            yield first + opened.read(_MOST_BYTES)
            return
        kept: list[bytes] = []
        size, blank = 0, False
        for line in opened:
            if blank and _SEPARATOR.match(line):
                yield b"".join(kept)
                kept, size = [], 0
            elif size < _MOST_BYTES:
                kept.append(line[1:] if line.startswith(b">From ") else line)
                size += len(line)
            blank = not line.strip()
        yield b"".join(kept)


def _record(mail: EmailMessage) -> dict[str, Any]:
    name, address = parseaddr(_field(mail, "from") or "")
    subject, body, to = _field(mail, "subject"), _body(mail), _field(mail, "to") or ""
    order = next((_field(mail, name) for name in _ORDER_FIELDS if _field(mail, name)), None)
    found = _ORDER.search(f"{subject or ''}\n{body}")
    return {
        "messageId": (_field(mail, "message-id") or "").strip("<> \t") or None,
        "threadId": _thread(mail),
        "orderId": order or (found[0] if found else None),
        "marketplace": _relay(address) or _relay(to),
        "direction": "out" if _relay(to) and not _relay(address) else "in",
        "receivedAt": _moment(mail),
        "buyerName": _plain_name(name),
        "subject": subject,
        "body": body[:_MOST_CHARACTERS],
    }


def _field(mail: EmailMessage, name: str) -> str | None:
    """A header field as text; a broken one as none."""
    try:
        found = mail[name]
        return " ".join(str(found).split()).encode("utf-8", "replace").decode() or None if found is not None else None
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return None


def _thread(mail: EmailMessage) -> str | None:
    """The first message of the thread; none where the mail is it itself."""
    named = (_field(mail, "references") or _field(mail, "in-reply-to") or "").split()
    return named[0].strip("<>") if named else (_field(mail, "message-id") or "").strip("<> \t") or None


def _moment(mail: EmailMessage) -> str | None:
    try:
        moment = parsedate_to_datetime(_field(mail, "date") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _plain_name(name: str) -> str | None:
    """A sender's name without the platform's words about it; an address is none."""
    plain = re.sub(r"(?i)\s*(-|via|über|da|par|através).*(amazon|ebay|walmart|marketplace).*$", "", name).strip(" \"'")
    return plain if plain and "@" not in plain and len(plain) < 80 else None


@cache
def _relays() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(_RELAYS.read_text(encoding="utf-8"))
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _relay(addresses: str) -> str | None:
    """The marketplace whose relay the mail came through."""
    written = addresses.lower()
    return next((place for domain, place in _relays().items() if domain in written), None)


def _body(mail: EmailMessage) -> str:
    """The text of a mail; of one that only has HTML, its words."""
    part = mail.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        written = part.get_content()
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        written = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    text = str(written).encode("utf-8", "replace").decode()
    return (_words(text) if part.get_content_type() == "text/html" else text).replace("\x00", "").strip()


def _words(html: str) -> str:
    text = unescape(_TAG.sub(" ", _BREAK.sub("\n", _MARK_UP.sub(" ", html[: _MOST_CHARACTERS * 5]))))
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
