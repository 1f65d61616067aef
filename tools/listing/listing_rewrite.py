"""A listing repaired and fitted, with a reason for every change and every fact accounted for."""

from datetime import date

from tools.core.catalogue import tool
from tools.knowledge.sources import sources_of
from tools.listing.checking import named_rules
from tools.listing.draft import DraftResult, lengths_of
from tools.listing.given import asked_listing
from tools.listing.market import find_market
from tools.listing.notes import check_notes
from tools.listing.rewrite.advising import advice
from tools.listing.rewrite.readiness import reasons
from tools.listing.rewrite.request import RewriteQuestion
from tools.listing.rewrite.rewriting import rewritten
from tools.warehouse.warehouse import Warehouse


@tool(effect="read")
def listing_rewrite(question: RewriteQuestion, *, warehouse: Warehouse, today: date) -> DraftResult:
    """Rewrite a product listing: repair what breaks a rule, fit the limits, work in keywords, keep every fact, invent none.

    Use it for "fix this listing", "改到合规", "标题缩到 75 字符", "加上这几个关键词", "第二条短一点". The texts stay in their
    own language; for another language there is listing_localize. It also says when the page had better be left alone.

    Args:
        question: The listing, keywords, and what to shorten or keep.
        warehouse: Imported listings, figures and events of the shop, for the advice.
        today: The day that counts when none is given.

    Returns:
        The draft, findings before and after, every change with its reason, the table of facts, keyword coverage, advice.

    Raises:
        UnknownReference: No such marketplace or imported listing.
        InvalidInput: No listing, or the bullet to shorten is not there.
        Ambiguous: Several imported listings have the SKU.
    """
    on = question.as_of or today
    listing = asked_listing(question, warehouse)
    market = find_market(listing.marketplace)
    found = rewritten(listing, question, market, on)
    why = reasons(found.work, found.after.findings, found.facts)
    blocking = sum(each.severity == "block" for each in found.before.findings)
    return DraftResult(
        inputs={"marketplace": market.id, "language": found.work.language, "as_of": on.isoformat()},
        as_of=on,
        marketplace=market.id,
        language=found.work.language,
        draft=found.work.draft,
        lengths=lengths_of(found.work.current),
        findings_before=found.before.findings,
        findings_after=found.after.findings,
        changes=found.work.changes,
        facts=found.facts,
        keyword_coverage=found.coverage,
        advice=[*found.work.notes, *advice(listing, market, on, warehouse, blocking, found.work.changes)],
        ready=not why,
        reasons=[text["en"] for text in why],
        reasons_zh=[text["zh"] for text in why],
        sources=sources_of(named_rules([*found.before.findings, *found.after.findings], market, on)),
        warnings=check_notes(listing, market, on, today),
    )
