"""Which legs of the way a price holds already, by its term of delivery."""

from dataclasses import dataclass
from datetime import date

from knowledge.document import Document
from tools.core.errors import NotCovered, UnknownReference
from tools.core.references import nearest
from tools.landed.library import LOGISTICS, facts_about, holding

_FIELD = "incoterm"
_SELLER = "seller"
_CARRIAGE = {"freight", "carriage"}


@dataclass(frozen=True)
class Term:
    """A rule of Incoterms.

    Attributes:
        code: `FOB`.
        included: Legs in the price: `origin`, `freight`, `insurance`, `delivery`, `import`.
        facts: Where it stands.
        written: The retired code that was written, where it was one.
    """

    code: str
    included: frozenset[str]
    facts: tuple[Document, ...]
    written: str | None = None


def term_named(written: str, on: date) -> Term:
    """The rule of that code; of a retired one, what took its place.

    Raises:
        UnknownReference: There is none.
        NotCovered: The edition of the library was not in force on the day.
    """
    code = written.strip().upper()
    rules = facts_about(LOGISTICS, _FIELD)
    retired = next((rule for rule in rules if rule.value["code"] == code and "use_instead" in rule.value), None)
    current = retired.value["use_instead"] if retired else code
    named = [rule for rule in rules if rule.value["code"] == current]
    if not named:
        known = sorted({rule.value["code"] for rule in rules if "edition" in rule.value})
        raise UnknownReference("landed_term_unknown", field="incoterm", value=written, nearest=nearest(code, known), known=known)
    rule = next(iter(holding(named, on)), None)
    if rule is None:
        raise NotCovered("landed_term_not_then", field="as_of", term=current, day=on, since=named[0].effective_from)
    return Term(current, _legs(rule), (rule, *([retired] if retired else ())), code if retired else None)


def _legs(rule: Document) -> frozenset[str]:
    """Where the risk passes only abroad, the way there and its risk are the seller's."""
    pays = rule.value["seller_pays"]
    abroad = rule.value["risk_passes"].startswith("destination")
    legs = {
        "origin": rule.value["export_clearance"] == _SELLER,
        "freight": bool(_CARRIAGE & {*pays}),
        "insurance": abroad or any(part.startswith("insurance") for part in pays),
        "delivery": abroad,
        "import": rule.value["import_clearance"] == _SELLER,
    }
    return frozenset(leg for leg, included in legs.items() if included)
