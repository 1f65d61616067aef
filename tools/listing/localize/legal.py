"""Phrases that law asks for or allows in a listing, printed only from what the seller supplied."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from prompts import listing_data


@dataclass(frozen=True)
class LegalPhrase:
    """A phrase for a market.

    Attributes:
        id: Of the phrase.
        compliance_ids: Duties of the library it serves.
        text: Ready to print; None while anything is missing.
        missing: What the seller has not supplied or confirmed.
        official: The wording is that of the law, else a careful translation: the product's own label text wins.
        confidence: `high`, `medium`, `low`.
        source: Title of the source, if any.
    """

    id: str
    compliance_ids: tuple[str, ...]
    text: str | None
    missing: tuple[str, ...]
    official: bool
    confidence: str
    source: str | None


def legal_phrases(
    code: str, locale: str, supplied: Mapping[str, str | bool], compliance_ids: Collection[str] | None = None
) -> list[LegalPhrase]:
    """The phrases of a market in its language, each filled only when every field it needs was supplied.

    Args:
        code: Of the market: `DE`, `UK` …
        locale: Of the listing.
        supplied: Fields by name, as text (`manufacturer_name`) or as confirmed facts (`ce_marked`: True);
            blank text, False and a missing key are the same.
        compliance_ids: Only the phrases that serve one of these duties; None for all.
    """
    found = []
    for part, row in _rows():
        if code not in row["markets"] or (compliance_ids is not None and not {*compliance_ids} & {*row["compliance_ids"]}):
            continue
        text = row["text"].get(locale) or row["text"].get(locale[:2])
        if text:
            missing = tuple(name for name in row["requires"] if not _given(supplied.get(name), f"{{{name}}}" in text))
            filled = (
                None
                if missing
                else _spaced(text.format_map({name: str(value).strip() for name, value in supplied.items()}), locale)
            )
            source = (row.get("source") or part.get("source") or {}).get("title")
            confidence = row.get("confidence") or part["confidence"]
            found.append(
                LegalPhrase(
                    row["id"], tuple(row["compliance_ids"]), filled, missing, row.get("official", False), confidence, source
                )
            )
    return found


def fibre_name(name: str, locale: str) -> str | None:
    """The fibre name that textile law of a market uses; None for what is no fibre of the table.

    Args:
        name: Id or name in any of the seven languages: `cotton`, `棉`, `Baumwolle`, `spandex`.
        locale: Of the market.
    """
    row = _fibres().get(name.strip().casefold())
    if row is None:
        return None
    british = "en-GB" if locale == "en-AU" else "en-US"
    return str(row.get(locale) or row[british])


def _given(value: str | bool | None, printed: bool) -> bool:
    if printed and not isinstance(value, str):
        return False
    return bool(value.strip()) if isinstance(value, str) else value is True


def _spaced(text: str, locale: str) -> str:
    """French signs stand after a no-break space."""
    return re.sub(r" (?=[:;?!](?:\s|$))", "\u00a0", text) if locale == "fr" else text


def _rows() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(part, row) for part in listing_data("legal")["tables"] for row in part["rows"] if "text" in row]


@cache
def _fibres() -> dict[str, dict[str, Any]]:
    """Fibres by every name; a name of two fibres is of none."""
    found: dict[str, list[dict[str, Any]]] = {}
    part = next(each for each in listing_data("legal")["tables"] if each["id"] == "textile_fibres")
    for row in part["rows"]:
        names = {row["id"], *re.split(r"[（）()]", row["zh"])}
        for key, value in row.items():
            if key[:2] in ("en", "de", "fr", "it", "es", "ja"):
                names |= {*value} if isinstance(value, list) else {value}
        for name in {each.strip().casefold() for each in names if each.strip()}:
            found.setdefault(name, []).append(row)
    return {name: rows[0] for name, rows in found.items() if len(rows) == 1}
