"""What the listing says about what the buyer asks."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.documents.language import guess_language
from tools.reply.compose.foreign import cleaned
from tools.reply.contract import LANGUAGES, Fact, Intent, Language
from tools.reply.facts.order import Order

_READ = 4_000
_LONGEST, _MOST = 200, 3
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = frozenset({
    "mm", "cm", "m", "km", "in", "ft", "g", "kg", "mg", "lb", "lbs", "oz", "ml", "cl", "l", "w", "kw", "v", "a", "ma", "mah",
    "ah", "wh", "hz", "db", "gb", "mb", "tb", "x",
})  # fmt: skip
_EASTERN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_END = re.compile(r"(?<=[.!?。！？])\s*|\n+")
_SENTENCE_END = ".!?。！？"
_SHORTEST = 3
_YES_NO = ("yes", "no", "true", "false")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, eq=False)
class _Attribute:
    label: dict[str, str]
    names: frozenset[str]
    asks: re.Pattern[str]
    intents: tuple[str, ...]
    is_names: bool


@dataclass(frozen=True)
class Statement:
    """What a listing says.

    Attributes:
        said: As the listing has it, with its source, and as the draft says it: only what is in the buyer's language.
        joint: Between two sentences of that language.
        is_whole: It answers everything that was asked.
        unsaid: What is in another language.
    """

    said: tuple[tuple[Fact, str], ...]
    joint: str
    is_whole: bool
    unsaid: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is said."""
        return tuple(fact for fact, _ in self.said)

    @property
    def text(self) -> str:
        """All of it, each once."""
        return self.joint.join(dict.fromkeys(text for _, text in self.said))

    def without(self, facts: Collection[Fact]) -> "Statement":
        """The statement less what was said before."""
        return replace(self, said=tuple(pair for pair in self.said if pair[0] not in facts))


@cache
def _attributes() -> tuple[_Attribute, ...]:
    found = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text(encoding="utf-8"))
    return tuple(_attribute(entry) for entry in found.values())


def _attribute(entry: dict[str, Any]) -> _Attribute:
    return _Attribute(
        label=entry["label"],
        names=frozenset(entry["names"]),
        asks=re.compile("|".join(map(_ask, entry["asks"])), re.IGNORECASE),
        intents=tuple(entry.get("intents", ())),
        is_names=entry.get("is_names", False),
    )


def _ask(word: str) -> str:
    if _EASTERN.search(word):
        return re.escape(word)
    return rf"\b{re.escape(word.rstrip('*'))}" + ("" if word.endswith("*") else r"\b")


def find_statement(order: Order | None, intent: Intent, message: str, language: Language, of_listing: str) -> Statement | None:
    """What the listing says that answers a question.

    Args:
        order: Holds the listing.
        intent: `size`, `how_to_use`, `compatibility` or `product_question`.
        message: The buyer's own words.
        language: Of the draft.
        of_listing: Language in which listings of the store are.
    """
    if order is None or not order.listing:
        return None
    asked = _asked(intent, message[:_READ])
    asked += _named_as_listed(order, message[:_READ].lower(), asked) if intent == "product_question" else []
    found = {attribute: said for attribute in asked if (said := _said_of(attribute, order, language, of_listing))}
    usable = [said for said in found.values() if said[1]][:_MOST]
    unsaid = tuple(fact for fact, text in found.values() if not text)
    if not usable and not unsaid:
        return None
    joint = "" if language in ("zh", "ja") else " "
    is_whole = bool(usable) and (len(usable) == len(asked) or bool(asked[0].intents))
    return Statement(tuple(usable), joint, is_whole, unsaid)


def _asked(intent: Intent, message: str) -> list[_Attribute]:
    """Attributes that the intent is about, those that the message names first; for other questions the named ones."""
    own = [each for each in _attributes() if intent in each.intents]
    named = [each for each in own or _attributes() if each.asks.search(message)]
    return [*named, *(each for each in own if each not in named)]


def _named_as_listed(order: Order, message: str, asked: list[_Attribute]) -> list[_Attribute]:
    """Attributes that the message names as the listing does, so that their name is in the buyer's language."""
    known = {name for attribute in asked for name in attribute.names}
    names = [(name, _plain(name)) for name in order.listing]
    return [
        _Attribute(dict.fromkeys(LANGUAGES, plain.capitalize()), frozenset([plain]), _NEVER, (), is_names=False)
        for name, plain in names
        if plain not in known and len(plain) >= _SHORTEST and re.search(_ask(plain), message)
    ]


def _plain(name: str) -> str:
    """The name of an attribute as words."""
    return " ".join(name.lower().replace("_", " ").replace("-", " ").removeprefix("listing.").split())


def _said_of(attribute: _Attribute, order: Order, language: Language, of_listing: str) -> tuple[Fact, str] | None:
    """What the listing says of an attribute, and how the draft says it: "" where it is in another language."""
    sources = {fact.name: fact.source for fact in order.facts}
    found = []
    for name, written in order.listing.items():
        value = cleaned(written, _LONGEST) if _plain(name) in attribute.names else _sentence(written, attribute, language)
        if value:
            source = sources.get(name) or sources.get(f"listing.{name}") or f"order.listing.{name}"
            text = _worded(name, value, attribute, language, of_listing)
            found.append((Fact(name="fact", value=value, source=source), text))
    return min(found, key=lambda each: not each[1], default=None)


def _worded(name: str, value: str, attribute: _Attribute, language: Language, of_listing: str) -> str:
    """A whole sentence as it stands, a mere value after the name of the attribute; "" for another language.

    Yes and no say nothing without the listing's own name of what is so, which is in the language of the listing.
    """
    is_yes_no = value.lower() in _YES_NO
    if (language != "en") if is_yes_no else not _is_in(value, attribute, language, of_listing):
        return ""
    if value[-1] in _SENTENCE_END:
        return value
    colon, stop = ("：", "。") if language in ("zh", "ja") else (": ", ".")
    label = _plain(name).capitalize() if is_yes_no else attribute.label[language]
    return f"{label}{colon}{value}{stop}"


def _sentence(written: str, attribute: _Attribute, language: Language) -> str | None:
    """The first whole sentence of a longer text that speaks of the attribute, in the buyer's language."""
    if len(written) < len("It is so."):
        return None
    for sentence in _END.split(written[:_READ]):
        if (
            sentence
            and sentence[-1] in _SENTENCE_END
            and attribute.asks.search(sentence)
            and guess_language(sentence) == language
        ):
            return cleaned(sentence, _LONGEST)
    return None


def _is_in(value: str, attribute: _Attribute, language: Language, of_listing: str) -> bool:
    """Whether a value may stand in a text of that language: its words are of it, or are figures, units, codes, names."""
    words = _WORD.findall(value)
    if attribute.is_names and all(word.isascii() and word != word.lower() for word in words):
        return True
    if all((word.isupper() and word.isascii()) or word.lower() in _UNITS for word in words):
        return True
    guessed = guess_language(value)
    is_plain_english = language == of_listing == "en" and guessed is None and value.isascii()
    return guessed == language or is_plain_english
