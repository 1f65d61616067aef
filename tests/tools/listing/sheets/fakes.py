"""Tools that answer as the contract has it, without judging anything."""

from datetime import date

from tools.core.errors import NotCovered
from tools.core.result import ToolResult
from tools.listing.contract import Listing
from tools.listing.draft import Change, Coverage, Draft, DraftResult, FactLine
from tools.listing.finding import Finding

DAY = date(2026, 11, 22)


class CheckResult(ToolResult):
    """Findings."""

    as_of: date
    marketplace: str
    language: str
    findings: list[Finding]
    passed: bool


class Untranslated(FactLine):
    """A text that stayed as it was."""

    field: str
    text: str


class LocalResult(DraftResult):
    """A localised draft."""

    untranslated: list[Untranslated]


def finding(severity, field="title", index=None, text="=cmd|' /C calc'!A0"):
    said = {"message": "too long", "message_zh": "太长", "fix": "cut", "fix_zh": "删短"}
    where = {"field": field, "index": index, "text": text}
    return Finding(rule_id="amazon.x", severity=severity, source="Help page", effective_date="2025-01-21", **where, **said)


def run(name, arguments):
    """`listing_check` finds an exclamation mark; drafts are in capitals; a listing of sku `NO` is refused."""
    listing = Listing.model_validate(arguments["listing"])
    if listing.sku == "NO":
        raise NotCovered("listing_unknown_marketplace", given="x", known=["amazon_us"])
    found = [finding("block")] if "!" in listing.title else [finding("warn", "bullets", 0)]
    common = {"inputs": {}, "as_of": arguments["as_of"], "marketplace": listing.marketplace, "language": "en"}
    if name == "listing_check":
        return CheckResult(**common, findings=found, passed="!" not in listing.title)
    draft = Draft(title=listing.title.upper(), highlights="one, two", bullets=[*listing.bullets, "new"], search_terms="st")
    change = Change(field="title", before=listing.title, after=draft.title, rule_id="amazon.x", reason="why", reason_zh="因为")
    fact = FactLine(value="500 ml", kind="figure", kept=False, reason="gone", reason_zh="没了")
    left = Untranslated(value="", kind="", kept=False, field="description", text="散文", reason="prose", reason_zh="散文")
    return LocalResult(
        **common,
        draft=draft,
        lengths=[],
        findings_before=found,
        findings_after=[],
        changes=[change],
        facts=[fact],
        keyword_coverage=Coverage(terms=[], rate_before=0.25, rate_after=0.5, by_volume=False),
        advice=[],
        ready="!" not in listing.title,
        reasons=["shouts"] if "!" in listing.title else [],
        reasons_zh=["太吵"] if "!" in listing.title else [],
        untranslated=[left] if name == "listing_localize" else [],
    )
