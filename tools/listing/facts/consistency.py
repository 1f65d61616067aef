"""Whether a listing agrees with itself and with the facts of its product."""

from tools.listing.context import Context
from tools.listing.contract import Listing
from tools.listing.facts.figures import figure_findings
from tools.listing.facts.sheet import sheet_of
from tools.listing.facts.substances import certificate_findings, colour_findings, material_findings, size_findings
from tools.listing.finding import Finding


def consistency_findings(listing: Listing, context: Context) -> list[Finding]:
    """Fields that disagree, texts that contradict the attributes, claims that the attributes do not hold.

    What clearly is of the same kind and contradicts an attribute blocks; everything else warns. The attributes are the facts;
    which side is right only the seller knows, so nothing is replaced.

    Args:
        listing: The listing.
        context: Its language and the rules of its store.
    """
    sheet = sheet_of(listing, context)
    checks = (figure_findings, material_findings, colour_findings, size_findings, certificate_findings)
    return [found for check in checks for found in check(sheet, context)]
