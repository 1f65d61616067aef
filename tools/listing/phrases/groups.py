"""What is forbidden in a store: groups of wording and rules that list words, with the variants that we keep beside them."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.document import Document

_FIELDS = {
    "title": ("title",),
    "item_highlights": ("highlights",),
    "product_highlight": ("highlights",),
    "bullet_point": ("bullets",),
    "key_features": ("bullets",),
    "description": ("description",),
    "search_terms": ("search_terms",),
    "image_text": ("images",),
    "main_image": ("main_image",),
}
"""Names of fields in the library, and ours."""
_EVERYWHERE = frozenset({"title", "highlights", "bullets", "description", "search_terms"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES = ("en", "de", "fr", "es", "it", "ja")


@dataclass(frozen=True)
class Group:
    """Words that a group of wording, or a rule, forbids.

    Attributes:
        fields: Ours, where it holds.
        rule: It is a rule, not a group of wording: its finding gives way to that of a group on the same words.
        phrases: By language.
        exact: Phrases that take no other form.
        never: Longer phrases in which its words mean something else.
        matches: Patterns over the folded text, each with words one of which must occur.
        heads: German nouns that may end a compound.
        senses: Of phrases, by language: what must be around them, and what may not.
    """

    document: Document
    fields: frozenset[str]
    severity: str
    rule: bool = False
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    exact: dict[str, frozenset[str]] = field(default_factory=dict)
    never: dict[str, tuple[str, ...]] = field(default_factory=dict)
    matches: dict[str, tuple["Match", ...]] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    senses: dict[str, tuple["Sense", ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Of the group or rule."""
        return self.document.id


@dataclass(frozen=True)
class Match:
    """A pattern over folded text, tried only where one of the words occurs."""

    when: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Sense:
    """What tells that a phrase is meant as the group means it.

    Attributes:
        of: The phrases; None for all of the group.
        only, unless: Over the words before, ⟨the phrase⟩ and the words after.
        written: Over the phrase as written.
    """

    of: frozenset[str] | None
    only: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    written: re.Pattern[str] | None


@cache
def kept(name: str) -> dict[str, Any]:
    """A file of words beside this module."""
    return read_words(Path(__file__).parent / f"{name}.yaml")


@cache
def articles() -> frozenset[str]:
    """Articles and possessives of the languages."""
    return frozenset(kept("cues")["articles"])


def read_words(path: Path) -> dict[str, Any]:
    """A file of words."""
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader)
    return loaded


def fields_of(document: Document) -> frozenset[str]:
    """Our fields where a rule holds; empty when it is about something else (A+ pages, advertising, pictures)."""
    named = document.value.get("fields") or document.value.get("field") or document.field
    names = [named] if isinstance(named, str) else named
    if not names or names == ["listing"]:
        return _EVERYWHERE
    return frozenset(ours for name in names for ours in _FIELDS.get(name, ()))


@cache
def _variants(group_id: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = kept("variants").get(group_id, {})
    return found


def group_of(document: Document) -> Group:
    """A group of wording with its variants."""
    variants = _variants(document.id)
    added = {language: tuple(variants.get(language, {}).get("add", ())) for language in LANGUAGES}
    listed = {language: (*document.phrases.get(language, ()), *added[language]) for language in LANGUAGES}
    excepted = tuple(document.value.get("exception_phrases", ()))
    return Group(
        document,
        frozenset(ours for name in document.value["applies_to"] for ours in _FIELDS.get(name, ())),
        document.value["severity"],
        phrases={language: _without(listed[language], variants.get(language, {}).get("drop", ())) for language in LANGUAGES},
        exact={language: frozenset(variants.get(language, {}).get("exact", ())) for language in LANGUAGES},
        never={language: (*excepted, *variants.get(language, {}).get("never", ())) for language in LANGUAGES},
        matches={language: _matches(variants.get(language, {}).get("match", ())) for language in LANGUAGES},
        heads=tuple(variants.get("de", {}).get("heads", ())),
        senses={language: _senses(variants.get(language, {}).get("senses", ())) for language in LANGUAGES},
    )


def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written.replace("{brands}", _brands()) if "{brands}" in written else written)


@cache
def _brands() -> str:
    """Names of well-known brands as one pattern; of those that are words too, only what goods are made to fit."""
    listed = kept("brands")
    names = {name for owners in listed["known"].values() for owner, lines in owners.items() for name in (owner, *lines)}
    sure = [re.escape(name) for name in sorted(names - {*listed["common"]})] + [re.escape(name) for name in listed["ja"]]
    return "|".join([*sure, *listed["fitted"]])


def _without(phrases: tuple[str, ...], dropped: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase not in dropped))


def _matches(written: list[dict[str, Any]]) -> tuple[Match, ...]:
    return tuple(Match(tuple(each["when"]), _compiled(each["match"])) for each in written)


def _senses(written: list[dict[str, Any]]) -> tuple[Sense, ...]:
    def pattern(given: str | None) -> re.Pattern[str] | None:
        return _compiled(given) if given else None

    return tuple(
        Sense(
            frozenset(each["of"]) if "of" in each else None,
            pattern(each.get("only")),
            pattern(each.get("unless")),
            pattern(each.get("written")),
        )
        for each in written
    )


def group_of_rule(
    document: Document, fields: frozenset[str], severity: str, phrases: dict[str, tuple[str, ...]], matches: tuple[Match, ...]
) -> Group:
    """The words of a rule as a group; they stand exactly as listed."""
    variants = _variants(document.id)
    return Group(
        document,
        fields,
        severity,
        rule=True,
        phrases={language: _without(listed, variants.get(language, {}).get("drop", ())) for language, listed in phrases.items()},
        exact={language: frozenset(listed) for language, listed in phrases.items()},
        never={language: tuple(variants.get(language, {}).get("never", ())) for language in LANGUAGES},
        matches={"en": matches},
        senses={language: _senses(variants.get(language, {}).get("senses", ())) for language in LANGUAGES},
    )
