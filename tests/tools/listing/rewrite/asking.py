"""What the tests of rewriting share."""

from datetime import date

from tools.listing.market import find_market
from tools.listing.rewrite.readiness import reasons
from tools.listing.rewrite.request import RewriteQuestion
from tools.listing.rewrite.rewriting import rewritten

TODAY = date(2026, 11, 22)


def rewrite(listing, today=TODAY, **asked):
    """The finished work on a listing, and why it is not ready."""
    question = RewriteQuestion(listing={"marketplace": "amazon_us", **listing}, **asked)
    found = rewritten(question.listing, question, find_market(question.listing.marketplace), today)
    return found, reasons(found.work, found.after.findings, found.facts)


def draft(listing, **asked):
    """The draft of a listing."""
    return rewrite(listing, **asked)[0].work.draft
