"""An answer cut into sentences, and the figures beside each citation mark of one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copilot.guards.marks import MARK, Group, blank
from copilot.guards.words import pattern, words
from copilot.guards.written import read

_MARK = f"(?:{MARK.pattern})"
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]+\n?")
_CONTINUES = re.compile(r"[ \t]*[a-z,，、)）]")
_AROUND = r"[\s*_（）().。,，、;；>\-]*"
_ONLY_MARKS = re.compile(rf"{_AROUND}(?P<label>{words('sources')}\s*[:：])?{_AROUND}(?:{_MARK}{_AROUND})+", re.IGNORECASE)
_END = re.compile(
    r"(?:[。！？!?…]+|\.(?=[\"'”’)*_]*(?:\s+(?![a-z])|\s*[\[【［〔]|\s*$)))[\"'”’」』）)*_]*"
    rf"(?:(?:\s*{_MARK})+(?=[ \t]*$)|(?:[ \t]*{_MARK})+)?",
    re.MULTILINE,
)
_CLAUSE = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[，;；：\n|。！？!?…—]|\.(?=\s)")
_IS_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|(?:19|20)\d{2}")
_NO_FIGURE = (
    re.compile(r"https?://[^\s<>\[\]（）()，。；、\"'”]+|\]\([^()\n]*\)"),
    re.compile(r"^\s*(?:>\s*|#{1,6}\s+)?\d{1,3}[.)、](?=\s)", re.MULTILINE),
    pattern("ordinals"),
)


@dataclass
class _Stretch:
    """Figures of the text between two groups of marks, and which of them stand in its first clause."""

    figures: list[str]
    first: list[str]
    is_clause: bool

    @classmethod
    def of(cls, text: str) -> "_Stretch":
        clause = _CLAUSE.split(text, maxsplit=1)
        return cls(read(text), read(clause[0]), len(clause) == 1)

    def __add__(self, after: "_Stretch") -> "_Stretch":
        first = [*self.first, *after.first] if self.is_clause else self.first
        return _Stretch([*self.figures, *after.figures], first, self.is_clause and after.is_clause)


class Sentence:
    """The groups of marks of a sentence, and the figures around them.

    Args:
        texts: Before, between and after the groups; one more than groups.
        groups: In order.
    """

    def __init__(self, texts: list[str], groups: list[Group]) -> None:
        self.groups = groups
        self._stretches = [_Stretch.of(text) for text in texts]

    def figures(self, at: int) -> list[str]:
        """The figures beside a group: since the group before it and to the end of its clause; after the last group all.

        Dates count only where no other figure stands: nearly every source names a year.

        Args:
            at: Position of the group.
        """
        before, after = self._stretches[at], self._stretches[at + 1]
        beside = [*before.figures, *after.first]
        if not beside and at + 1 == len(self.groups):
            beside = after.figures
        found = list(dict.fromkeys(beside))
        return [figure for figure in found if not _IS_DATE.fullmatch(figure)] or found

    def drop(self, at: int) -> None:
        """Take a group out; what was around it is one text."""
        del self.groups[at]
        self._stretches[at : at + 2] = [self._stretches[at] + self._stretches[at + 1]]


def sentences(text: str, groups: list[Group]) -> Iterator[Sentence]:
    """The sentences that hold marks.

    A table row is one sentence. Marks that are a paragraph of their own belong to the paragraph before it, or, behind
    a word such as `来源：`, to all that stands before.

    Args:
        text: The answer.
        groups: Its marks.
    """
    bare = text
    for form in _NO_FIGURE:
        bare = form.sub(blank, bare)
    paragraph_before = ""
    for paragraph in _PARAGRAPH.finditer(text):
        inside = [group for group in groups if paragraph.start() <= group.start < paragraph.end()]
        alone = _ONLY_MARKS.fullmatch(paragraph[0])
        if alone:
            context = MARK.sub(" ", bare[: paragraph.start()]) if alone["label"] else paragraph_before
            yield from (Sentence([f"{context}\n", ""], [group]) for group in inside)
            continue
        paragraph_before = MARK.sub(" ", bare[paragraph.start() : paragraph.end()])
        for start, end in _spans(text, *paragraph.span()):
            if held := [group for group in inside if start <= group.start < end]:
                edges = [start, *(edge for group in held for edge in (group.start, group.end)), end]
                around = [bare[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]
                yield Sentence([MARK.sub(" ", piece) for piece in around], held)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph are."""
    for begin, stop in _blocks(text, start, end):
        if "|" in text[begin:stop]:
            yield begin, stop
            continue
        at = begin
        for match in _END.finditer(text, begin, stop):
            yield at, match.end()
            at = match.end()
        yield at, stop


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines; one that begins in the middle of a sentence, or holds nothing but marks, belongs to the line above it."""
    begin = start
    for line in _LINE.finditer(text, start, end):
        if line.start() > begin and not (_CONTINUES.match(line[0]) or _ONLY_MARKS.fullmatch(line[0])):
            yield begin, line.start()
            begin = line.start()
    yield begin, end
