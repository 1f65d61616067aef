"""A listing while it is being rewritten: its texts, every change with its reason, and the facts it must keep."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from prompts import Text, message
from tools.listing.context import Context
from tools.listing.contract import Keyword, Listing
from tools.listing.draft import Change, Draft, Said, draft_of
from tools.listing.facts.comparing import added, facts_of
from tools.listing.facts.fact import Fact
from tools.listing.facts.reading import facts_in
from tools.listing.finding import Finding
from tools.listing.rewrite.limits import Limits
from tools.listing.terms import folded

_EDGE = re.compile(r"[^\W_]")


@dataclass
class Work:
    """One listing on the desk.

    Attributes:
        keywords: What buyers search, the most searched first.
        keep: Words that must stay.
        spare: Phrases taken from the title that may stand elsewhere, the most valuable first.
        dropped: Facts left out on purpose, with the key of the reason.
        notes: What the operator asked for and could not be done.
    """

    listing: Listing
    context: Context
    limits: Limits
    keywords: list[Keyword]
    keep: tuple[str, ...] = ()
    draft: Draft = field(init=False)
    changes: list[Change] = field(default_factory=list)
    spare: list[str] = field(default_factory=list)
    dropped: dict[Fact, str] = field(default_factory=dict)
    notes: list[Said] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.draft = draft_of(self.listing)

    @property
    def language(self) -> str:
        """Of the texts."""
        return self.context.language

    @cached_property
    def source(self) -> list[Fact]:
        """All facts that the listing states."""
        return facts_of(self.listing, self.language)

    def read_as(self, name: str, index: int | None, before: str, after: str) -> None:
        """Facts of a text of the source are those of other capitals (`2 M` is `2 m`)."""
        field = name if index is None else f"{name}[{index}]"
        old = {(fact.kind, fact.value, fact.unit) for fact in facts_in(before, self.language)}
        kept = [fact for fact in self.source if fact.field != field or (fact.kind, fact.value, fact.unit) not in old]
        self.source = [*kept, *facts_in(after, self.language, field)]

    @property
    def current(self) -> Listing:
        """The listing with the texts as they are now."""
        return self.listing.model_copy(update=self.draft.model_dump())

    def text(self, name: str, index: int | None = None) -> str:
        """A text as it is now; empty when there is none."""
        if name == "bullets":
            return self.draft.bullets[index] if index is not None and index < len(self.draft.bullets) else ""
        return getattr(self.draft, name, None) or ""

    def put(self, name: str, index: int | None, after: str, reason: Text, rule_id: str | None = None) -> bool:
        """Change a text; nothing happens where that would state a new fact or lose a word that must stay.

        Args:
            name: Of the field.
            index: Of a bullet; one past the last adds one.
            after: The whole text anew; "" takes a bullet away once the round is over.
            reason: Why.
            rule_id: The rule that asks for it.

        Returns:
            Whether it was changed.
        """
        before = self.text(name, index)
        if after == before or self._invents(after) or self._loses(before, after):
            return False
        self._set(name, index, after)
        was, now = differing(before, after)
        self.changes.append(
            Change(field=name, index=index, before=was, after=now, rule_id=rule_id, reason=reason["en"], reason_zh=reason["zh"])
        )
        return True

    def drop_blank_bullets(self) -> None:
        """Take away bullets that were emptied."""
        kept = [text for text in self.draft.bullets if text.strip()]
        if len(kept) != len(self.draft.bullets):
            self.draft = self.draft.model_copy(update={"bullets": kept})

    def invented(self, facts: Iterable[Fact]) -> list[Fact]:
        """Facts that the source neither states nor, as a name, has word for word."""
        return [fact for fact in added(self.source, facts) if fact.numbers or not self._has(fact.text)]

    def _has(self, name: str) -> bool:
        return any(name in text for _, _, text in self.listing.texts())

    def _invents(self, after: str) -> bool:
        return bool(after) and bool(self.invented(facts_in(after, self.language)))

    def _loses(self, before: str, after: str) -> bool:
        was, now = folded(before), folded(after)
        return any(folded(word) in was and folded(word) not in now for word in self.keep)

    def _set(self, name: str, index: int | None, after: str) -> None:
        if name == "bullets" and index is not None:
            bullets = [*self.draft.bullets]
            bullets[index : index + 1] = [after]
            self.draft = self.draft.model_copy(update={"bullets": bullets})
        else:
            self.draft = self.draft.model_copy(update={name: after or (None if name != "title" else "")})


def because(key: str, **variables: object) -> Text:
    """The reason of a change, of `prompts/messages/listing_rewrite.yaml`."""
    return message(key, **variables)


def because_of(found: Finding, key: str) -> Text:
    """A reason that quotes a finding in the reader's language."""
    said: Mapping[str, str] = {"zh": found.message_zh, "en": found.message}
    return {language: message(key, said=text, text=found.text)[language] for language, text in said.items()}


def differing(before: str, after: str) -> tuple[str, str]:
    """The words in which two texts differ; whole texts where one is empty."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    while start and _EDGE.match(before[start - 1]):
        start -= 1
    while end and _EDGE.match(before[-end]):
        end -= 1
    return before[start : len(before) - end].strip(), after[start : len(after) - end].strip()
