"""What a wish asks of a draft: a shorter title, shorter bullets, more keywords, words to keep."""

import re
from collections.abc import Iterator
from typing import Any

from copilot.offline.listing_named import named_words
from copilot.offline.listing_words import LISTS, Wish
from copilot.offline.text import compiled, to_int

Arguments = dict[str, Any]
EDITS = ("title_max", "shorten", "keywords", "keep")
_COUNT = r"[一二三四五六七八九十\d]+"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_BULLET = re.compile(
    rf"第\s?(?P<zh>{_COUNT}(?:\s?[、,，和及到至-]\s?第?\s?{_COUNT})*)\s?[条点个行]"
    r"|(?:卖点|要点|bullets?(?: points?)?)\s?(?P<en>\d+(?:\s?(?:,|and|&|、|和|-|–|to)\s?\d+)*)"
    rf"|\b(?P<word>{'|'.join(_ORDINALS)})(?: bullet| point| one)?\b"
    r"|(?P<last>最后一[条点]|\blast (?:bullet|point|one)\b)",
    re.ASCII,
)
_NUMBER = re.compile(_COUNT)
_TO = re.compile(r"[到至–-]|\bto\b")
_MOST_BULLETS = 20
_FIELDS = {
    "description": r"描述|详情|\bdescription\b",
    "title": r"标题|\b(?:title|headline)\b",
    "highlights": r"亮点|\bhighlights?\b",
    "search_terms": r"搜索词|后台词|\bsearch terms\b",
    "bullets": r"每一?[条点个]|五点|五行|卖点|要点|\b(?:each|every) (?:bullet|point)|\b(?:bullets|bullet points)\b",
}
# A digit behind a comma goes on with the list or the limit before it.
_CLAUSE = re.compile(r"[,，;；。!！?？\n]+(?!\s*\d)|(?<!\d)\s(?:and|but)\s(?!\d)|但是?|并且?|然后|另外")
_BETWEEN = re.compile(r"[,，、;；\n]+|\s+(?:and|和|与|及)\s+")
_ENDS = re.compile(r"^(?:(?:are|is)\b|是|为|：|:|\s)+|[\s。.!！?？]+$")
_LONGEST_TERM = 80


def edits(wish: Wish, base: Arguments) -> Arguments:
    """Edits asked for, together with those of the draft before.

    Args:
        wish: What is asked.
        base: Arguments of the call before.

    Returns:
        Those of `EDITS` that the wish changes.
    """
    found: Arguments = {}
    for field, index, most in _lengths(wish, base):
        if field == "title" and most:
            found["title_max"] = most
        else:
            place = {"field": field} | ({} if index is None else {"index": index})
            before: list[Arguments] = found.get("shorten") or base.get("shorten") or []
            others = [each for each in before if _place(each) != place]
            found["shorten"] = [*others, place | ({"most": most} if most else {})]
    if terms := _keywords(wish):
        found["keywords"] = [*base.get("keywords", []), *({"term": term} for term in terms)]
    if wish.has("keep") and (kept := wish.quoted or named_words(wish, base.get("listing") or {})[:1]):
        found["keep"] = list(dict.fromkeys([*base.get("keep", []), *kept]))
    return found


def places(text: str, bullets: int = 0) -> list[tuple[str, int | None]]:
    """Fields that a text in lower case names, with the place of a bullet from 0.

    Args:
        text: Some words.
        bullets: How many there are, for the last one.
    """
    found: list[tuple[str, int | None]] = [
        ("bullets", place) for match in _BULLET.finditer(text) for place in _bullets(match, bullets)
    ]
    return found or [(field, None) for field, words in _FIELDS.items() if compiled(words).search(text)]


def _bullets(match: re.Match[str], count: int) -> list[int]:
    if match["last"]:
        return [count - 1] if count else []
    if match["word"]:
        return [_ORDINALS[match["word"]] - 1]
    numbers = [to_int(number) for number in _NUMBER.findall(match["zh"] or match["en"])]
    if _TO.search(match[0]) and len(numbers) == 2:
        numbers = [*range(numbers[0], min(numbers[1], _MOST_BULLETS) + 1)]
    return [number - 1 for number in numbers if number]


def _place(shorter: Arguments) -> Arguments:
    return {name: value for name, value in shorter.items() if name != "most"}


def _lengths(wish: Wish, base: Arguments) -> Iterator[tuple[str, int | None, int | None]]:
    """Fields that shall be shorter, with the characters that are named; a clause that names no field goes on with the last."""
    if wish.has("asks_length", "no_edit"):
        return
    bullets = len((base.get("listing") or {}).get("bullets", []))
    last, was_shorter = _last_shortened(base), False
    for clause in _CLAUSE.split(wish.low if not wish.has("add_keywords") else wish.own):
        most = _characters(clause)
        named = places(clause, bullets)
        goes_on = bool(named) and was_shorter and LISTS.has(clause, "also") and not LISTS.has(clause, "keep")
        was_shorter = LISTS.has(clause, "shorter") or most is not None or goes_on
        last = named or last
        if was_shorter:
            yield from ((field, index, most) for field, index in last)


def _last_shortened(base: Arguments) -> list[tuple[str, int | None]]:
    shorter = base.get("shorten", [])
    return [(shorter[-1]["field"], shorter[-1].get("index"))] if shorter and not base.get("title_max") else [("title", None)]


def _characters(clause: str) -> int | None:
    for pattern in LISTS.content["length"]:
        if match := compiled(pattern).search(clause):
            return next(int(value) for value in match.groups() if value)
    return None


def _keywords(wish: Wish) -> list[str]:
    """Terms to add: in quotes, or listed behind a colon or at the end."""
    match = compiled(LISTS.pattern("add_keywords")).search(wish.low)
    if not match:
        return []
    if wish.quoted:
        return wish.quoted
    behind = wish.text[match.end() :]
    listed = re.split(r"[:：]", behind, maxsplit=1)[-1]
    terms = (_ENDS.sub("", term) for term in _BETWEEN.split(listed))
    return [term for term in dict.fromkeys(terms) if term and len(term) <= _LONGEST_TERM]
