"""One wish on one listing to the tool that does it and its arguments."""

from dataclasses import dataclass, field
from typing import Any

from copilot.offline.conversation import Earlier
from copilot.offline.listing_edits import EDITS, edits, places
from copilot.offline.listing_named import named_words
from copilot.offline.listing_words import Wish, language_of_store, language_of_texts, platform_of
from tools.listing.draft import Draft
from tools.listing.sheets.pasted import store_of_language
from tools.listing.sheets.stores import store_in

CHECK, REWRITE, LOCALIZE = TOOLS = ("listing_check", "listing_rewrite", "listing_localize")
DRAFTING = (REWRITE, LOCALIZE)
Arguments = dict[str, Any]
_NO_STORE = "listing_pasted_no_marketplace"


def store_of(base: Arguments) -> str:
    """The store that a listing is for; "" where none is said."""
    return str((base.get("listing") or base).get("marketplace") or "")


@dataclass(frozen=True)
class Asked:
    """A wish with the listing that it is about.

    Attributes:
        base: Arguments that name the listing, and edits asked for before.
        earlier: The conversation that the wish goes on with; empty for a listing that was given with it.
    """

    wish: Wish
    base: Arguments
    earlier: Earlier = field(default_factory=Earlier)

    def call(self) -> tuple[str, Arguments]:
        """The tool and its arguments: what is asked for decides, else what was done before, else a check."""
        wish, asked, to = self.wish, edits(self.wish, self.base), self.wish.store(store_of(self.base))
        checks, rewrites = wish.has("check", "verdict") and not asked, wish.has("rewrite")
        if self._asks_for_changes() and not asked:
            return str(self.earlier.tool), dict(self.earlier.listing or {})
        if wish.has("why") and not asked:
            return CHECK, self._explained()
        names_language = wish.language is not None and store_in(wish.text) is None
        moves = wish.has("translate") or ((wish.has("make") or names_language) and not (checks or rewrites or asked))
        if to and moves and self._is_elsewhere(to):
            return LOCALIZE, self._localized(to, asked)
        if checks and not rewrites:
            return CHECK, self._checked(to)
        if asked or rewrites:
            return self._edited(to, asked)
        return self._again(to) if to and self.earlier.tool else (CHECK, self._checked(to))

    def _again(self, store: str) -> tuple[str, Arguments]:
        """What was done before, for a store; a stored listing whose store was not said is the one of that store."""
        before = self.earlier.listing or {}
        if "sku" in self.base and not store_of(self.base):
            return str(self.earlier.tool), {**before, "marketplace": store}
        if self.earlier.tool == LOCALIZE:
            return LOCALIZE, self._localized(store, {})
        return self._edited(store, {}) if self.earlier.tool == REWRITE else (CHECK, self._checked(store))

    def _edited(self, to: str | None, asked: Arguments) -> tuple[str, Arguments]:
        """A rewrite; of a draft in another language a new one from the same source."""
        if self.earlier.tool == LOCALIZE and (asked or not self.earlier.draft):
            return LOCALIZE, self._localized(to or str((self.earlier.listing or {})["to"]), asked)
        if self.earlier.tool == LOCALIZE:
            return REWRITE, self._checked(None)
        if to and self._speaks_otherwise(to):
            return LOCALIZE, self._localized(to, asked)
        return REWRITE, {**_at(to, self.base), **asked}

    def _asks_for_changes(self) -> bool:
        """Whether the changes of a draft shall be told again; they carry their reasons."""
        named = named_words(self.wish, self.base.get("listing") or {})
        return self.earlier.tool in DRAFTING and self.wish.has("repeat") and not named

    def _is_elsewhere(self, store: str) -> bool:
        """Whether a store is another than that of the texts; a listing that comes with the wish is never there yet."""
        return store != store_of(self.base) or self.earlier.tool in (None, LOCALIZE) or self._speaks_otherwise(store)

    def _speaks_otherwise(self, store: str) -> bool:
        """Whether the texts are in another language than that of a store."""
        written = language_of_texts(self.base.get("listing") or {})
        return written is not None and written != language_of_store(store)

    def _localized(self, to: str, asked: Arguments) -> Arguments:
        """The same source for a store; keywords of another market stay behind."""
        base = dict(self.base)
        if self.earlier.tool == LOCALIZE and (self.earlier.listing or {}).get("to") != to:
            base.pop("keywords", None)
        if store_of(base) == to and "listing" in base:
            base = _at(store_of_language(language_of_texts(base["listing"]), platform_of(to)), base)
        return {**base, **asked, "to": to}

    def _checked(self, store: str | None) -> Arguments:
        """The draft where there is one, else the listing; in a store that is named."""
        base = {name: value for name, value in self.base.items() if name not in EDITS}
        return _at(store, self._with_draft(base))

    def _explained(self) -> Arguments:
        """The listing whose findings are asked about: a draft only where it is in another language."""
        base = {name: value for name, value in self.base.items() if name not in EDITS}
        base = self._with_draft(base) if self.earlier.tool == LOCALIZE else base
        listing = base.get("listing") or {}
        fields = [
            field if index is None else f"{field}[{index}]"
            for field, index in places(self.wish.low, len(listing.get("bullets", [])))
        ]
        named = [*named_words(self.wish, listing), *fields]
        before = (self.earlier.listing or {}).get("about")
        asked = named[0] if named else before if self.earlier.tool == CHECK else None
        return {**base, "explain": True, **({"about": asked} if asked else {})}

    def _with_draft(self, base: Arguments) -> Arguments:
        drafted = self.earlier.draft
        if not drafted or self.wish.has("original"):
            return base
        own = {name: value for name, value in (base.get("listing") or {}).items() if name not in (*Draft.model_fields, "doubts")}
        texts = {name: value for name, value in drafted["draft"].items() if value}
        store = {name: drafted[name] for name in ("marketplace", "language")}
        return {**({"as_of": base["as_of"]} if base.get("as_of") else {}), "listing": {**own, **store, **texts}}


def _at(store: str | None, base: Arguments) -> Arguments:
    """The same in another store."""
    if store is None:
        return base
    if "listing" not in base:
        return {**base, "marketplace": store}
    doubts = [doubt for doubt in base["listing"].get("doubts", []) if doubt["code"] != _NO_STORE]
    listing = {name: value for name, value in base["listing"].items() if name != "doubts"}
    return {**base, "listing": {**listing, "marketplace": store, **({"doubts": doubts} if doubts else {})}}
