"""What of a message is the buyer's own: without markup, earlier mails, lines of platforms and signatures."""

import html
import re
from dataclasses import dataclass
from functools import cache

from tools.reply.understanding.cues import words_of

MOST = 10_000
_DROPPED = re.compile(r"<(style|script|blockquote|head)\b[^>]*>.*?</\1\s*>", re.I | re.S)
_COMMENT = re.compile(r"<!--.{0,5000}?-->", re.S)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.I)
_WITHIN = re.compile(r"-{3,} ?begin message ?-{3,}(.*?)-{3,} ?end message", re.I | re.S)
_INLINE = re.compile(r"\s(?=-{3,}\s?(?:original message|ursprüngliche nachricht)|on [^\n]{6,90} wrote:)", re.I)
_NAME = re.compile(r"[^\W\d_][\w.'’\- ]{0,38}")
_SIGNATURE_LINES, _SIGNATURE_WIDTH, _SIGNATURE_WORDS = 5, 60, 5


@dataclass(frozen=True)
class OwnWords:
    """The buyer's words, and the name they sign with."""

    text: str
    name: str | None


def own_words(message: str) -> OwnWords:
    """The buyer's own words; the whole message where nothing would be left."""
    plain = _plain(message[:MOST])
    within = _WITHIN.search(plain)
    lines = (within.group(1) if within and within.group(1).strip() else plain).splitlines()
    kept = _written(lines)
    kept, name = _unsigned(kept)
    text = "\n".join(kept).strip()
    if not any(each.isalnum() for each in text):
        text = plain.strip()
    return OwnWords(text, name or _told_name(text))


def _plain(message: str) -> str:
    text = message.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _DROPPED.sub("\n", _COMMENT.sub(" ", text)) if "</" in text or "<!--" in text else text
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
    text = html.unescape(text) if "&" in text else text
    return _INLINE.sub("\n", text)


def _written(lines: list[str]) -> list[str]:
    """Lines that are the buyer's: up to an earlier mail; below it where nothing stands above."""
    kept: list[str] = []
    for line in lines:
        bare = line.strip()
        if bare.startswith(">"):
            continue
        if _any("quoted").match(bare):
            if any(each.isalnum() for each in "".join(kept)):
                return kept
            continue
        if not _any("boilerplate").match(bare) and not _header().match(bare):
            kept.append(_subject().sub("", bare, count=1) if _subject().match(bare) else bare)
    return kept


def _unsigned(lines: list[str]) -> tuple[list[str], str | None]:
    """Without what stands behind the closing; the first such line may be the name."""
    for number, line in enumerate(lines):
        is_mark = line in ("--", "-- ") and number > 0
        if not (is_mark or (0 < len(line) <= _SIGNATURE_WIDTH + 30 and _closing().fullmatch(line))):
            continue
        rest = [each for each in lines[number + 1 :] if each]
        signature = [each for each in rest[:_SIGNATURE_LINES] if _signs(each)]
        if len(signature) == min(len(rest), _SIGNATURE_LINES) and signature:
            name = signature[0].strip(" ,.-~—")
            return lines[: number + 1] + rest[_SIGNATURE_LINES:], name if _NAME.fullmatch(name) else None
    return lines, None


def _signs(line: str) -> bool:
    """Short, and no sentence."""
    return (
        len(line) <= _SIGNATURE_WIDTH
        and len(line.split()) <= _SIGNATURE_WORDS
        and not re.search(r"[?？!！。:：]|\bps\b", line, re.I)
    )


def _told_name(text: str) -> str | None:
    for pattern in _named():
        if found := pattern.search(text):
            return found.group(1)
    return None


@cache
def _any(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in words_of("own_words")[kind]), re.I)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(words_of("own_words")["closing"]) + r")\s*[,.!。！]*", re.I)


@cache
def _header() -> re.Pattern[str]:
    return re.compile(words_of("own_words")["header"], re.I)


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(words_of("own_words")["subject"], re.I)


@cache
def _named() -> list[re.Pattern[str]]:
    return [re.compile(each) for each in words_of("own_words")["named"]]
