"""Whether a phrase means where it stands what its group means."""

import re
from functools import cache

from tools.listing.phrases.fold import Folded
from tools.listing.phrases.groups import Sense, kept
from tools.listing.phrases.lexicon import Hit

_AROUND = 70
"""Characters on either side that tell what a phrase means."""


def meant(hit: Hit, folded: Folded) -> bool:
    """Whether the words around it let the phrase mean what its group means."""
    senses, denied = hit.phrase.senses, _denied(hit.group.document.area)
    if not senses and not denied:
        return True
    before, after = folded.text[max(0, hit.start - _AROUND) : hit.start], folded.text[hit.end : hit.end + _AROUND]
    if denied and denied.search(before):
        return False
    around = f"{before}⟨{folded.text[hit.start : hit.end]}⟩{after}"
    start, end = folded.span(hit.start, hit.end)
    return all(_fits(sense, around, folded.original[start:end]) for sense in senses)


@cache
def _denied(area: str | None) -> re.Pattern[str] | None:
    written = kept("cues")["denied"].get(area)
    return re.compile(written) if written else None


def _fits(sense: Sense, around: str, written: str) -> bool:
    if sense.only and not sense.only.search(around):
        return False
    if sense.unless and sense.unless.search(around):
        return False
    return not (sense.written and not sense.written.search(written))
