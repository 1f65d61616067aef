"""Findings of the consistency check in words."""

from prompts import message
from tools.listing.context import Context
from tools.listing.facts.own_rules import own_rules, rule_for
from tools.listing.facts.sheet import Stated
from tools.listing.finding import Finding, Severity, finding


def contradicts(own: str, stated: Stated, other: str, name: str, severity: Severity, context: Context) -> Finding:
    """A text says other than an attribute.

    Args:
        own: Id of the own rule; the store's rule stands before it where it has one.
        stated: What the text says.
        other: What the attribute says.
        name: Name of the attribute.
        severity: As of `Finding`.
        context: The store's rules.
    """
    return _told(
        own, "listing_facts_contradicts", "listing_facts_which_is_right", stated, severity, context, other=other, name=name
    )


def disagree(own: str, stated: Stated, first: Stated, context: Context) -> Finding:
    """Two fields say different things of the same."""
    place = _place(first)
    said = {"other": first.fact.text, "other_place_zh": place["zh"], "other_place_en": place["en"]}
    return _told(own, "listing_facts_fields_disagree", "listing_facts_which_is_right", stated, "warn", context, **said)


def not_held(own: str, stated: Stated, context: Context, *named: str) -> Finding:
    """A text claims what no attribute holds; `named` are all such claims of the listing, where they are told at once."""
    said = named or (stated.fact.text,)
    words = {"names_zh": "”、“".join(said), "names_en": "”, “".join(said)}
    return _told(own, "listing_facts_not_held", "listing_facts_prove_or_drop", stated, "warn", context, **words)


def _told(own: str, key: str, fix: str, stated: Stated, severity: Severity, context: Context, **said: str) -> Finding:
    rule, place = rule_for(own, context) if "contradict" in own else own_rules()[own], _place(stated)
    found = finding(
        rule,
        key,
        field=stated.field,
        index=stated.index,
        span=(stated.fact.start, stated.fact.end),
        severity=severity,
        text=stated.fact.text,
        fix=fix,
        place_zh=place["zh"],
        place_en=place["en"],
        **said,
    )
    return found if rule.id == own else found.model_copy(update={"also": [own]})


def _place(stated: Stated) -> dict[str, str]:
    return message(f"listing_place_{stated.field}", number=(stated.index or 0) + 1)
