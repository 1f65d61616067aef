"""Texts shorter because the operator asks, which stay so however the rest is fitted."""

from dataclasses import replace

from tools.core.errors import InvalidInput
from tools.listing.contract import ListingField
from tools.listing.draft import said
from tools.listing.facts.reading import facts_in
from tools.listing.rewrite.bullets import move_to_description
from tools.listing.rewrite.limits import Limit
from tools.listing.rewrite.request import Shorten
from tools.listing.rewrite.search_terms import fitting
from tools.listing.rewrite.titles import shortened
from tools.listing.rewrite.trimming import condensed
from tools.listing.rewrite.work import Work, because

_SHORTER = 3 / 4
_NAMES = {"title": "title", "highlights": "highlights", "description": "description", "search_terms": "terms"}


def shorten(work: Work, asked: Shorten) -> None:
    """One text shorter, or each bullet; what cannot be is told in the notes.

    Raises:
        InvalidInput: There is no such bullet.
    """
    if asked.field != "bullets":
        _shorten(work, asked.field, None, asked.most)
        return
    count = len(work.draft.bullets)
    if asked.index is not None and asked.index >= count:
        raise InvalidInput("listing_rewrite_no_such_bullet", field="shorten", number=asked.index + 1, count=count)
    for index in range(count) if asked.index is None else [asked.index]:
        _shorten(work, "bullets", index, asked.most)


def _shorten(work: Work, name: ListingField, index: int | None, most: int | None) -> None:
    text = work.text(name, index)
    wanted = most or int(len(text) * _SHORTER)
    if not text or len(text) <= wanted:
        return
    told, gone = _told(work, name, text, wanted, strict=most is not None)
    changed = len(told) < len(text) and work.put(name, index, told, because("listing_rewrite_asked_shorter"))
    if changed and name in ("title", "highlights"):
        work.spare += gone
    elif changed and name == "bullets":
        move_to_description(work, [piece for piece in gone if facts_in(piece, work.language)])
    now = work.text(name, index)
    if not changed or (most and len(now) > most):
        key = "listing_rewrite_not_shorter" if not changed else "listing_rewrite_still_longer"
        number = None if index is None else index + 1
        work.notes.append(said(key, field=name, number=number, length=len(now), limit=wanted))
    _cap(work, name, now)


def _told(work: Work, name: ListingField, text: str, most: int, *, strict: bool) -> tuple[str, list[str]]:
    """The text shorter, and what left it; facts leave a bullet only for a length that was named."""
    if name in ("title", "highlights"):
        found = shortened(text, most, work)
        return found.title, found.left_out
    if name == "search_terms":
        return fitting(text, len(text.encode()) * most // len(text), work), []
    return condensed(text, most, work.language, work.keep, facts=not strict)


def _cap(work: Work, name: ListingField, text: str) -> None:
    """What was shortened is not filled again."""
    if name not in _NAMES:
        return
    most = len(text.encode()) if name == "search_terms" else len(text)
    known: Limit | None = getattr(work.limits, _NAMES[name])
    if known is None or most < known.most:
        work.limits = replace(work.limits, **{_NAMES[name]: Limit(most, hard=known.most if known else None)})
