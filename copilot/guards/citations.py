"""A citation mark stays only where what it stands for shows a figure beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from copilot.answer import Citation, ToolCall
from copilot.guards.marks import Group, groups, put
from copilot.guards.sentences import Sentence, sentences
from copilot.guards.sources import Sources

_TELLING_DIGITS = 3
"""Figures with so few digits or fewer are found in many a tool result by chance."""


@dataclass(frozen=True)
class Removed:
    """A mark that was taken out or replaced.

    Attributes:
        n: The number it cited.
        reason: `unknown` when the turn has no such citation, `unsupported` when it shows no figure beside the mark.
        figures: Those that stood beside it.
        replaced_by: The one other citation of the turn that shows what was left unsupported.
    """

    n: int
    reason: Literal["unknown", "unsupported"]
    figures: tuple[str, ...] = ()
    replaced_by: int | None = None


@dataclass(frozen=True)
class Checked:
    """An answer with the marks that hold.

    Attributes:
        text: The answer; nothing but marks, and spaces beside them, differs.
        removed: Each once.
        cited: Numbers that are still cited.
    """

    text: str
    removed: list[Removed]
    cited: frozenset[int]


def check(answer: str, citations: Iterable[Citation], tool_calls: Iterable[ToolCall]) -> Checked:
    """Check the citation marks of an answer.

    A mark with a number that the turn has not is removed. So is one beside figures of which its source shows none;
    where exactly one other citation of the turn shows those that no mark of the sentence supports, it takes its place.

    Args:
        answer: Markdown.
        citations: Of this turn.
        tool_calls: Of this turn.
    """
    sources = Sources(citations, tool_calls)
    text, removed = answer, list[Removed]()
    while True:
        # A mark that goes may bring marks to light that stood in code before.
        text, unknown = _without_unknown(text, sources)
        text, unsupported = _without_unsupported(text, sources)
        removed += [*unknown, *unsupported]
        if not (unknown or unsupported):
            break
    cited = frozenset(number for group in groups(text) for number in group.numbers)
    return Checked(text, list(dict.fromkeys(removed)), cited)


def _without_unknown(text: str, sources: Sources) -> tuple[str, list[Removed]]:
    edits: list[tuple[Group, Group]] = []
    removed: list[Removed] = []
    for group in groups(text):
        unknown = [number for number in group.numbers if number not in sources.by_number]
        edits.append((group, group.mapped(dict.fromkeys(unknown))))
        removed += [Removed(number, "unknown") for number in unknown]
    return _edited(text, edits), removed


def _without_unsupported(text: str, sources: Sources) -> tuple[str, list[Removed]]:
    edits: list[tuple[Group, Group]] = []
    removed: list[Removed] = []
    for sentence in sentences(text, groups(text)):
        before = list(sentence.groups)
        removed += _settle(sentence, sources)
        after = {group.start: group for group in sentence.groups}
        edits += [(group, after.get(group.start, group.mapped(dict.fromkeys(group.numbers)))) for group in before]
    return _edited(text, edits), removed


def _settle(sentence: Sentence, sources: Sources) -> list[Removed]:
    """Take out of a sentence what does not hold; a group that goes changes what stands beside the one before it."""
    removed: list[Removed] = []
    at = 0
    while at < len(sentence.groups):
        figures = sentence.figures(at)
        for number in sentence.groups[at].numbers:
            if figures and not any(sources.shows(number, figure) for figure in figures):
                found = Removed(number, "unsupported", tuple(figures), _substitute(sentence, number, figures, sources))
                sentence.groups[at] = sentence.groups[at].mapped({number: found.replaced_by})
                removed.append(found)
        if sentence.groups[at].marks:
            at += 1
        else:
            sentence.drop(at)
            at = max(at - 1, 0)
    return removed


def _substitute(sentence: Sentence, number: int, figures: list[str], sources: Sources) -> int | None:
    """The only citation that shows all figures which no other mark of the sentence supports."""
    others = {other for group in sentence.groups for other in group.numbers} - {number}
    left = [figure for figure in figures if not any(sources.shows(other, figure) for other in others)]
    fit = [n for n in sources.by_number if n != number and left and all(sources.shows(n, figure) for figure in left)]
    telling = any(sum(map(str.isdigit, figure)) >= _TELLING_DIGITS for figure in left)
    return fit[0] if len(fit) == 1 and (telling or sources.by_number[fit[0]].kind == "document") else None


def _edited(text: str, edits: list[tuple[Group, Group]]) -> str:
    for group, changed in sorted(edits, key=lambda edit: -edit[0].start):
        if changed != group:
            start, end, written = put(text, group, changed)
            text = text[:start] + written + text[end:]
    return text
