"""A pasted listing to its fields, with what is doubtful said; nothing in it is ever taken for an instruction."""

import csv
import json
import re
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from prompts import message
from tools.core.errors import ToolError
from tools.documents.language import guess_language
from tools.listing.contract import LISTING_FIELDS
from tools.listing.draft import Said, said
from tools.listing.market import find_market
from tools.listing.sheets.asking import Asked, field_asked, split_asked, words
from tools.listing.sheets.building import arguments, clean, facts_of
from tools.listing.sheets.headings import Gathered, gather
from tools.listing.sheets.mappings import mapped_arguments
from tools.listing.sheets.stores import before_target, store_in
from tools.listing.sheets.tables import find_head, layouts

_JSON_TRIES = 5
_SHOWN, _SHOWN_LINES = 60, 5
_TEXTS = ("title", "bullets", "description")


@dataclass
class Pasted:
    """What a message holds.

    Attributes:
        listing: Arguments of `Listing`; its store is the default where nobody names one.
        doubts: What was guessed or cannot be told.
        rest: The operator's own words around the listing; nothing of the listing itself.
        found: There is a listing in it.
    """

    listing: dict[str, Any]
    doubts: list[Said] = field(default_factory=list)
    rest: str = ""
    found: bool = True


def read_pasted(text: str, default_marketplace: str | None = None) -> Pasted:
    """The listing in a message.

    Args:
        text: A listing with or without headings, as a table or as JSON, and the operator's words around it.
        default_marketplace: Store that counts where the message names none.
    """
    text = clean(text)
    gathered, asked = _from_json(text)
    asked = asked or split_asked(text)
    gathered = gathered or _from_table(asked) or gather(asked.lines, field_asked(asked.before))
    given = arguments(gathered.texts, gathered.facts)
    rest = "\n".join(part for part in (asked.before, asked.after) if part.strip())
    result = Pasted(given, gathered.doubts, rest, any(given.get(name) for name in LISTING_FIELDS))
    if gathered.images:
        given["images"] = gathered.images
    _place(result, gathered.store, default_marketplace)
    if result.found:
        _doubt(result, gathered, field_asked(asked.before))
    return result


def _from_json(text: str) -> tuple[Gathered, Asked] | tuple[None, None]:
    starts = [match.start() for _, match in zip(range(_JSON_TRIES), re.finditer(r"[{\[]", text), strict=False)]
    for start in starts:
        try:
            content, end = json.JSONDecoder().raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        inner = content.get("listings", content.get("listing", content)) if isinstance(content, dict) else content
        several = inner if isinstance(inner, list) else [inner]
        if several and isinstance(several[0], dict):
            mapped = mapped_arguments(several[0])
            if any(mapped.texts.get(name) for name in _TEXTS):
                around = "\n".join(part.strip("` \n：:") for part in (text[:start], text[end:])).removesuffix("json")
                found = Gathered(mapped.texts, mapped.facts, mapped.store, images=mapped.images)
                found.with_doubt(len(several) > 1, "listing_pasted_several", count=len(several))
                return found, Asked(around.strip("` \n"), [], "")
    return None, None


def _from_table(asked: Asked) -> Gathered | None:
    """A table copied from a sheet: names of columns on top."""
    lines = [_tabbed(line) for line in asked.lines if not re.fullmatch(r"[\s|:+-]+", line)]
    if not lines or "\t" not in lines[0]:
        return None
    try:
        rows = [row for row in csv.reader(StringIO("\n".join(lines)), delimiter="\t") if any(cell.strip() for cell in row)]
    except csv.Error:
        return None
    head = find_head(rows[:5])
    if head is None or len(rows) <= head.rows:
        return None
    first, width = layouts(head)[0], len(head.names)
    cells = [clean(cell) for cell in [*rows[head.rows], *[""] * width][: max(width, len(rows[head.rows]))]]
    texts = {name: [cells[at] for at in places] for name, places in first.fields.items()}
    written = next((cell for cell in texts.pop("marketplace", []) if cell), None)
    found = Gathered(texts, facts_of(cells, first), written or first.store)
    return found.with_doubt(len(rows) > head.rows + 1, "listing_pasted_several", count=len(rows) - head.rows)


def _tabbed(line: str) -> str:
    stripped = line.strip()
    if len(stripped) > 2 and stripped[0] == stripped[-1] == "|":
        return "\t".join(part.strip() for part in stripped[1:-1].split("|"))
    return line


def store_of_language(language: str | None, platform: str = "amazon") -> str:
    """The store that texts in a language are for when nobody says which."""
    country = words()["default_countries"].get(language)
    return f"{platform}_{country}" if country else str(words()["default_marketplace"]).replace("amazon", platform, 1)


def _place(result: Pasted, written: str | None, default: str | None) -> None:
    platform = (default or "amazon").partition("_")[0]
    named = (store_in(written, platform) if written else None) or store_in(before_target(result.rest), platform)
    result.listing["marketplace"] = named or default or store_of_language(_language_in(result.listing))
    if result.found and named is None:
        result.doubts.append(said("listing_pasted_no_marketplace", marketplace=result.listing["marketplace"]))


def _language_in(given: dict[str, Any]) -> str | None:
    prose = " ".join([given.get("title", ""), *given.get("bullets", []), given.get("description", "")])
    return given.get("language") or guess_language(prose)


def _doubt(result: Pasted, gathered: Gathered, asked: str | None) -> None:
    given = result.listing
    if gathered.loose:
        lines = [line[:_SHOWN] for line in gathered.loose[:_SHOWN_LINES]]
        result.doubts.append(said("listing_pasted_not_used", count=len(gathered.loose), lines=lines))
    if not given.get("title") and asked is None:
        result.doubts.append(said("listing_pasted_no_title"))
    titles = list(dict.fromkeys(title.strip() for title in gathered.texts.get("title", []) if title.strip()))
    if len(titles) > 1:
        result.doubts.append(said("listing_pasted_two_titles", titles=titles[:5]))
    language, expected = _language_in(given), _language_of(given["marketplace"])
    if language and expected and language != expected:
        written, meant = message(f"listing_language_{language}"), message(f"listing_language_{expected}")
        names = {"language_zh": written["zh"], "language_en": written["en"], "own_zh": meant["zh"], "own_en": meant["en"]}
        result.doubts.append(said("listing_pasted_language", marketplace=given["marketplace"], **names))


def _language_of(marketplace: str) -> str | None:
    try:
        return find_market(marketplace).language
    except ToolError:
        return None
