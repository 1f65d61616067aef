"""Questions on landed cost and unit margin, to the arguments of `landed_cost`."""

from typing import Any

from copilot.offline.landed_duty import duty_in
from copilot.offline.landed_numbers import in_digits
from copilot.offline.landed_packages import packages_in
from copilot.offline.landed_rates import without_rates
from copilot.offline.landed_words import Said, amount_near, amounts, has, named, pattern, plain, share_near, words_of
from copilot.offline.text import Utterance, compiled
from knowledge.scope import place_code
from tools.marketplaces.naming import named_countries

_HOME = "CNY"
_QUANTITY = r"(?<![\d.x×*])(\d[\d,]*)\s?(?:件|个(?!月|点|柜)|pcs|pieces|units?|台|套|只|双|条|sets?|pairs?)"
_PER = r"(?:/|每|一|per |a |an )\s?"
_KG, _M3 = r"(?:kg|公斤|千克|kilo)", r"(?:cbm|m3|m³|方|立方米?)"
_UNIT = r"(?:件|个|台|只|套|双|条|unit|piece|pc|item|set)"
_BASES = {"per_kg": _KG, "per_m3": _M3, "per_unit": _UNIT}
_EACH = rf"\s?(?:each\b|apiece\b|{_PER}{_UNIT})"
_MEASURE = r"(?<![\d./])(?<!每)(\d[\d,]*(?:\.\d+)?)\s?%s"
_AMOUNTS = ("freight", "clearance", "delivery", "insurance", "inbound")


def cost_arguments(utterance: Utterance) -> dict[str, Any] | None:
    """Arguments of the cost that a question asks for; None when it asks none, or names no price or no place."""
    text = in_digits(utterance.raw.lower())
    if not has(text, "cost_asked"):
        return None
    countries = [code for code in named_countries(utterance.raw, utterance.language) if code not in ("CN", "EU")]
    parts = cost_parts(text, countries[0]) if len(countries) == 1 else {}
    if "purchase_price" not in parts:
        return None
    return {"destination": place_code(countries[0]), "quantity": 1, **parts}


def cost_parts(text: str, country: str, bought_in: str | None = None) -> dict[str, Any]:
    """What a text says of a cost, by argument.

    Args:
        text: In lower case, numbers in digits.
        country: Of import.
        bought_in: Currency of the purchase where the text names none.
    """
    money, rates = without_rates(text, bought_in or _HOME, country)
    sale = _sale(money)
    price = _purchase(money, sale["said"])
    currency = (price and price.currency) or bought_in or _HOME
    if not rates:
        money, rates = without_rates(text, currency, country)
    quantity = compiled(_QUANTITY).search(money)
    terms = named(money, "terms")
    return {
        **({"purchase_price": price.money(_HOME)} if price else {}),
        **({"quantity": int(quantity[1].replace(",", ""))} if quantity else {}),
        **({"incoterm": terms[0]} if len(terms) == 1 else {}),
        **({"fx_rates": rates} if rates else {}),
        **_way(money, currency),
        **duty_in(money),
        **_tax(money),
        **({"sale": sale["sale"]} if sale["sale"] else {}),
    }


def _purchase(text: str, others: list[Said]) -> Said | None:
    """The price after its word, before a term of delivery, or at so much for each."""
    said = [*others, *(other for name in _AMOUNTS if (other := amount_near(text, pattern(name))))]
    taken = {other.span for other in said}
    term = "|".join(words_of("terms").values())
    ways = (
        amount_near(text, pattern("purchase"), within=12),
        amount_near(text, rf"(?:{term})"),
        amount_near(text, r"\b(?:at|for|@)(?=\s)", within=2),
        *(each for each in amounts(text) if each.currency and compiled(_EACH).match(text, each.span[1])),
    )
    return next((way for way in ways if way and way.span not in taken), None)


def _way(text: str, bought_in: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    basis = "total"
    if freight := amount_near(text, pattern("freight"), within=10):
        basis = _basis(text, freight)
        paid = {"duties_paid": True} if has(text, "duties_paid") else {}
        found["freight"] = {**freight.money(bought_in), "basis": basis, **paid}
    for name, argument in (("clearance", "clearance_fee"), ("delivery", "delivery"), ("insurance", "insurance")):
        if said := amount_near(text, pattern(name)):
            found[argument] = said.money(bought_in)
    if "insurance" not in found and (rate := share_near(text, pattern("insurance"))) is not None:
        found["insurance_rate"] = rate
    if inbound := amount_near(text, pattern("inbound")):
        per = "per_unit" if _basis(text, inbound) == "per_unit" else "total"
        found["inbound_fees"] = [{"name": "inbound", **inbound.money(), "basis": per}]
    return {**found, **_measured(text, basis)}


def _basis(text: str, said: Said) -> str:
    """What an amount is for each of, said after it or before it: `8 元/kg`, `每公斤 8 元`."""
    before, after = text[: said.span[0]], text[said.span[1] :]
    each = (basis for basis, unit in _BASES.items()
            if compiled(rf"\s?{_PER}{unit}").match(after) or compiled(rf"{_PER}{unit}\s?$").search(before))  # fmt: skip
    return next(each, "total")


def _measured(text: str, basis: str) -> dict[str, Any]:
    """Packages; or the weight or volume that freight is charged by."""
    if packages := packages_in(text, shipped=True):
        return {"shipment": packages}
    charged = compiled(rf"{pattern('chargeable')}\D{{0,4}}(\d+(?:\.\d+)?)\s?(?:kg|公斤|千克)").search(text)
    kilos = [charged[1]] if charged else compiled(_MEASURE % _KG).findall(text) if basis == "per_kg" else []
    cubes = compiled(_MEASURE % _M3).findall(text) if basis == "per_m3" else []
    return {
        **({"chargeable_kg": _number(kilos[0])} if len(kilos) == 1 else {}),
        **({"volume_m3": _number(cubes[0])} if len(cubes) == 1 else {}),
    }


def _number(written: str) -> float | int:
    return plain(float(written.replace(",", "")))


def _tax(text: str) -> dict[str, Any]:
    if has(text, "not_recoverable"):
        return {"vat_recoverable": False}
    return {"vat_recoverable": True} if has(text, "recoverable") else {}


def _sale(text: str) -> dict[str, Any]:
    """Arguments of the sale, and the amounts that they are."""
    found: dict[str, Any] = {}
    said = []
    if price := amount_near(text, pattern("price")):
        said.append(price)
        found["price"] = price.money()
        beside = text[max(0, price.span[0] - 8) : price.span[1] + 6]
        if has(beside, "net"):
            found["includes_vat"] = False
        elif has(beside, "gross"):
            found["includes_vat"] = True
    for name, kind in (("referral_fee_rate", "referral"), ("ad_rate", "ads"), ("return_rate", "return_rate")):
        if (share := share_near(text, pattern(kind))) is not None:
            found[name] = share
    for name, kind in (("fulfilment_fee", "fulfilment"), ("return_loss", "return_loss")):
        if fee := amount_near(text, pattern(kind)):
            said.append(fee)
            found[name] = fee.money()
    return {"sale": found, "said": said}
