"""Sentences mended so that they may stand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from tools.reply.check.fault import Fault
from tools.reply.check.faults import blocks, faults
from tools.reply.check.language import language_of
from tools.reply.check.reply import Reply
from tools.reply.check.sentences import Sentence, without
from tools.reply.check.spoken import wording
from tools.reply.check.tables import table
from tools.reply.contract import LANGUAGES

_ROUNDS = 4
"""An edit may bring another to light: an entity that stands for a tag."""


@dataclass(frozen=True)
class Mended:
    """What became of the sentences.

    Attributes:
        sentences: Mended ones by the place where they begin; "" where one is left out.
        text: The whole text with them.
    """

    sentences: dict[int, str]
    text: str


def is_mendable(fault: Fault, reply: Reply) -> bool:
    """Whether code can say what may stand instead."""
    return fault.edit is not None or (fault.wording and blocks(fault, reply))


def mend(reply: Reply, found: list[Fault]) -> Mended:
    """The text with every fault mended that code can mend; all other sentences stay as they are."""
    mendable = [fault for fault in found if is_mendable(fault, reply)]
    if not mendable:
        return Mended({}, reply.text)
    mended: dict[int, str] = {}
    for sentence in reply.sentences:
        within = [fault for fault in mendable if fault.span[0] < sentence.end and sentence.start < fault.span[1]]
        if within:
            new = _mended(reply, sentence, within)
            mended[sentence.start] = "" if new in mended.values() else new
    text = _written(reply, mended, mendable)
    again = _still_at_fault(reply, mended, mendable) if any(fault.wording for fault in mendable) else set()
    if again:
        mended |= dict.fromkeys(again, "")
        text = _written(reply, mended, mendable)
    return Mended(mended, text)


def _mended(reply: Reply, sentence: Sentence, within: list[Fault]) -> str:
    """The first of the sentence's shorter or neutral forms that passes; "" when none does."""
    kinds = {fault.kind for fault in within}
    if not any(fault.wording for fault in within):
        candidates: Iterable[str | None] = [_edited(reply, _applied(sentence.text, within, sentence.start))]
    else:
        spans = [(fault.span[0] - sentence.start, fault.span[1] - sentence.start) for fault in within]
        neutral = _neutral(reply, sentence)
        candidates = [without(sentence.text, spans), *(neutral.get(fault.kind) for fault in within)]
    return next((each for each in candidates if each is not None and _passes(reply, each, kinds)), "")


def _edited(reply: Reply, text: str) -> str:
    for _ in range(_ROUNDS):
        edits = [fault for fault in faults(replace(reply, text=text)) if fault.edit is not None]
        if not edits:
            break
        text = _applied(text, edits, 0)
    return text.strip()


def _applied(text: str, edits: list[Fault], start: int) -> str:
    """A stretch that begins at a place of the whole text, with edits that lie in it; of overlapping ones the first."""
    parts, at = [], 0
    for fault in sorted(edits, key=lambda each: (each.span[0], -each.span[1])):
        first, last = fault.span[0] - start, fault.span[1] - start
        if at <= first and last <= len(text):
            parts += [text[at:first], fault.edit or ""]
            at = last
    return "".join([*parts, text[at:]])


def _passes(reply: Reply, text: str, kinds: set[str]) -> bool:
    """Whether a sentence has none of the faults that it was mended for, and no other that blocks for its wording."""
    other = replace(reply, text=text)
    return not any(
        (fault.wording or fault.kind in kinds) and blocks(fault, other) for fault in faults(other) if is_mendable(fault, other)
    )


def _neutral(reply: Reply, sentence: Sentence) -> dict[str, str]:
    language = language_of(sentence.text) or language_of(reply.text) or reply.language or reply.market.language
    return neutral_sentences(language)


@cache
def neutral_sentences(language: str) -> dict[str, str]:
    """Sentences that may stand instead of others, by kind of fault."""
    name = language if language in LANGUAGES else "en"
    found: dict[str, str] = table(f"repairs/{name}")
    return found


def _written(reply: Reply, mended: dict[int, str], mendable: list[Fault]) -> str:
    """The text with its mended sentences; where one is left out, the wider of the gaps beside it stays."""
    parts: list[str] = []
    at, gap = 0, ""
    for sentence in reply.sentences:
        between = _gap(reply, at, sentence.start, mendable)
        gap = max(gap, between, key=len)
        new = mended.get(sentence.start, sentence.text)
        if new:
            parts += [gap if parts else "", new]
            gap = ""
        at = sentence.end
    if not reply.sentences:
        return reply.text
    if not mended:
        return _gap(reply, 0, reply.sentences[0].start, mendable) + "".join(parts) + reply.text[at:]
    return "".join(parts) + (reply.text[at:] if parts else "")


def _gap(reply: Reply, start: int, end: int, mendable: list[Fault]) -> str:
    edits = [fault for fault in mendable if fault.edit is not None and start <= fault.span[0] and fault.span[1] <= end]
    return _applied(reply.text[start:end], edits, start) if edits else reply.text[start:end]


def _still_at_fault(reply: Reply, mended: dict[int, str], mendable: list[Fault]) -> set[int]:
    """Mended sentences that are at fault where they stand among the others."""
    whole = replace(reply, text=_written(reply, mended, mendable))
    bad = [fault for fault in wording(whole) if blocks(fault, whole)]
    texts = {whole.sentence_at(fault.span[0]).text for fault in bad}
    return {start for start, text in mended.items() if text and any(text in each or each in text for each in texts)}
