"""Where sentences, parts and clauses of a text begin and end."""

import re
from functools import cache

_END = re.compile(r"(?:[.!?…]+[\"”»’)\]]*(?=\s|$))|(?:[。！？]+[」』）]*)|(?:\n+)|(?:\s*<br\s*/?>\s*)+", re.I)
_STRONG = re.compile(r"\s*[;；|｜•·]\s*|\s+[–—-]+\s+|\s*[—]\s*|】\s*|:\s+|：\s*")
_WEAK = re.compile(r",\s+|[，、]")
_HEAD_MOST = 70
_PAIRS = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"), ("「", "」"))
_SHORT = re.compile(
    r"(?:^|[\s(])(?:(?<!\d\s)(?<!\d\u00a0)[^\W\d_]|approx|st|ca|no|nr|art|max|min|inkl|incl|bzw|usw|etc|env|aprox|vol|fig|dr|mr|mrs|vs)\.$",
    re.I,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Places of the sentences with their closing marks, blanks between them aside."""
    found, start = [], 0
    for match in _END.finditer(text):
        after = text[match.end() :].lstrip()
        if match[0].startswith(".") and (_SHORT.search(text[start : match.start() + 1]) or (after[:1].islower())):
            continue
        end = match.end() if match[0].strip() and not match[0].lstrip().startswith("<") else match.start()
        found.append((start, end))
        start = match.end()
    found.append((start, len(text)))
    trimmed = [_trimmed(text, *place) for place in found]
    return [(begin, end) for begin, end in trimmed if end > begin]


def parts(text: str) -> list[tuple[int, int]]:
    """Places of the parts that stand by themselves: between semicolons, dashes, after a heading's colon."""
    return _between(text, _STRONG)


def clauses(text: str) -> list[tuple[int, int]]:
    """Places of what stands between commas, those within brackets aside."""
    return _between(text, _WEAK)


def head_end(text: str) -> int:
    """Where the words after a bullet's heading begin (`Leak-proof lid: …`); 0 without one."""
    match = re.match(
        rf"\s*(?:【[^】]{{1,{_HEAD_MOST}}}】|\[[^\]]{{1,{_HEAD_MOST}}}\]|[^.!?。:：–—]{{1,{_HEAD_MOST}}}?(?::|：|\s[–—-]\s|—))\s*",
        text,
    )
    return match.end() if match and text[match.end() :].strip() else 0


def brackets(text: str) -> list[tuple[int, int]]:
    """Places of the innermost brackets with what they hold."""
    return [match.span() for match in _brackets().finditer(text)]


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile("|".join(rf"{re.escape(a)}[^{re.escape(a + b)}]*{re.escape(b)}" for a, b in _PAIRS))


def _between(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    inside = brackets(text)
    found, start = [], 0
    for match in pattern.finditer(text):
        if any(begin < match.start() < end - 1 for begin, end in inside):
            continue
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, len(text))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
