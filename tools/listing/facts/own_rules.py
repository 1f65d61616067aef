"""The rules of the consistency check, as documents like those of the library."""

from functools import cache

from knowledge.document import Document
from tools.listing.context import Context
from tools.listing.facts.matching import data


@cache
def own_rules() -> dict[str, Document]:
    """Own rules by id."""
    held = data("own_rules")
    return {
        rule["id"]: Document(
            id=rule["id"],
            kind="rule",
            titles=rule["title"],
            texts=rule["title"],
            source=held["source"],
            as_of=held["as_of"],
            confidence=held["confidence"],
            origin="library",
        )
        for rule in held["rules"]
    }


def rule_for(own: str, context: Context) -> Document:
    """The store's rule on true product information where it has one, else the own rule."""
    preferred = data("own_rules")["prefer"]
    theirs = [rule for name in preferred for rule in context.rules if rule.id == name]
    return theirs[0] if theirs else own_rules()[own]
