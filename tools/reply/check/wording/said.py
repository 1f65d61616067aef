"""What a text says that a reply to a buyer may not say."""

from bisect import bisect_left

from tools.reply.check.said import Said
from tools.reply.check.wording.addresses import addresses
from tools.reply.check.wording.concepts import Tag, tagged
from tools.reply.check.wording.grammar import Rule, by_concept, holds, possible, sentences
from tools.reply.check.wording.negation import denied
from tools.reply.check.wording.reading import STOP, Reading, read


def said(text: str) -> list[Said]:
    """Everything that is said, in order of its place.

    Args:
        text: In any of the seven languages or several of them, as written.

    Returns:
        What is said, whether or not a rule forbids it on the platform at hand.
    """
    reading = read(text)
    parted = sentences(reading.tokens, tagged(reading.tokens))
    found = [*addresses(reading.folded)]
    for number, tags in enumerate(parted):
        follows = parted[number + 1] if number + 1 < len(parted) else []
        found += _in_sentence(reading, tags, 1)
        if tags and follows:
            found += _in_sentence(reading, tags + follows, 2)
    return _repeated(_once(found), reading)


def _in_sentence(reading: Reading, tags: list[Tag], count: int) -> list[Said]:
    if not tags:
        return []
    sentence = by_concept(tags)
    return [
        _said(reading, rule, used)
        for rule in possible(frozenset(sentence), count)
        if (used := holds(rule, sentence, reading.tokens)) and not denied(rule.kind, used, sentence, reading)
    ]


def _said(reading: Reading, rule: Rule, used: list[Tag]) -> Said:
    tokens, text = reading.tokens, reading.folded.original
    spans = [reading.folded.span(tokens[tag.first].start, tokens[tag.last - 1].end) for tag in used]
    words = dict.fromkeys(text[slice(*span)] for span in sorted(spans))
    span = min(start for start, _ in spans), max(end for _, end in spans)
    return Said(rule.kind, span, " … ".join(words), rule.detail)


def _once(found: list[Said]) -> list[Said]:
    """Of findings of one kind that overlap only the first."""
    kept, reached = list[Said](), dict[str, int]()
    for each in sorted(found, key=lambda each: (each.span[0], -each.span[1])):
        if each.span[0] >= reached.get(each.kind, 0):
            kept.append(each)
            reached[each.kind] = each.span[1]
    return kept


def _repeated(found: list[Said], reading: Reading) -> list[Said]:
    """A neutral request in another sentence than the first is a repetition."""
    stops = [reading.folded.span(token.start, token.end)[0] for token in reading.tokens if token.text == STOP]
    first, told = None, list[Said]()
    for each in found:
        sentence = bisect_left(stops, each.span[0])
        again = each.kind == "review_request" and first not in (None, sentence)
        told.append(Said("review_repeat", each.span, each.why, each.detail) if again else each)
        first = sentence if first is None and each.kind == "review_request" else first
    return told
