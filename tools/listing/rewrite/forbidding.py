"""Which findings are about words that must not stand there."""

from knowledge.document import Document
from tools.listing.contract import Listing
from tools.listing.finding import Finding

_ON_WORDS = {
    "forbidden_phrases", "forbidden", "forbidden_regex", "forbidden_category", "forbidden_categories", "trigger",
    "trigger_phrases", "verbs", "forbid", "title_forbidden",
}  # fmt: skip
"""Keys of rules that forbid words."""
_AREAS = {
    "environmental", "external_contact", "guarantee", "medical_health", "pesticide_antimicrobial", "promotional",
    "regulated_and_placeholder", "review_steering", "subjective_superlative",
}  # fmt: skip


def names_another(found: Finding, listing: Listing) -> bool:
    """Whether a finding is about a name that the seller may not use."""
    return found.text.casefold() in {name.casefold() for name in listing.protected_names}


def forbids_words(found: Finding, rule: Document) -> bool:
    """Whether a finding is about words that must not stand there."""
    return rule.area in _AREAS or (bool(_ON_WORDS & {*rule.value}) and found.severity == "block")
