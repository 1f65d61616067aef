"""An operator's own words around a pasted listing, told from the listing."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tools.listing.sheets.building import is_marked
from tools.listing.sheets.headings import heading_of
from tools.listing.sheets.names import field_of

_LONGEST = 300
_COLON = re.compile(r"[:：]")
_FENCE = re.compile(r"^\s*(?:```\w*|-{3,}|={3,}|\*{3,}|_{3,})\s*$")
_QUOTED = re.compile(r"(?<!\w)(?:“([^“”]+)”|\"([^\"]+)\"|「([^「」]+)」|《([^《》]+)》)(?![\w\"])")
_SHORTEST_QUOTED = 10
_SENTENCE = re.compile(r"^(?P<asked>.{0,300}?[?？!！。.])\s*(?P<text>(?P<name>[^?？!！。.:：]{1,60})[:：].*)$")
_QUOTES = (("“", "”"), ('"', '"'), ("「", "」"), ("《", "》"), ("‘", "’"))


class Asked(NamedTuple):
    """A message in its parts.

    Attributes:
        before, after: The operator's own words.
        lines: Of the listing.
    """

    before: str
    lines: list[str]
    after: str


@cache
def words() -> Any:
    """The word lists of `pasted_words.yaml`."""
    return yaml.safe_load(Path(__file__).with_name("pasted_words.yaml").read_text(encoding="utf-8"))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in words()[name])


def _is_asking(line: str, name: str = "asks") -> bool:
    text = line.strip().strip("：:。.!！?？ ")
    return 0 < len(text) <= _LONGEST and any(pattern.search(text) for pattern in _patterns(name))


def split_asked(text: str) -> Asked:
    """Part a message.

    Args:
        text: The operator's words, the listing, or both.
    """
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if not _FENCE.match(line)]
    if quoted := _asked_of_quoted(text.strip()):
        return quoted
    before, lines = _asked_above(lines) or _asked_first(lines)
    after, lines = _asked_last(lines)
    return Asked("\n".join(before), _unquoted(lines), "\n".join(after))


def _asked_of_quoted(text: str) -> Asked | None:
    """A line that asks about the one text in quotation marks: `“…” 这个标题合规不`."""
    quoted = [match for match in _QUOTED.finditer(text) if len(match[0]) > _SHORTEST_QUOTED]
    if "\n" in text or len(quoted) != 1:
        return None
    around = f"{text[: quoted[0].start()]} {text[quoted[0].end() :]}".strip(" :：,，")
    if not _is_asking(around, "asks_of_quoted"):
        return None
    return Asked(around, [next(inside for inside in quoted[0].groups() if inside)], "")


def _asked_above(lines: list[str]) -> tuple[list[str], list[str]] | None:
    """What stands above the first heading of a listing whose title has one."""
    headings = [(at, found) for at, line in enumerate(lines) if (found := heading_of(line, None))]
    if not headings or not any(found[0] == "title" for _, found in headings):
        return None
    above = [line.strip() for line in lines[: headings[0][0]] if line.strip()]
    if not above or len(" ".join(above)) > _LONGEST or any(is_marked(line) for line in above):
        return None
    return [line.rstrip(":： ") for line in above], lines[headings[0][0] :]


def _asked_first(lines: list[str]) -> tuple[list[str], list[str]]:
    asked: list[str] = []
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        if is_marked(line) or field_of(_COLON.split(line, maxsplit=1)[0]) is not None:
            return asked, lines[at:]
        sentence = _SENTENCE.match(line)
        if sentence and heading_of(sentence["text"], None) and _is_asking(sentence["asked"]):
            return [*asked, sentence["asked"].strip()], [sentence["text"], *lines[at + 1 :]]
        left, colon, right = _parted(line)
        if colon and _is_asking(left):
            asked.append(left.strip())
            return asked, [right, *lines[at + 1 :]]
        if not _is_asking(line):
            return asked, lines[at:]
        asked.append(line.strip())
    return asked, []


def _parted(line: str) -> tuple[str, str, str]:
    """A line at the first colon that something stands behind; `https://` and `12:30` have none."""
    for found in _COLON.finditer(line[:_LONGEST]):
        if found[0] == "：" or not re.match(r"//|\d", line[found.end() :]):
            return line[: found.start()], found[0], line[found.end() :]
    return line, "", ""


def _asked_last(lines: list[str]) -> tuple[list[str], list[str]]:
    asked: list[str] = []
    kept = list(lines)
    while kept:
        while kept and not kept[-1].strip():
            kept.pop()
        last = kept[-1] if kept else ""
        stands_apart = len(kept) > 1 and (not kept[-2].strip() or bool(asked))
        is_other = bool(re.search("[\u3400-\u9fff]", last)) and not re.search("[\u3400-\u9fff]", "".join(kept[:-1]))
        may_ask = (stands_apart or is_other) and len(kept) > 1 and _is_asking(last, "asks_at_end")
        if is_marked(last) or not (may_ask or (len(kept) > 1 and _is_asking(last, "asks_surely"))):
            break
        asked.insert(0, kept.pop().strip())
    return asked, kept


def _unquoted(lines: list[str]) -> list[str]:
    """Lines without quotation marks around all of them."""
    text = "\n".join(lines).strip()
    for opening, closing in _QUOTES:
        inside = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and not {opening, closing} & {*inside}:
            return inside.split("\n")
    return text.split("\n") if text else []


def field_asked(before: str) -> str | None:
    """The field that a request is about; None when it names none or several."""
    text = before.lower()
    named = {field for field, names in words()["about"].items() if any(name in text for name in names)}
    return named.pop() if len(named) == 1 and "listing" not in text else None
