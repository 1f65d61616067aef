"""Whether a clause takes back what its words say: `we never ask for gifts`, `keine Werbung`."""

import re

from tools.reply.check.said import Kind
from tools.reply.check.wording.concepts import Tag
from tools.reply.check.wording.grammar import Sentence
from tools.reply.check.wording.reading import Reading

_BEFORE, _AFTER = 30, 15
_DENIABLE: dict[Kind, tuple[int, int]] = {
    "incentive": (_BEFORE, _AFTER), "review_steering": (_BEFORE, _AFTER), "review_removal": (_BEFORE, _AFTER),
    "review_request": (_BEFORE, _AFTER), "contact": (_BEFORE, 40), "link": (_BEFORE, _AFTER),
    "off_platform": (_BEFORE, _AFTER), "marketing": (_BEFORE, 40), "cancel_request": (_BEFORE, _AFTER), "promise": (14, 1),
    "blame": (6, 0),
}  # fmt: skip
"""Kinds whose words say the opposite when denied, with the room before and after; threats are full of negations."""
_BARRIER = re.compile(
    r"[,;:\n\uff0c\u3001\uff1b\uff1a\u2014]| - "
    r"| (?:and|but|so|if|when|because|und|aber|sondern|wenn|damit|weil|et|mais|si|quand|y|pero|cuando|e|ma|se|quando) "
)
_KANA = re.compile(r"[\u3041-\u30ff]")
_LAST = 90
"""Room before a negation that ends its sentence, as in Japanese."""
_NEAREST = 8
_REVIEWS: set[Kind] = {"incentive", "review_steering", "review_gating", "review_removal"}
_TAKEN_BACK = {"NOEFFECT", "ASKEDABOUT"}, {"ASKEDABOUT"}
"""Concepts that say that reviews change nothing, or that the buyer asked; the second for incentives."""


def denied(kind: Kind, used: list[Tag], sentence: Sentence, reading: Reading) -> bool:
    """A negation stands in the clause, shortly before the words that were found, among them or right after.

    Args:
        kind: Of what was found.
        used: The tags by which it was found.
        sentence: All tags of the sentence.
        reading: The text.
    """
    if kind in _REVIEWS and not _TAKEN_BACK[kind == "incentive"].isdisjoint(sentence):
        return True
    if kind not in _DENIABLE or "NOT" not in sentence:
        return False
    return any(
        _reaches(tag, used, reading, _DENIABLE[kind]) and not _conditional(tag, sentence, reading)
        for tag in sentence["NOT"][:_NEAREST]
        if not any(each.first <= tag.first and tag.last <= each.last for each in used)
    )


def _reaches(no: Tag, used: list[Tag], reading: Reading, room: tuple[int, int]) -> bool:
    last = max(tag.last for tag in used)
    if no.first >= last:
        kana = _KANA.match(reading.tokens[no.first].text)
        return _joined(last, no.first, _LAST if kana and room[1] else room[1], reading)
    return any(_joined(no.last, tag.first, room[0], reading) for tag in used if no.last <= tag.first)


def _conditional(no: Tag, sentence: Sentence, reading: Reading) -> bool:
    """`If you do not …` demands what follows."""
    return any(tag.last <= no.first and _joined(tag.last, no.first, _BEFORE, reading) for tag in sentence.get("IF", ()))


def _joined(end: int, start: int, room: int, reading: Reading) -> bool:
    """Between the token before `end` and that at `start` there is little room and no barrier."""
    one, other = reading.tokens[end - 1], reading.tokens[start]
    if other.place - (one.place + one.end - one.start) > room:
        return False
    return not _BARRIER.search(reading.folded.text, max(0, one.end), other.start)
