"""A buyer's words told from the operator's around them; nothing in them is ever taken for an instruction."""

import re
from functools import lru_cache

from copilot.offline.reply_described import Pasted, described, grants, is_frame, lead_of
from copilot.offline.reply_glance import gives_instructions, language_in
from copilot.offline.reply_words import Instruction
from tools.documents.language import guess_language
from tools.listing.sheets.stores import store_in

_FENCE = re.compile(r"```[^\n`]{0,20}\n(.+?)\n?```", re.DOTALL)
_QUOTED_LINES = re.compile(r"(?:^[ \t]*>[^\n]*(?:\n|$))+", re.MULTILINE)
_QUOTED = re.compile(
    r"“([^“”]{4,})”|\"([^\"]{4,})\"|「([^「」]{4,})」|『([^『』]{4,})』|«([^«»]{4,})»|‘([^‘’]{4,})’(?!\w)|(?<!\w)'([^\n]{4,}?)'(?!\w)"
)
_MARK = re.compile('[“”"「」『』«»]')
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


@lru_cache(maxsize=64)
def read_pasted_reply(text: str) -> Pasted | None:
    """The buyer's words and the operator's; None where the text does not ask about a message or reply.

    Args:
        text: What the operator says.
    """
    found = _fenced(text) or _quoted(text) or _behind_colon(text) or _behind_lines(text) or _behind_sentence(text)
    return found or described(text)


def words_beside_reply(text: str) -> str | None:
    """The operator's own words beside those of a buyer; None where there are none of a buyer."""
    pasted = read_pasted_reply(text)
    return pasted.own if pasted and pasted.message and pasted.own.strip() else None


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
    has_words = len(inside.split()) > 1 or bool(_HAN.search(inside))
    is_whole = 3 * len(inside) > len(before) + len(after) or len(inside) > _SURELY
    if not (has_words and is_whole and _leads_to_quote(before) and is_frame(f"{before} {after}")):
        return None
    # A message that is pasted behind a colon may itself begin with a quotation.
    is_sure = not before.rstrip().endswith((":", "：")) and not _MARK.search(after)
    unsure = [after.strip()] if not is_sure and Instruction(after).choice else []
    own = before if unsure else f"{before} {after}"
    return Pasted(inside.strip(), own, own, unsure=unsure)


def _leads_to_quote(before: str) -> bool:
    """Whether the words before a quotation are the operator's alone, so that it is the message and not a part of one."""
    if _behind_colon(before) is not None:
        return False
    return before.rstrip().endswith((":", "：")) or not Instruction(before).without("said").leftover


def _behind_colon(text: str) -> Pasted | None:
    for found in _COLON.finditer(text[:_FRAME]):
        before, after = text[: found.start()], text[found.end() :]
        if not after.strip() or _VALUE.match(after) or not (is_frame(before) or _names_order(before, after)):
            continue
        return _with_tail(before, after)
    return None


def _names_order(before: str, after: str) -> bool:
    """Whether an operator names an order, and nothing else unless it is in another script than what follows."""
    said = Instruction(before)
    in_other_script = bool(_HAN.search(before)) and not _HAN.search(after[:_FRAME])
    return bool(said.mentions.order_ids) and (in_other_script or not said.leftover)


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
        return None if lead_of(rest.strip()) else _with_tail(first[0], rest)
    run = _LATIN_RUN.search(text)
    before = text[: run.start()] if run else ""
    if run and _HAN.search(before) and is_frame(before) and not Instruction(before).has("said"):
        return _with_tail(before, text[run.start() :])
    return None


def _with_tail(before: str, rest: str) -> Pasted:
    """The message, and what of the operator's stands behind it."""
    spans = [found.span() for found in _SENTENCE.finditer(rest)]
    start, tail = len(rest), list[str]()
    may_grant = not Instruction(before).has("check", "check_look")
    instructs = gives_instructions(rest)
    while len(spans) > 1:
        begin, end = spans.pop()
        sentence, body = rest[begin:end].strip(), rest[:begin]
        if not sentence:
            start = begin
            continue
        if (instructs and Instruction(sentence).leftover) or not (_is_own(sentence, body) or (may_grant and grants(sentence))):
            break
        tail.insert(0, sentence)
        start = begin
    message = _trimmed(rest[:start])
    unsure = [each for each in tail if _may_be_buyers(Instruction(each), message)]
    read = [each for each in tail if each not in unsure]
    return Pasted(message, "\n".join([before, *read]), before, read=read, unsure=unsure)


def _may_be_buyers(said: Instruction, message: str) -> bool:
    """Whether words behind a message would change the reply, so that the operator is to say them again."""
    changes_language = said.language not in (None, language_in(message))
    return bool(said.choice) or changes_language or (said.tone is not None and not said.has("reply"))


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
    return not said.leftover and bool(names) and (said.has("reply", "check") or not said.has("first_person"))


def _is_other_language(sentence: str, body: str) -> bool:
    """Whether a sentence is in a language that an operator speaks and the message before it is not."""
    if _HAN.search(sentence) and not _KANA.search(sentence):
        return not _HAN.search(body) and not _KANA.search(body)
    if len(sentence.split()) < _SENTENCE_WORDS or language_in(body) not in ("de", "fr", "es", "it"):
        return False
    return guess_language(sentence) in (None, "en") and language_in(sentence) == "en"
