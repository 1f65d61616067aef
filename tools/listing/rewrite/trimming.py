"""Long texts shorter: whole sentences go, then clauses, then phrases; those without a fact first."""

import re
from collections.abc import Callable, Sequence

from tools.listing.facts.reading import facts_in
from tools.listing.rewrite.ends import joined, stands, tidy
from tools.listing.rewrite.sentences import brackets, clauses, head_end, sentences
from tools.listing.rewrite.words import tokens, words_of
from tools.listing.terms import folded

_STOPS = tuple(".!?。！？")
_LEAST_LEFT = 3
"""Words that a phrase must leave before it."""


def trimmed(text: str, most: int, language: str, keep: Sequence[str] = ()) -> tuple[str, list[str]]:
    """A text of at most so many characters, and the sentences or clauses that had to go, in their order.

    Args:
        text: A bullet or a description.
        most: Characters; at least a few words.
        language: Of the text.
        keep: Words that must stay; a text that they fill is left longer.
    """
    text, gone = _fewer(text, most, language, lambda piece: not _holds(piece, keep))
    if len(text) > most:
        text = _without_phrases(text, most, language, keep)
    while len(text) > most and len(places := tokens(text, language)) > 1 and not _holds(text[places[-1][0] :], keep):
        text = _ended(text[: places[-1][0]], language)
    return text, gone


def condensed(text: str, most: int, language: str, keep: Sequence[str] = (), *, facts: bool = True) -> tuple[str, list[str]]:
    """A text nearer to so many characters that is still whole, the same where nothing can go; and what went.

    Args:
        text: A bullet or a description.
        most: Characters wanted.
        language: Of the text.
        keep: Words that must stay.
        facts: All facts stay; else clauses may go that state some.
    """
    text, gone = _fewer(text, most, language, lambda piece: not _holds(piece, keep) and not facts_in(piece, language))
    text = _without_phrases(text, most, language, keep) if len(text) > most else text
    if facts or len(text) <= most:
        return text, gone
    text, more = _fewer(text, most, language, lambda piece: not _holds(piece, keep))
    return text, gone + more


def _holds(piece: str, keep: Sequence[str]) -> bool:
    return any(folded(word) in folded(piece) for word in keep)


def _fewer(text: str, most: int, language: str, may_go: Callable[[str], bool]) -> tuple[str, list[str]]:
    """Without sentences, then without clauses, that may go."""
    gone: list[str] = []
    for places_of in (sentences, _clauses):
        while len(text) > most:
            places = places_of(text)
            loose = [at for at in range(1, len(places)) if may_go(text[slice(*places[at])])]
            if not loose:
                break
            at = _least(text, places, loose, language)
            start, end = places[at]
            gone.append(text[start:end].strip(" ,;"))
            text = _without(text, places, at)
    return text, gone


def _clauses(text: str) -> list[tuple[int, int]]:
    head = head_end(text)
    return [(start + head, end + head) for start, end in clauses(text[head:])]


def _least(text: str, places: list[tuple[int, int]], loose: list[int], language: str) -> int:
    """The piece with the fewest facts, the last of them; never the first."""
    counts = {at: len(facts_in(text[slice(*places[at])], language)) for at in loose}
    return min(loose, key=lambda at: (counts[at], -at))


def _without(text: str, places: list[tuple[int, int]], at: int) -> str:
    before, after = text[: places[at - 1][1]], text[places[at][1] :]
    whole = "\n" in text or before.endswith(_STOPS)
    return (before + after).strip() if whole else tidy(before + after)


def _without_phrases(text: str, most: int, language: str, keep: Sequence[str]) -> str:
    """Without brackets and closing phrases that a small word opens (`… for every day`), where they state nothing."""
    for start, end in reversed(brackets(text)):
        if len(text) > most and start > head_end(text) and not _states(text[start:end], language, keep):
            text = tidy(joined(text[:start], text[end:], words_of(language)))
    while len(text) > most and (shorter := _phrase_less(text, language, keep)):
        text = shorter
    return text


def _phrase_less(text: str, language: str, keep: Sequence[str]) -> str | None:
    """Without its last phrase, if that may go and what stays can stand."""
    words = words_of(language)
    if words.together:
        return None
    mark = re.search(r"[.!?]+$", text)
    end = mark.start() if mark else len(text)
    start = max([head_end(text), *(begin for begin, _ in sentences(text[:end])[-1:])])
    places = [place for place in tokens(text[:end], language) if place[0] >= start]
    opened = [
        at for at, place in enumerate(places) if text[slice(*place)].lower() in words.linking - words.closing - words.articles
    ]
    for at in reversed(opened):
        begin = next((begin for begin, end in places[at - 1 : at] if text[begin:end].lower() in words.subordinate), places[at][0])
        rest = text[:begin].rstrip(" ,;–—-")
        if at >= _LEAST_LEFT and not _states(text[places[at][0] : end], language, keep) and stands(rest[start:], words):
            return rest + (mark[0] if mark else "")
    return None


def _states(piece: str, language: str, keep: Sequence[str]) -> bool:
    return bool(facts_in(piece, language)) or _holds(piece, keep)


def _ended(text: str, language: str) -> str:
    words = words_of(language)
    text = text.rstrip(" ,;:-–—&+/(")
    while (places := tokens(text, language)) and text[slice(*places[-1])].lower() in words.hanging and places[-1][1] == len(text):
        text = text[: places[-1][0]].rstrip(" ,;:-–—&+/(")
    return text
