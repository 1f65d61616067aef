"""Texts by field to the arguments of a listing."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from tools.core.errors import InvalidInput
from tools.listing.contract import LISTING_FIELDS, Listing
from tools.listing.market import find_market
from tools.listing.sheets.stores import store_in
from tools.listing.sheets.tables import Layout, platform_of

LANGUAGES = ("zh", "en", "de", "fr", "es", "it", "ja")
SINGLE = ("sku", "asin", "brand", "product_type", "category", "seller_name", "title", "description")
_BREAK = re.compile(r"\r\n?|\n|<br\s?/?>|</li>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:ul|ol|li)\b[^>]{0,200}>", re.IGNORECASE)
_NUMBERS = r"\(?\d{1,2}(?:[.)](?!\d)|[、）])|[①-⑳]|[一二三四五六七八九十][、.．]"
_MARK = re.compile(rf"^\s*(?:[•●▪◦‣·∙・]+|[*–—-]+(?!\d)|{_NUMBERS})\s*")
# Signs that are part of the text, and that stores may forbid, yet show where a point begins.
_ORNAMENT = re.compile("^\\s*[■◆◇★☆✔✓✅➤►▶※☑🔥⭐👉💡🎁❤【]")
_LONGEST_TERM = 200
_PARTS = re.compile(r"[\n;；,，、|]+")
_VOLUME = re.compile(r"^(.*?\S)[\s:：=\t(（]+(\d{1,3}(?:[,.]\d{3})+|\d+)\s*[)）]?$", re.DOTALL)
_LONE = re.compile("[\ud800-\udfff\x00]")


def clean(text: str) -> str:
    """A text without what no store can hold: halves of characters and the letter NUL; ends without blanks."""
    return _LONE.sub("\ufffd", text).strip(" \t\r\n\ufeff\u200b")


def unmarked(text: str) -> str:
    """A bullet point without its bullet or number."""
    return _MARK.sub("", text, count=1).strip()


def is_marked(text: str) -> bool:
    """Whether a line begins with a bullet or a number of a list."""
    return bool(_MARK.match(text) or _ORNAMENT.match(text))


def bullets_of(text: str) -> list[str]:
    """The bullet points of one cell, a line each."""
    return [line for part in _BREAK.split(text) if (line := unmarked(_TAG.sub("", part)))]


def keywords_of(text: str) -> list[dict[str, Any]]:
    """Keywords of a list, with the volume behind each where there is one: `garlic press 12,000; ...`."""
    found = []
    # The comma of a number parts no words.
    for part in _PARTS.split(re.sub(r"(?<=\d)[,.](?=\d{3}\b)", "", text)):
        volume = _VOLUME.match(part.strip()) if len(part) < 2 * _LONGEST_TERM else None
        term = (volume[1] if volume else part).strip(" :：\t")
        if term and len(term) <= _LONGEST_TERM:
            found.append({"term": term, **({"volume": int(re.sub(r"\D", "", volume[2])[:12])} if volume else {})})
    return found


def language_of(text: str) -> str | None:
    """A language by its code: `de_DE`, `EN`."""
    code = re.split(r"[_-]", text.strip().lower())[0]
    return code if code in LANGUAGES else None


def arguments(texts: dict[str, list[str]], facts: dict[str, str]) -> dict[str, Any]:
    """Arguments of a listing.

    Args:
        texts: By field, in their order; blank ones do not count.
        facts: Facts of the product by name.
    """
    filled = {name: [clean(text) for text in each if clean(text)] for name, each in texts.items()}
    found: dict[str, Any] = {name: filled[name][0] for name in SINGLE if filled.get(name)}
    bullets = filled.get("bullets", [])
    found["bullets"] = bullets_of(bullets[0]) if len(bullets) == 1 else bullets
    found["highlights"] = ", ".join(filled.get("highlights", [])) or None
    found["search_terms"] = " ".join(" ".join(text.split()) for text in filled.get("search_terms", [])) or None
    found["keywords"] = [each for text in filled.get("keywords", []) for each in keywords_of(text)]
    for name in ("competitor_titles", "protected_names"):
        splits = r"\n" if name == "competitor_titles" else _PARTS
        found[name] = [part.strip() for text in filled.get(name, []) for part in re.split(splits, text) if part.strip()]
    found["attributes"] = {name: clean(text) for name, text in facts.items() if clean(text)}
    if found["attributes"] == {}:
        del found["attributes"]
    if filled.get("language") and (language := language_of(filled["language"][0])):
        found["language"] = language
    return {name: value for name, value in found.items() if value not in (None, [], "")}


def facts_of(cells: Sequence[str], layout: Layout) -> dict[str, str]:
    """Facts of the product in a row: values with their units, several of one fact after each other."""
    found = {}
    for fact in layout.facts:
        values = [
            " ".join(part for part in (cells[at].strip(), cells[unit].strip() if unit is not None else "") if part)
            for at, unit in fact.columns
            if cells[at].strip()
        ]
        if values:
            found[fact.name] = ", ".join(dict.fromkeys(values))
    return found


def listing_of(cells: Sequence[str], layout: Layout, default: str | None) -> Listing:
    """The listing in a row.

    Args:
        cells: Of the row, one for each column of its head.
        layout: What they hold.
        default: The store where neither row nor file names one.

    Raises:
        InvalidInput: No text, no store, or a text beyond all measure; names the field.
        UnknownReference: An unknown store.
    """
    texts = {name: [cells[at] for at in places] for name, places in layout.fields.items()}
    written = next((cell.strip() for cell in texts.pop("marketplace", []) if cell.strip()), None)
    given = arguments(texts, facts_of(cells, layout))
    if layout.language in LANGUAGES:
        given.setdefault("language", layout.language)
    return completed(given, written, layout.store or default, platform_of(layout.kind))


def completed(given: dict[str, Any], written: str | None, default: str | None, platform: str | None = None) -> Listing:
    """The listing of some arguments, with its store.

    Args:
        given: Arguments of a listing without store.
        written: The store as the file has it: an id, a domain, a country.
        default: The store where none is written.
        platform: The one that a country alone is of; that of the default store when None.

    Raises:
        InvalidInput: No text, no store, or arguments that make no listing.
        UnknownReference: There is no such store.
    """
    if not any(given.get(name) for name in LISTING_FIELDS):
        raise InvalidInput("listing_row_without_text", field="title")
    if written:
        store = store_in(written, platform or (default or "amazon").partition("_")[0]) or find_market(written).id
    elif default:
        store = find_market(default).id
    else:
        raise InvalidInput("listing_row_without_store", field="marketplace")
    return validated({**given, "marketplace": store})


def validated(given: dict[str, Any]) -> Listing:
    """The listing of some arguments.

    Raises:
        InvalidInput: They make none; names the field.
    """
    try:
        return Listing.model_validate(given)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "listing"
        raise InvalidInput("bad_arguments", field=where, where=where, reason=first["msg"]) from invalid
