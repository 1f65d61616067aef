"""What an operator tells of a buyer in own words: `买家说没收到货，帮我回`."""

import re
from dataclasses import dataclass, field

from copilot.offline.reply_order import order_facts
from copilot.offline.reply_words import LISTS, Instruction
from copilot.offline.text import compiled

_LONGEST_FRAME, _LONGEST = 300, 160
_CLAUSE = re.compile(r"(?:[^，,。；;！!？?\n.]|(?<=\w)[.,](?=\w))+[，,。；;！!？?.]*", re.ASCII)
_HAN = re.compile("[\u3400-\u9fff]")
_ENDS = " \t\n,，。;；:：、-"
_MARKS = "?？!！"


@dataclass(frozen=True)
class Pasted:
    """A text in its parts.

    Attributes:
        message: The buyer's words, or the reply that is to be checked; "" where there is none.
        own: The operator's words.
        granting: Those of them that may grant something.
        described: The operator tells in own words what the buyer said.
        read: Words behind the message that were taken for the operator's.
        unsure: Words behind it that grant something: they may be the buyer's, so that the operator is to say them again.
    """

    message: str
    own: str
    granting: str = ""
    described: bool = False
    read: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def is_frame(text: str) -> bool:
    """Whether words introduce a message or reply."""
    said = Instruction(text)
    if len(text) > _LONGEST_FRAME:
        return False
    names = said.has("buyer", "message", "check", "check_look") and not said.has("listing")
    return said.has("reply", "next", "said") or names


def grants(sentence: str) -> bool:
    """Whether a sentence says what the buyer shall get, as no buyer says it of themselves."""
    said = Instruction(sentence)
    if len(sentence) > _LONGEST or not _HAN.search(sentence) or said.has("first_person", "said"):
        return False
    return said.has("third_person") and said.choice is not None


def lead_of(clause: str) -> int:
    """How far the words go that say whose words follow: `买家说`."""
    low = Instruction(clause).low
    return max((match.end() for each in LISTS.content["lead"] if (match := compiled(each).match(low))), default=0)


def described(text: str) -> Pasted | None:
    """What a buyer is told to have said, less the operator's instructions; None where no message or reply is spoken of.

    Args:
        text: What the operator says.
    """
    if not is_frame(text):
        return None
    own: list[str] = []
    kept: list[str] = []
    for found in _CLAUSE.finditer(text):
        clause = found[0].strip(_ENDS + _MARKS)
        lead = lead_of(clause)
        if not clause or (not lead and _is_instruction(clause)):
            own.append(clause)
        else:
            own.append(clause[:lead])
            kept.append(found[0].lstrip(_ENDS + _MARKS)[lead:] if lead else found[0])
    message = "".join(kept).strip().strip(_ENDS)
    command = compiled(LISTS.pattern("reply")).search(Instruction(message).low)
    if command and not Instruction("\n".join(own)).has("reply"):
        own.append(command[0])
        message = (message[: command.start()] + message[command.end() :]).strip(_ENDS + _MARKS)
    told = "\n".join(part for part in own if part)
    return Pasted(message, told or text, told, described=True)


def _is_instruction(clause: str) -> bool:
    said = Instruction(clause)
    return not said.leftover or grants(clause) or bool(order_facts(said, None))
