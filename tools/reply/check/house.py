"""The product's own checks of replies, as rules beside those of the library."""

from functools import cache
from typing import Any, NamedTuple

from knowledge.document import Document
from tools.reply.check.tables import table
from tools.reply.contract import Severity


class HouseRule(NamedTuple):
    """One own check: its rule, how grave it is and where it does not stand."""

    rule: Document
    severity: Severity
    not_on: frozenset[str]


@cache
def house_rules() -> dict[str, HouseRule]:
    """Own checks by kind of finding."""
    given = table("house")
    return {entry["kind"]: _rule(entry, given["source"], given["as_of"]) for entry in given["checks"]}


def _rule(entry: dict[str, Any], source: str, as_of: str) -> HouseRule:
    rule = Document(
        id=entry["id"],
        kind="rule",
        titles={"zh": entry["zh"], "en": entry["en"]},
        texts={"zh": entry["basis_zh"], "en": entry["basis_en"]},
        source=source,
        area="messaging",
        value={"max_chars": entry["max_chars"]} if "max_chars" in entry else {},
        as_of=as_of,
    )
    return HouseRule(rule, entry["severity"], frozenset(entry.get("not_on", ())))
