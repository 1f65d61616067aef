"""Questions on landed cost and unit margin, to the arguments of `landed_cost`."""

from typing import Any

from copilot.offline.landed_packages import packages_in
from copilot.offline.landed_words import Said, amount_after, currency_words, has, named, pattern, plain, share_after
from copilot.offline.text import Utterance, compiled
from knowledge.scope import place_code
from tools.marketplaces import marketplaces
from tools.marketplaces.naming import named_countries

_HOME = "CNY"
_QUANTITY = r"(?<![\d.x×*])(\d[\d,]*)\s?(?:件|个(?!月|点|柜)|pcs|pieces|units?|台|套|只|双|条|sets?)"
_PER_KG = r"\s?(?:/|每|一|per |a )\s?(?:kg|公斤|千克|kilo)"
_PER_M3 = r"\s?(?:/|每|一|per |a )\s?(?:cbm|m3|m³|方|立方米?)"
_PER_UNIT = r"\s?(?:/|每|一|per |a )\s?(?:件|个|台|只|套|unit|piece|pc)"
_EQUATION = r"1\s?(?P<base>%(c)s)\s?(?:=|等于|兑|to)\s?(?P<rate>\d+(?:\.\d+)?)\s?(?P<quote>%(c)s)"
_LAYERS = r"[+＋、,，和加]\s?([a-z0-9\u4e00-\u9fff]{0,8}?)\s?(\d+(?:\.\d+)?)\s?%"
_MIN_RATE = 1
_LIMIT = 30
"""Rates of exchange from the yuan's point of view are between these for the currencies that are worth more."""
_WORTH_MORE = {"USD", "EUR", "GBP", "CAD", "AUD"}


def cost_arguments(utterance: Utterance) -> dict[str, Any] | None:
    """Arguments of the cost that a question asks for; None when it asks none, or names no price or no place."""
    text = utterance.raw.lower()
    if not has(text, "cost_asked"):
        return None
    countries = [code for code in named_countries(utterance.raw, utterance.language) if code not in ("CN", "EU")]
    price = _purchase(text)
    if price is None or len(countries) != 1:
        return None
    quantity = compiled(_QUANTITY).search(text)
    terms = named(text, "terms")
    bought_in = price.currency or _HOME
    return {
        "destination": place_code(countries[0]),
        "purchase_price": price.money(_HOME),
        "quantity": int(quantity[1].replace(",", "")) if quantity else 1,
        **({"incoterm": terms[0]} if len(terms) == 1 else {}),
        **_rates(text, bought_in, countries[0]),
        **_way(text, bought_in),
        **_duty(text),
        **_tax(text),
        **_sale(text),
    }


def _purchase(text: str) -> Said | None:
    return amount_after(text, pattern("purchase"), within=12)


def _way(text: str, bought_in: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if freight := amount_after(text, pattern("freight")):
        after = text[freight.span[1] :]
        units = {"per_kg": _PER_KG, "per_m3": _PER_M3, "per_unit": _PER_UNIT}
        basis = next((basis for basis, per in units.items() if compiled(per).match(after)), "total")
        paid = {"duties_paid": True} if has(text, "duties_paid") else {}
        found["freight"] = {**freight.money(bought_in), "basis": basis, **paid}
    for name in ("clearance", "delivery", "insurance"):
        if said := amount_after(text, pattern(name)):
            found["clearance_fee" if name == "clearance" else name] = said.money(bought_in)
    if "insurance" not in found and (rate := share_after(text, pattern("insurance"))) is not None:
        found["insurance_rate"] = rate
    if inbound := amount_after(text, pattern("inbound")):
        per = "per_unit" if compiled(_PER_UNIT).match(text[inbound.span[1] :]) else "total"
        found["inbound_fees"] = [{"name": "inbound", **inbound.money(), "basis": per}]
    if packages := packages_in(text, shipped=True):
        found["shipment"] = packages
    elif weight := compiled(rf"{pattern('chargeable')}\D{{0,4}}(\d+(?:\.\d+)?)\s?(?:kg|公斤|千克)").search(text):
        found["chargeable_kg"] = plain(float(weight[1]))
    return found


def _duty(text: str) -> dict[str, Any]:
    """One rate, or layers: `关税 3.4% + 301 25%`."""
    if has(text, "no_duty"):
        return {"duty_rate": 0}
    first = compiled(rf"{pattern('duty')}(?:税?率)?[^\d%]{{0,6}}?(\d+(?:\.\d+)?)\s?%").search(text)
    if first is None:
        return {}
    layers = [("-", first[1])]
    rest = text[first.end() :]
    while match := compiled(r"\s?" + _LAYERS).match(rest):
        layers.append((match[1].strip() or str(len(layers) + 1), match[2]))
        rest = rest[match.end() :]
    if len(layers) == 1:
        return {"duty_rate": _fraction(first[1])}
    return {"duty_components": [{"name": name, "rate": _fraction(rate)} for name, rate in layers]}


def _tax(text: str) -> dict[str, Any]:
    if has(text, "not_recoverable"):
        return {"vat_recoverable": False}
    return {"vat_recoverable": True} if has(text, "recoverable") else {}


def _sale(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if price := amount_after(text, pattern("price")):
        found["price"] = price.money()
        beside = text[max(0, price.span[0] - 8) : price.span[1] + 6]
        if has(beside, "net"):
            found["includes_vat"] = False
        elif has(beside, "gross"):
            found["includes_vat"] = True
    for name, kind in (("referral_fee_rate", "referral"), ("ad_rate", "ads"), ("return_rate", "return_rate")):
        if (share := share_after(text, pattern(kind))) is not None:
            found[name] = share
    for name, kind in (("fulfilment_fee", "fulfilment"), ("return_loss", "return_loss")):
        if said := amount_after(text, pattern(kind)):
            found[name] = said.money()
    return {"sale": found} if found else {}


def _rates(text: str, bought_in: str, country: str) -> dict[str, Any]:
    """A rate as an equation, or after its word: of a currency worth more than the yuan, in yuan."""
    match = compiled(_EQUATION % {"c": currency_words()}).search(text)
    if match:
        return {"fx_rates": {f"{_code(match['base'])}/{_code(match['quote'])}": float(match["rate"])}}
    own = next((market.currency for market in marketplaces().values() if market.country == country), None)
    said = amount_after(text, pattern("exchange"))
    if said is None or own not in _WORTH_MORE or bought_in != _HOME or not _MIN_RATE < said.amount < _LIMIT:
        return {}
    return {"fx_rates": {f"{own}/{bought_in}": said.amount}}


def _code(word: str) -> str:
    return named(word, "currencies")[0]


def _fraction(percent: str) -> float:
    return round(float(percent) / 100, 8)
