"""Words written letter by letter, `b.e.s.t s e l l e r`, read as the words that they hide."""

import re
from collections.abc import Iterator

from tools.listing.phrases.fold import Folded

_APART = r"[ .\-_*·•/|]"
_RUN = re.compile(rf"(?<![a-z0-9])[a-z](?:{_APART}{{1,3}}[a-z](?![a-z0-9])){{3,}}")
_INITIALS = re.compile(r"(?<![a-z0-9.])[a-z](?:\.[a-z](?![a-z0-9])){2}(?!\.?[a-z0-9])")
"""Three letters with full stops, `t.b.d.`; more are a run."""
_STEP = re.compile(rf"{_APART}+")


def joined(folded: Folded) -> Iterator[Folded]:
    """Every run of single letters put together, in one word and in the words that wider gaps make of it."""
    yield from (_put_together(folded, initials, len(initials.group())) for initials in _INITIALS.finditer(folded.text))
    for run in _RUN.finditer(folded.text):
        narrow = min((len(gap.group()) for gap in _STEP.finditer(run.group())), default=1)
        together, apart = _put_together(folded, run, len(run.group())), _put_together(folded, run, narrow)
        yield together
        if apart.text != together.text:
            yield apart


def _put_together(folded: Folded, run: re.Match[str], narrow: int) -> Folded:
    """The letters of a run; gaps wider than `narrow` part words."""
    text, places = "", list[int]()
    for at, character in enumerate(run.group(), run.start()):
        if character.isalpha():
            text += character
            places.append(at)
        elif _wide(folded.text, at, narrow) and not text.endswith(" "):
            text += " "
            places.append(at)
    return Folded(folded.text, text, places)


def _wide(text: str, at: int, narrow: int) -> bool:
    gap = _STEP.match(text, at)
    return gap is not None and len(gap.group()) > narrow
