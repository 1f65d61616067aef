"""Rules of a store that forbid words: as groups of their own, or beside a group that forbids the same."""

import re
from dataclasses import dataclass

from knowledge.document import Document
from tools.listing.phrases.groups import Group, Match, fields_of, group_of_rule, kept

_PLAIN = re.compile(r"[A-Za-z#][A-Za-z0-9# ]*")
_LISTS = ("forbidden_phrases", "trigger_phrases", "examples")
_NAMED = ("forbidden", "title_forbidden", "forbidden_categories", "forbid", "trigger")
_ELSEWHERE = {"javascript", "flash", "plugins", "duplicates", "temporary", "quotes"}
"""What other checks look for."""


@dataclass(frozen=True)
class Rule:
    """A rule that forbids words.

    Attributes:
        group: Its own words.
        beside: Groups of wording, or categories of them, that forbid the same.
        finds: What else to look for: `prices`, `addresses`, `seller`, `names`.
        only_with: Category of wording that must have been found first: it is about such goods only.
    """

    group: Group
    beside: frozenset[str]
    finds: frozenset[str]
    only_with: str | None

    def forbids(self, group: Group) -> bool:
        """Whether it forbids what a group of wording does."""
        return group.id in self.beside or group.document.area in self.beside


def rule_of(document: Document) -> Rule | None:
    """The words a rule forbids; None when it forbids none in our fields."""
    fields = fields_of(document)
    if document.area != "listing" or not fields:
        return None
    value = document.value
    named = [word for key in _NAMED for word in _listed(value.get(key))]
    known = [kept("named")[word] for word in named if word in kept("named")]
    phrases = {
        language: tuple(p for each in known for p in each.get("phrases", {}).get(language, ()))
        for language in ("de", "fr", "es", "it", "ja")
    }
    phrases["en"] = (
        *(phrase for key in _LISTS for phrase in _listed(value.get(key))),
        *(phrase for each in known for phrase in each.get("phrases", {}).get("en", ())),
        *(word.lower() for word in named if word not in kept("named") and word not in _ELSEWHERE and _PLAIN.fullmatch(word)),
    )
    category = _category(value.get("forbidden_category"))
    beside = {group for each in known for group in each.get("groups", ())} | category
    finds = {each["find"] for each in known if "find" in each}
    matches = tuple(Match(("",), re.compile(written, re.IGNORECASE)) for written in _listed(value.get("forbidden_regex")))
    if not (any(phrases.values()) or beside or finds or matches):
        return None
    return Rule(
        group_of_rule(
            document, fields, "warn" if value.get("trigger_phrases") or value.get("scope") else "block", phrases, matches
        ),
        frozenset(beside),
        frozenset(finds),
        "pesticide_antimicrobial" if "pesticide" in str(value.get("scope")) else None,
    )


def _listed(given: object) -> list[str]:
    if isinstance(given, str):
        return [given]
    return [each for each in given if isinstance(each, str)] if isinstance(given, list | tuple) else []


def _category(named: object) -> set[str]:
    return {"subjective_superlative" if named == "subjective" else str(named)} if named else set()
