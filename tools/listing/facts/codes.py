"""Codes, sizes and marks in a text."""

import re
from collections.abc import Iterator
from functools import cache

from tools.listing.facts.fact import Fact, Kind
from tools.listing.facts.matching import UNSPACED, Tokens, begun, data, first_tokens, one_of

_MODEL = re.compile(
    r"[A-Za-z0-9]+(?:(?:[-./](?=[A-Z0-9]{1,6}(?![a-z]))|-(?=[A-Za-z]*\d)|\.(?=\d))[A-Za-z0-9]+)*(?:\([A-Z0-9]{1,6}\)|\+)?"
)
_BEFORE = re.compile(r"(?:[A-Za-z0-9]++|(?<![A-Za-z0-9])[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,6})*[-/])+$")
_SIDE_LABEL = re.compile(r"[LWHDB]\d+(?:[.,]\d+)? ?(?:[cm]m|in|\")? ?[x×*] ?[LWHDB]?\d")
_SIZE_TOKEN = re.compile(r"\d{1,2}X{1,2}[LS]|\d{1,2}XL|[2-6]T")
_MEASURED_SIZE = re.compile(r"\d+(?:[.,/-]\d+)*")
_RESOLUTION = re.compile(r"\d{1,2}K|\d{3,4}p")
_HALF_SIZE = re.compile(r"\d{1,2},5(?!,?\d)")
_BLANKS = re.compile(r"[\s\-]")


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, str]]:
    named = {name: mark for mark, names in data("words_read")["certificates"].items() for name in names}
    return re.compile(rf"(?<![A-Za-z0-9])({one_of(named)})(?![A-Za-z0-9])"), named


@cache
def _sizes() -> re.Pattern[str]:
    words = data("words_read")
    clothing, before = one_of(words["sizes"]), one_of(words["size_words_before"])
    long = one_of(size for size in words["sizes"] if len(size) > 1)
    listed = rf"(?:{clothing})(?:/(?:{clothing}))+"
    after = one_of(words["size_words_after"])
    return re.compile(
        rf"(?<![A-Za-z0-9'’-])(?:{listed}|(?:{long})(?!-)|(?i:{before}) (?:{clothing}))(?![A-Za-z0-9'’])"
        rf"|(?<![A-Za-z0-9])(?:{clothing})(?={after})"
    )


@cache
def _firsts() -> tuple[frozenset[str], frozenset[str]]:
    """Tokens that marks, and that sizes begin with."""
    words = data("words_read")
    return first_tokens(_marks()[1]), first_tokens([*words["sizes"], *words["size_words_before"]])


@cache
def _papers() -> frozenset[str]:
    return frozenset(data("words_read")["paper"])


@cache
def _worn() -> re.Pattern[str]:
    before = one_of(data("words_read")["size_words_before"])
    systems = one_of(data("words_read")["size_systems"])
    return re.compile(rf"(?<![A-Za-z])((?i:{before})|{systems})[ -]?$")


@cache
def _heads() -> re.Pattern[str]:
    heads = one_of(data("words_read")["heads"], blank=" ")
    return re.compile(rf"(?<![A-Za-z0-9])({heads})(?:[ :-]?(?:IEC|ISO|EN|Class))?[ :.\-]{{0,2}}$")


@cache
def _labels() -> re.Pattern[str]:
    labels = one_of(data("words_read")["labels"])
    return re.compile(rf"(?i:(?<![a-z])(?:{labels})) ?[:：#]? ?$")


@cache
def _grades() -> frozenset[str]:
    return frozenset(data("words_read")["grades"])


def code_at(text: str, narrow: str, place: int, field: str) -> Fact | None:
    """The code or size that a digit is part of; None when the number stands for itself."""
    before = _BEFORE.search(narrow, max(0, place - 24), place)
    start = before.start() if before else place
    if before and _SIDE_LABEL.match(narrow, start):
        return None
    match = _MODEL.match(narrow, start)
    if match is None or match.end() <= place:
        return None
    token, end = match[0], match.end()
    if _SIZE_TOKEN.fullmatch(token) or token in _papers():
        return Fact("size", text[start:end], token, None, field, start, end)
    head = _heads().search(narrow, max(0, start - 16), start)
    if head and not _RESOLUTION.fullmatch(token):
        return _coded(text, head.start(1), end, field)
    worn = _worn().search(narrow, max(0, start - 12), start)
    if worn and (half := _HALF_SIZE.match(narrow, start)):
        token, end = half[0], half.end()
    if worn and _MEASURED_SIZE.fullmatch(token):
        value = f"{worn[1]}{token}" if worn[1] in data("words_read")["size_systems"] else token
        return Fact("size", text[worn.start(1) : end], value, None, field, worn.start(1), end)
    if _labels().search(narrow, max(0, start - 12), start) or _grades() & {*token.split("/")}:
        return _coded(text, start, end, field)
    is_code = not token.isdigit() and (not token[0].isdigit() or any(sign.isupper() or sign in "/p" for sign in token))
    return _coded(text, start, end, field) if is_code else None


def _coded(text: str, start: int, end: int, field: str) -> Fact:
    return Fact("code", text[start:end], _BLANKS.sub("", text[start:end]).upper(), None, field, start, end)


def marks_and_sizes(text: str, narrow: str, tokens: Tokens, language: str, field: str) -> Iterator[Fact]:
    """Certificates, and sizes without a figure."""
    found: list[tuple[Kind, int, int, str]] = []
    pattern, named = _marks()
    marks, sizes = _firsts()
    sized = _sizes().finditer(narrow) if language in UNSPACED else begun(_sizes(), sizes, narrow, tokens)
    found += [
        ("certificate", m.start(1), m.end(1), named[m[1]])
        for m in begun(pattern, marks, narrow, tokens)
        if not _shouted(narrow, m)
    ]
    found += [("size", m.start(), m.end(), m[0].rpartition(" ")[2]) for m in sized]
    for kind, start, end, value in found:
        yield Fact(kind, text[start:end], value, None, field, start, end)


_CAPITALS = re.compile(r"[ ,]*[A-ZÀ-Þ]{3,}")


def _shouted(narrow: str, match: re.Match[str]) -> bool:
    """French `ce` in a line of capitals."""
    return match[1] == "CE" and bool(_CAPITALS.match(narrow, match.end())) and not _certifies(narrow, match.end())


def _certifies(narrow: str, place: int) -> bool:
    following = _CAPITALS.match(narrow, place)
    return bool(following and following[0].strip(" ,") in _marks()[1])
