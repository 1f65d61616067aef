"""Questions on rates of VAT and the tax in an amount, to the arguments of `vat_rate`."""

from datetime import date
from typing import Any

from copilot.offline.as_of import dated
from copilot.offline.landed_numbers import in_digits
from copilot.offline.landed_places import HOME, listed_places, without_places
from copilot.offline.landed_words import Said, amounts, country_of, has, pattern, plain
from copilot.offline.text import Utterance, compiled
from knowledge.scope import place_code
from tools.core.references import word_pattern
from tools.landed.places import region_names

_WITHOUT_VAT = "US"
_LOWER_CODE = (
    r"(?<![a-z0-9])(uk|de|fr|it|es|jp|au|nl|pl|se|be|at|ie|cz|dk|fi|hu|pt|ro|gr|sk|si|bg|hr|lt|lv|lu|mt|cy|ee)"
    r"(?=\s?(?:vat|的?增值税|的?vat|gst))"
)


_BARE = (
    r"\b(?:the|in|for|of|on|as|at|is|and|or|now|right|today|current(?:ly)?|please|pls|vat|gst|hst|tax|sales|jan|feb|mar|apr|may|"
    r"june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)\b"
)
_APART = 20
"""A comma between a word and an amount counts as so many letters."""


def vat_arguments(utterance: Utterance, today: date) -> list[dict[str, Any]]:
    """Arguments of the rate that a question asks for, of each place that it lists; none when it asks for what the law says."""
    text = in_digits(utterance.raw.lower())
    said = [amount for amount in amounts(text) if amount.currency]
    asks = has(text, "vat_asked") or bool(said) or _is_bare(utterance)
    if not (has(text, "vat") and asks) or has(text, "vat_law", "vat_figures"):
        return []
    amount = said[0] if len(said) == 1 else None
    places = places_in(utterance, text) or ([code] if amount and (code := country_of(amount.currency or "")) else [])
    if _WITHOUT_VAT in places and not has(text, "vat_named"):
        return []
    day = dated(_without(text, said), today).day
    return [
        {
            "country": country,
            **({"category": "reduced"} if has(text, "reduced") else {}),
            **(amount_arguments(amount, text, country) if amount else {}),
            **({"as_of": day.isoformat()} if day else {}),
        }
        for country in places
    ]


def _is_bare(utterance: Utterance) -> bool:
    """Whether nothing but a tax, places and a day is said: `VAT Germany as of 1 August 2020`."""
    rest = compiled(_BARE).sub("", without_places(utterance.raw, utterance.language))
    return not compiled(r"[a-z\u4e00-\u9fff]{2,}").search(rest)


def places_in(utterance: Utterance, text: str) -> list[str]:
    """The places named: parts of a country before the country."""
    parts = {
        place: name for name, place in region_names().items() if _is_word(name) and compiled(word_pattern(name)).search(text)
    }
    if parts:
        return list(parts.values())
    if places := listed_places(utterance, HOME):
        return [place_code(code) for code in places]
    match = compiled(_LOWER_CODE).search(text)
    return [match[1].upper()] if match else []


def _is_word(name: str) -> bool:
    """Codes of two letters are words of a language too."""
    return len(name) > 2 or not name.isascii()


def _without(text: str, said: list[Said]) -> str:
    """A text without its amounts, which may look like days."""
    for amount in reversed(said):
        text = f"{text[: amount.span[0]]} {text[amount.span[1] :]}"
    return text


def amount_arguments(said: Said, text: str, country: str) -> dict[str, Any]:
    """An amount with or without tax, in a currency where it is not that of the country."""
    own = country_of(said.currency or "") == country
    return {meant_as(said, text): plain(said.amount), **({} if own or said.currency is None else {"currency": said.currency})}


def meant_as(said: Said, text: str) -> str:
    """`net` or `gross`: by the nearest word that is not what is asked for, else by what is asked for."""
    asked = {kind: [m.span() for m in compiled(pattern(f"{kind}_asked")).finditer(text)] for kind in ("net", "gross")}
    taken = [span for spans in asked.values() for span in spans]
    found = [
        (_distance(match.span(), said.span, text), kind)
        for kind in ("net", "gross")
        for match in compiled(pattern(kind)).finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    if found:
        return min(found)[1]
    return "gross" if asked["net"] else "net"


def _distance(one: tuple[int, int], other: tuple[int, int], text: str) -> int:
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return len(between) + _APART * bool(compiled(r"[,，。;；?？]").search(between))
