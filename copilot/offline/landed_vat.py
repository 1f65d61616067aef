"""Questions on rates of VAT and the tax in an amount, to the arguments of `vat_rate`."""

from datetime import date
from typing import Any

from copilot.offline.as_of import dated
from copilot.offline.landed_words import Said, amounts, country_of, has, plain
from copilot.offline.text import Utterance, compiled
from knowledge.scope import place_code
from tools.core.references import word_pattern
from tools.landed.places import region_names
from tools.marketplaces.naming import named_countries

_WITHOUT_VAT = "US"
_LOWER_CODE = (
    r"(?<![a-z0-9])(uk|de|fr|it|es|jp|au|nl|pl|se|be|at|ie|cz|dk|fi|hu|pt|ro|gr|sk|si|bg|hr|lt|lv|lu|mt|cy|ee)"
    r"(?=\s?(?:vat|的?增值税|的?vat|gst))"
)


def vat_arguments(utterance: Utterance, today: date) -> dict[str, Any] | None:
    """Arguments of the rate that a question asks for; None when it asks for none, or for what the law says beside it."""
    text = utterance.raw.lower()
    said = [amount for amount in amounts(text) if amount.currency]
    asks = has(text, "vat_asked") or bool(said)
    if not (has(text, "vat") and asks) or has(text, "vat_law", "vat_figures"):
        return None
    amount = said[0] if len(said) == 1 else None
    country = _place(utterance, text) or (country_of(amount.currency) if amount and amount.currency else None)
    if country is None or (country == _WITHOUT_VAT and not has(text, "vat_named")):
        return None
    day = dated(utterance.raw, today).day
    return {
        "country": country,
        **({"category": "reduced"} if has(text, "reduced") else {}),
        **(_amount(amount, text, country) if amount else {}),
        **({"as_of": day.isoformat()} if day else {}),
    }


def _place(utterance: Utterance, text: str) -> str | None:
    """The one place named: a part of a country before the country."""
    parts = {
        place: name for name, place in region_names().items() if _is_word(name) and compiled(word_pattern(name)).search(text)
    }
    if len(parts) == 1:
        return next(iter(parts.values()))
    countries = [code for code in named_countries(utterance.raw, utterance.language) if code != "CN"]
    apart = [code for code in countries if code != "EU"] or countries
    if len(apart) == 1:
        return place_code(apart[0])
    match = compiled(_LOWER_CODE).search(text) if not apart else None
    return match[1].upper() if match else None


def _is_word(name: str) -> bool:
    """Codes of two letters are words of a language too."""
    return len(name) > 2 or not name.isascii()


def _amount(said: Said, text: str, country: str) -> dict[str, Any]:
    kind = "net" if has(text, "net") else "gross" if has(text, "gross") else "net"
    own = country_of(said.currency or "") == country
    return {kind: plain(said.amount), **({} if own or said.currency is None else {"currency": said.currency})}
