"""Long texts within their limits: whole sentences go, those without a fact first."""

from tools.listing.facts.reading import facts_in
from tools.listing.rewrite.ends import tidy
from tools.listing.rewrite.sentences import clauses, head_end, sentences
from tools.listing.rewrite.words import tokens, words_of


def trimmed(text: str, most: int, language: str) -> tuple[str, list[str]]:
    """A text of at most so many characters, and the sentences or clauses that had to go, in their order.

    Args:
        text: A bullet or a description.
        most: Characters; at least a few words.
        language: Of the text.
    """
    gone: list[tuple[int, str]] = []
    for places_of in (sentences, _clauses):
        while len(text) > most:
            places = places_of(text)
            if len(places) < 2:
                break
            at = _least(text, places, language)
            start, end = places[at]
            gone.append((len(gone), text[start:end].strip(" ,;")))
            text = _without(text, places, at)
    while len(text) > most and len(places := tokens(text, language)) > 1:
        text = _ended(text[: places[-1][0]], language)
    return text, [piece for _, piece in gone]


def _clauses(text: str) -> list[tuple[int, int]]:
    head = head_end(text)
    return [(start + head, end + head) for start, end in clauses(text[head:])]


def _least(text: str, places: list[tuple[int, int]], language: str) -> int:
    """The piece with the fewest facts, the last of them; never the first."""
    counts = [len(facts_in(text[start:end], language)) for start, end in places]
    return min(range(1, len(places)), key=lambda at: (counts[at], -at))


def _without(text: str, places: list[tuple[int, int]], at: int) -> str:
    before, after = text[: places[at - 1][1]], text[places[at][1] :]
    return (
        (before + after).strip()
        if "\n" in text
        else tidy(before + after)
        if before.endswith(tuple(".!?。！？")) is False
        else (before + after).strip()
    )


def _ended(text: str, language: str) -> str:
    words = words_of(language)
    text = text.rstrip(" ,;:-–—&+/(")
    while (places := tokens(text, language)) and text[slice(*places[-1])].lower() in words.linking and places[-1][1] == len(text):
        text = text[: places[-1][0]].rstrip(" ,;:-–—&+/(")
    return text
