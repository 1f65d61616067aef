"""A buyer's words told from the operator's around them; nothing in them is ever taken for an instruction."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from copilot.offline.reply_words import LISTS, Instruction
from copilot.offline.text import compiled
from tools.documents.language import guess_language
from tools.listing.sheets.stores import store_in
from tools.reply.understanding.understand import understand

_FENCE = re.compile(r"```[^\n`]{0,20}\n(.+?)\n?```", re.DOTALL)
_QUOTED_LINES = re.compile(r"(?:^[ \t]*>[^\n]*(?:\n|$))+", re.MULTILINE)
_QUOTED = re.compile(
    r"“([^“”]{4,})”|\"([^\"]{4,})\"|「([^「」]{4,})」|『([^『』]{4,})』|«([^«»]{4,})»|‘([^‘’]{4,})’(?!\w)|(?<!\w)'([^\n]{4,}?)'(?!\w)"
)
_COLON = re.compile(r"[:：]")
_FRAME = 300
_VALUE = re.compile(r"\s*(?://|\+|[#A-Z]{0,5}\d[\w-]{3,}\b|\d)")
_CLAUSE = re.compile(r"(?:[^，,。；;！!？?\n.]|(?<=\w)[.,](?=\w))+[，,。；;！!？?.]*", re.ASCII)
_SENTENCE = re.compile(r"(?:[^。！!？?\n.;；]|(?<=\w)[.](?=\w))+[。！!？?.;；”\"’]*", re.ASCII)
_HAN, _KANA = re.compile("[\u3400-\u9fff]"), re.compile("[\u3041-\u30fa]")
_LATIN_RUN = re.compile(r"[A-Za-zÀ-ÿ¿¡][\w'’,.-]*(?: +[\wÀ-ÿ'’,.-]+){3,}")
_ENDS = " \t\n,，。;；:：、-"
_LONGEST, _SURELY = 160, 30
_SENTENCE_WORDS = 4
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|mine|me|we|our|us)\b|(?<!帮)(?<!给)(?<!替)我(?!们)")


@dataclass(frozen=True)
class Pasted:
    """A text in its parts.

    Attributes:
        message: The buyer's words, or the reply that is to be checked; "" where there is none.
        own: The operator's words.
        granting: Those of them that may grant something.
        described: The operator tells in own words what the buyer said.
        read: Words behind the message that were taken for the operator's.
    """

    message: str
    own: str
    granting: str = ""
    described: bool = False
    read: list[str] = field(default_factory=list)


@lru_cache(maxsize=64)
def read_pasted_reply(text: str) -> Pasted | None:
    """The buyer's words and the operator's; None where the text does not ask about a message or reply.

    Args:
        text: What the operator says.
    """
    found = _fenced(text) or _quoted(text) or _behind_colon(text) or _behind_lines(text) or _behind_sentence(text)
    return found or _described(text)


def words_beside_reply(text: str) -> str | None:
    """The operator's own words beside those of a buyer; None where there are none of a buyer."""
    pasted = read_pasted_reply(text)
    return pasted.own if pasted and pasted.message and pasted.own.strip() else None


def is_frame(text: str) -> bool:
    """Whether words introduce a message or reply."""
    said = Instruction(text)
    return len(text) <= _FRAME and (
        said.has("reply", "next", "said") or (said.has("buyer", "message") and not said.has("listing"))
        or (said.has("check", "check_look") and not said.has("listing"))
    )  # fmt: skip


def _fenced(text: str) -> Pasted | None:
    found = _FENCE.search(text) or _QUOTED_LINES.search(text)
    if not found or not is_frame(around := f"{text[: found.start()]}\n{text[found.end() :]}"):
        return None
    inside = found[1] if found.re is _FENCE else re.sub(r"(?m)^[ \t]*>[ \t]?", "", found[0])
    return Pasted(inside.strip(), around, around)


def _quoted(text: str) -> Pasted | None:
    quoted = max(_QUOTED.finditer(text[:20_000]), key=lambda each: len(each[0]), default=None)
    if quoted is None:
        return None
    before, after = text[: quoted.start()], text[quoted.end() :]
    inside = next(group for group in quoted.groups() if group)
    around = f"{before} {after}"
    has_words = len(inside.split()) > 1 or bool(_HAN.search(inside))
    stands_apart = not before.strip() or before.rstrip()[-1] in ":：?？.。,，\n" or is_frame(before)
    is_whole = 3 * len(inside) > len(around) or len(inside) > _SURELY
    return Pasted(inside.strip(), around, around) if has_words and stands_apart and is_whole and is_frame(around) else None


def _behind_colon(text: str) -> Pasted | None:
    for found in _COLON.finditer(text[:_FRAME]):
        before, after = text[: found.start()], text[found.end() :]
        if not after.strip() or _VALUE.match(after) or not (is_frame(before) or _names_order_and_store(before)):
            continue
        return _with_tail(before, after)
    return None


def _names_order_and_store(text: str) -> bool:
    said = Instruction(text)
    return bool(said.mentions.order_ids) and (store_in(text) is not None or "\n" not in text) and not said.leftover


def _behind_lines(text: str) -> Pasted | None:
    """Lines of the operator above or below those of the buyer."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    if is_frame(lines[0]) and not Instruction(lines[0]).has("said") and len(lines[0]) <= _LONGEST and _is_own(lines[0], ""):
        return _with_tail(lines[0], text.split(lines[0], 1)[1])
    last = lines[-1]
    if is_frame(last) and Instruction(last).has("reply", "check") and len(last) <= _LONGEST:
        return Pasted(text.rsplit(last, 1)[0].strip(), last, last)
    return None


def _behind_sentence(text: str) -> Pasted | None:
    """A first sentence of the operator, or their words in another script: `这条怎么回？Bonjour, …`."""
    first = _SENTENCE.match(text)
    rest = text[first.end() :] if first else ""
    if first and rest.strip() and is_frame(first[0]) and _is_own(first[0], "") and not _is_own(rest, ""):
        return None if _is_described(rest) else _with_tail(first[0], rest)
    run = _LATIN_RUN.search(text)
    if run and _HAN.search(text[: run.start()]) and is_frame(text[: run.start()]) and not Instruction(text[: run.start()]).has("said"):
        return _with_tail(text[: run.start()], text[run.start() :])
    return None


def _is_described(text: str) -> bool:
    return any(compiled(lead).match(Instruction(text.strip()).low) for lead in LISTS.content["lead"])


def _with_tail(before: str, rest: str) -> Pasted:
    """The message, and what of the operator's stands behind it."""
    spans = [found.span() for found in _SENTENCE.finditer(rest)]
    start, tail = len(rest), []
    may_grant = not Instruction(before).has("check", "check_look")
    instructs = understand(rest).instructs
    while len(spans) > 1:
        begin, end = spans.pop()
        sentence, body = rest[begin:end].strip(), rest[:begin]
        if not sentence:
            start = begin
            continue
        if (instructs and Instruction(sentence).leftover) or not (_is_own(sentence, body) or (may_grant and _grants(sentence))):
            break
        tail.insert(0, sentence)
        start = begin
    message = _trimmed(rest[:start])
    granting = [each for each in tail if _HAN.search(each) and Instruction(each).has("third_person")]
    own = "\n".join([before, *tail])
    return Pasted(message, own, "\n".join([before, *granting]), read=[] if instructs else tail)


def _trimmed(message: str) -> str:
    message = message.strip().rstrip("(（ \n").strip()
    for opening, closing in ("“”", '""', "「」", "''", "‘’"):
        if len(message) > 2 and message[0] == opening and message[-1] == closing and closing not in message[1:-1]:
            return message[1:-1].strip()
    return message


def _is_own(sentence: str, body: str) -> bool:
    """Whether a sentence is the operator's: in their language beside a foreign message, or nothing but words of instructions."""
    said = Instruction(sentence.strip(" ()（）"))
    if len(sentence) > _LONGEST:
        return False
    if body and _is_other_language(sentence, body):
        return True
    names = said.has("reply", "check", "check_look") or said.tone or said.language or said.channel or store_in(said.text)
    return not said.leftover and bool(names) and (said.has("reply", "check") or not _FIRST_PERSON.search(said.low))


def _grants(sentence: str) -> bool:
    """Whether an operator says what the buyer shall get, as no buyer says it of themselves."""
    said = Instruction(sentence)
    is_short = len(sentence) <= _LONGEST and not _FIRST_PERSON.search(said.low)
    return is_short and said.has("third_person") and said.choice is not None and not said.has("said")


def _is_other_language(sentence: str, body: str) -> bool:
    if _HAN.search(sentence) and not _KANA.search(sentence):
        return not _HAN.search(body) and not _KANA.search(body)
    if len(sentence.split()) < _SENTENCE_WORDS or guess_language(body) not in ("de", "fr", "es", "it"):
        return False
    return guess_language(sentence) in (None, "en") and understand(sentence).language == "en"


def _described(text: str) -> Pasted | None:
    """What the operator tells of a buyer in own words, less the instructions: `买家说没收到货，帮我回`."""
    if not is_frame(text):
        return None
    own, kept, at = [], [], 0
    for found in _CLAUSE.finditer(text):
        clause = found[0].strip(_ENDS + "?？!！")
        if not clause:
            continue
        lead = next((match for each in LISTS.content["lead"] if (match := compiled(each).match(Instruction(clause).low)) and match[0]), None)
        if lead is None and _is_instruction(clause):
            own.append(found[0].strip())
            continue
        if lead:
            own.append(clause[: lead.end()])
        kept.append(text[max(found.start() + (found[0].find(clause) if lead else 0) + (lead.end() if lead else 0), at) : found.end()])
    message = "".join(kept).strip().strip(_ENDS)
    command = compiled(LISTS.pattern("reply")).search(Instruction(message).low)
    if command and not Instruction("\n".join(own)).has("reply"):
        own.append(command[0])
        message = (message[: command.start()] + message[command.end() :]).strip(_ENDS + "?？")
    return Pasted(message, "\n".join(own) or text, "\n".join(own), described=True)


def _is_instruction(clause: str) -> bool:
    return not Instruction(clause).leftover or _grants(clause)
