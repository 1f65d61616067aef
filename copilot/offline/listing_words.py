"""Words of wishes on listings, and the stores and languages that they name."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from copilot.offline.text import compiled
from copilot.offline.word_lists import WordLists, lowered
from tools.core.errors import ToolError
from tools.documents.language import guess_language
from tools.listing.market import find_market
from tools.listing.sheets.pasted import store_of_language
from tools.listing.sheets.stores import store_in

LISTS = WordLists("listing_words")
QUOTED = re.compile(r"[“\"「『‘]([^“”\"「」『』‘’]{1,200})[”\"」』’]|(?<!\w)'([^']{1,200})'(?!\w)")
_TEXTS = ("title", "highlights", "description")


@dataclass(frozen=True)
class Wish:
    """What an operator says of a listing, without the listing.

    Attributes:
        text: As written.
    """

    text: str

    @cached_property
    def low(self) -> str:
        """In lower case, letter by letter, so that places are those of the text."""
        return lowered(self.text)

    def has(self, *names: str) -> bool:
        """Whether it holds words of one of the lists."""
        return LISTS.has(self.low, *names)

    def without(self, *names: str) -> str:
        """In lower case without the words of some lists; `stores` are all languages and places."""
        lists = [LISTS.pattern(name) for name in names if name != "stores"]
        stores = [*LISTS.content["languages"].values(), *LISTS.content["places"].values()] if "stores" in names else []
        return compiled("|".join([*lists, *stores])).sub("\n", self.low)

    @cached_property
    def quoted(self) -> list[str]:
        """Words in quotation marks."""
        return list(dict.fromkeys((match[1] or match[2]).strip() for match in QUOTED.finditer(self.text)))

    @cached_property
    def own(self) -> str:
        """In lower case, without what is quoted or listed behind a colon."""
        return re.split(r"[:：]", QUOTED.sub(" ", self.low), maxsplit=1)[0]

    @cached_property
    def language(self) -> str | None:
        """The language that is named; of several the last: `把英文的改成德语`."""
        ends = {
            code: max((match.end() for match in compiled(words).finditer(self.low)), default=0)
            for code, words in LISTS.content["languages"].items()
        }
        last = max(ends, key=lambda code: ends[code])
        return last if ends[last] else None

    def store(self, now: str) -> str | None:
        """The store that is named, or that of a language on the same platform.

        Args:
            now: Id of the store that the listing is for.
        """
        platform = platform_of(now)
        for code, words in LISTS.content["places"].items():
            if compiled(words).search(self.low):
                return f"{platform}_{code}"
        named = store_in(self.text, platform)
        if named is None or (self.language and find_market(named).language != self.language):
            return store_of_language(self.language, platform) if self.language else named
        return named


def platform_of(store: str) -> str:
    """The platform of a store; Amazon where none is known."""
    try:
        return find_market(store).platform if store else "amazon"
    except ToolError:
        return "amazon"


def language_of_store(store: str) -> str | None:
    """The language of listings in a store."""
    try:
        return find_market(store).language
    except ToolError:
        return None


def language_of_texts(listing: dict[str, Any]) -> str | None:
    """The language that a listing is written in, where its texts tell."""
    texts = [listing.get(name) or "" for name in _TEXTS] + [*listing.get("bullets", [])]
    return listing.get("language") or guess_language(" ".join(texts))
