"""A listing rewritten: repaired rule by rule, within its limits, with its facts and the keywords that fit."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from tools.listing.checking import Checked, check
from tools.listing.context import Context, context_of
from tools.listing.contract import Listing
from tools.listing.draft import Coverage, FactLine, draft_of
from tools.listing.facts.comparing import facts_of_draft, lines
from tools.listing.market import Market
from tools.listing.rewrite.adding import add_bullets
from tools.listing.rewrite.bullets import mend_bullets, mend_description
from tools.listing.rewrite.carrying import bare, carry_facts, note_claims, note_lost
from tools.listing.rewrite.covering import coverage
from tools.listing.rewrite.highlights import add_highlight
from tools.listing.rewrite.keywords import ordered, place_keywords, refused
from tools.listing.rewrite.limits import Limit, Limits, limits_of
from tools.listing.rewrite.repairing import repair
from tools.listing.rewrite.request import DraftQuestion
from tools.listing.rewrite.search_terms import mend_search_terms
from tools.listing.rewrite.shortening import shorten
from tools.listing.rewrite.titles import shortened
from tools.listing.rewrite.work import Work, because

_ROUNDS = 5


@dataclass(frozen=True)
class Rewritten:
    """The finished work with its findings before and after."""

    work: Work
    before: Checked
    after: Checked
    facts: list[FactLine]
    coverage: Coverage


def rewritten(listing: Listing, question: DraftQuestion, market: Market, on: date) -> Rewritten:
    """Rewrite a listing.

    Args:
        listing: The listing.
        question: What is asked of it.
        market: Its store.
        on: The day whose rules count.
    """
    context = context_of(listing, market, on)
    work = Work(
        listing,
        context,
        _limits(listing, question, context),
        ordered([*listing.keywords, *question.extra_keywords]),
        tuple(word for word in question.keep if word.strip()),
    )
    before = check(listing, market, on)
    note_claims(work, before.findings)
    for asked in question.shorten:
        shorten(work, asked)
    _mend(work, before, market, on)
    barred = refused(work)
    left_out = place_keywords(work, barred)
    carry_facts(work)
    after = _mend(work, check(work.current, market, on), market, on)
    note_lost(work)
    table = _each_once(lines(work.source, facts_of_draft(work.draft, work.language), work.dropped))
    return Rewritten(work, before, after, table, coverage(work.keywords, draft_of(listing), work.draft, work.language, left_out))


def _each_once(table: list[FactLine]) -> list[FactLine]:
    """Lines of the same signs with the same fate are one (`72728` as number and as code, `1/16` beside `1/16"`)."""
    found: dict[tuple[str, bool], FactLine] = {}
    for line in table:
        key = (_signs(line.value), line.kept)
        if known := found.get(key):
            where, source = [*dict.fromkeys(known.where + line.where)], [*dict.fromkeys(known.source + line.source)]
            line = known.model_copy(update={"where": where, "source": source})
        found[key] = line
    return [*found.values()]


def _signs(value: str) -> str:
    """A value without blanks, inch marks, case and width."""
    return re.sub(r'[\s"”″]', "", unicodedata.normalize("NFKC", value).casefold())


def _limits(listing: Listing, question: DraftQuestion, context: Context) -> Limits:
    limits = limits_of(context, listing)
    asked = question.title_max
    if asked and (limits.title is None or asked < limits.title.most):
        return replace(limits, title=Limit(asked, hard=limits.title.most if limits.title else len(listing.title)))
    return limits


def _mend(work: Work, checked: Checked, market: Market, on: date) -> Checked:
    """Repair until nothing changes, then fit and repair and check again until nothing changes."""
    fits = False
    for _ in range(2 * _ROUNDS):
        draft = work.draft
        repair(work, checked.findings)
        if not fits and work.draft == draft:
            fits = True
        if fits:
            _fit(work, terms=_has_terms_finding(checked) or work.draft.search_terms != work.listing.search_terms)
        if fits and work.draft == draft:
            break
        checked = check(work.current, market, on)
    return checked


def _has_terms_finding(checked: Checked) -> bool:
    return any(found.field == "search_terms" for found in checked.findings)


def _fit(work: Work, *, terms: bool) -> None:
    _fit_title(work)
    _fit_highlights(work)
    mend_bullets(work)
    add_bullets(work)
    mend_description(work)
    if terms:
        mend_search_terms(work)


def _fit_title(work: Work) -> None:
    limit = work.limits.title
    if limit and len(work.draft.title) > limit.most:
        found = shortened(work.draft.title, limit.most, work, hard=limit.hard)
        reason = because("listing_rewrite_title_fits", limit=limit.most, left_out=found.left_out)
        if work.put("title", None, found.title, reason, limit.rule.id if limit.rule else None):
            work.spare += found.left_out
            for phrase in found.left_out:
                add_highlight(work, bare(phrase, work.language), because("listing_rewrite_from_title"))


def _fit_highlights(work: Work) -> None:
    limit = work.limits.highlights
    text = work.text("highlights")
    if limit and len(text) > limit.most:
        found = shortened(text, limit.most, work)
        reason = because("listing_rewrite_shortened", limit=limit.most)
        work.put("highlights", None, found.title, reason, limit.rule.id if limit.rule else None)
        work.spare += found.left_out
