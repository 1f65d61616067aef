"""A listing against every rule of the library that holds in its store on a day."""

from datetime import date

from pydantic import Field, SerializeAsAny

from tools.core.catalogue import tool
from tools.core.errors import InvalidInput
from tools.core.result import Source, ToolResult
from tools.knowledge.sources import sources_of
from tools.listing.checking import check, named_rules
from tools.listing.finding import Finding, Severity
from tools.listing.given import ListingQuestion, asked_listing
from tools.listing.market import find_market
from tools.listing.notes import check_notes
from tools.warehouse.warehouse import Warehouse


class CheckQuestion(ListingQuestion):
    """What to check.

    Attributes:
        explain: The answer shall tell what each rule says.
        about: Only findings on these words, of this rule, or in this field (`title`, `bullets[0]`).
    """

    explain: bool = False
    about: str | None = Field(default=None, min_length=1, max_length=200)


class CheckResult(ToolResult):
    """Findings, those that block first, then in the order of the fields.

    Attributes:
        passed: No finding blocks.
        counts: How many findings block and how many warn.
        checked: Ids of the rules and groups of wording that were asked.
        unchecked: Ids of rules in force that a text alone cannot answer, for a person.
        sources: The rules that were broken, with their statements.
    """

    sources: list[SerializeAsAny[Source]] = Field(default=[])
    as_of: date
    marketplace: str
    language: str
    findings: list[Finding]
    passed: bool
    counts: dict[Severity, int]
    checked: list[str]
    unchecked: list[str]


@tool(effect="read")
def listing_check(question: CheckQuestion, *, warehouse: Warehouse, today: date) -> CheckResult:
    """Check a product listing against the dated rules of its store: lengths, characters, claims, wording, consistency.

    Use it for "check this listing", "这个 listing 有没有违规", "is this title allowed on Amazon". Give the texts exactly as they
    are and the facts of the product as attributes, or the SKU of an imported listing. With `explain` it answers "why is this not
    allowed". Not for what a rule says in general: that is in knowledge_search.

    Args:
        question: The listing and the day.
        warehouse: Holds imported listings.
        today: The day that counts when none is given.

    Returns:
        Findings with rule, place, what is wrong, what to do, source and date.

    Raises:
        UnknownReference: No such marketplace or imported listing.
        InvalidInput: No listing, or one without a text.
        Ambiguous: Several imported listings have the SKU.
    """
    on = question.as_of or today
    listing = asked_listing(question, warehouse)
    if not (listing.texts() or listing.images):
        raise InvalidInput("listing_without_text", field="listing.title")
    market = find_market(listing.marketplace)
    checked = check(listing, market, on)
    findings = _about(checked.findings, question.about)
    return CheckResult(
        inputs={
            "marketplace": market.id,
            "language": checked.language,
            "as_of": on.isoformat(),
            "explain": question.explain,
            "about": question.about,
        },
        as_of=on,
        marketplace=market.id,
        language=checked.language,
        findings=findings,
        passed=not any(found.severity == "block" for found in checked.findings),
        counts={severity: sum(found.severity == severity for found in checked.findings) for severity in ("block", "warn")},
        checked=checked.rule_ids,
        unchecked=checked.unchecked,
        sources=sources_of(named_rules(findings, market, on)),
        warnings=check_notes(listing, market, on, today),
    )


def _about(findings: list[Finding], about: str | None) -> list[Finding]:
    """Findings on some words, of a rule, or in a field; those on a longer text only where no other is on the words."""
    if about is None:
        return findings
    named = _folded(about)
    exact = [found for found in findings if named in (found.rule_id, found.field, _place(found)) or _folded(found.text) in named]
    return exact or [found for found in findings if named in _folded(found.text)]


def _place(found: Finding) -> str:
    return found.field if found.index is None else f"{found.field}[{found.index}]"


def _folded(text: str) -> str:
    return " ".join(text.lower().split()) or "\n"
