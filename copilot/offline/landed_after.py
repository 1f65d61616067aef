"""Short questions after a figure of taxes, weights, transit or cost, which go on with its arguments: `那法国呢`, `by air?`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from copilot.offline.as_of import dated
from copilot.offline.landed_costs import cost_parts
from copilot.offline.landed_numbers import in_digits
from copilot.offline.landed_packages import changed_package, packages_in, service_in
from copilot.offline.landed_places import HOME, listed_places
from copilot.offline.landed_transit import days_in, destinations_in, mode_in
from copilot.offline.landed_vat import amount_arguments, places_in
from copilot.offline.landed_words import amounts, has
from copilot.offline.text import Utterance
from knowledge.scope import place_code
from tools.core.errors import ToolError
from tools.landed.places import find_place

Arguments = dict[str, Any]
_LONGEST = {"zh": 40, "en": 90}
_DAYS = {"ship_date", "needed_by"}
_OTHERS = {
    "vat_rate": ("vat_law", "vat_figures", "transit_asked", "weight_asked", "cost_asked"),
    "transit_estimate": ("transit_other", "weight_asked", "cost_asked", "vat"),
    "dimensional_weight": ("transit_asked", "cost_asked", "vat"),
    "landed_cost": ("transit_asked", "weight_asked"),
}
"""Words of what a question is about when it does not go on."""


def arguments_after(spoken: str, tool: str, last: Arguments, today: date) -> list[Arguments]:
    """Arguments of the same tool, changed as a short question says; none when it does not go on with the last.

    Args:
        spoken: What the operator says.
        tool: Of the last call.
        last: Its arguments.
        today: What relative dates count from.
    """
    utterance = Utterance(spoken)
    text = in_digits(utterance.raw.lower())
    if len(text) > _LONGEST[utterance.language] or not has(text, "goes_on") or has(text, *_OTHERS[tool]):
        return []
    return [changed for changed in _CHANGED[tool](utterance, text, last, today) if changed != last]


def _vat(utterance: Utterance, text: str, last: Arguments, today: date) -> list[Arguments]:
    rest = {name: value for name, value in last.items() if name != "region"} if (places := places_in(utterance, text)) else last
    said = [amount for amount in amounts(text) if amount.currency]
    kinds = [kind for kind in ("net", "gross") if has(text, kind)]
    amount = next((last[kind] for kind in ("net", "gross") if last.get(kind) is not None), None)
    day = dated(utterance.raw, today).day
    changed = {**({"category": "reduced"} if has(text, "reduced") else {}), **({"as_of": day.isoformat()} if day else {})}
    if len(said) == 1:
        rest = _without(rest, "net", "gross", "currency")
        changed |= amount_arguments(said[0], text, (places or [last["country"]])[0])
    elif kinds and amount is not None:
        rest = _without(rest, "net", "gross")
        changed[kinds[0]] = amount
    return [{**rest, **changed, "country": place} for place in places or [last["country"]]]


def _transit(utterance: Utterance, text: str, last: Arguments, today: date) -> list[Arguments]:
    mode, days = mode_in(text), days_in(utterance, today)
    rest = _without(last, *_DAYS) if _DAYS & {*days} else last
    places = destinations_in(utterance, last.get("origin")) or [last["destination"]]
    return [{**rest, **({"mode": mode} if mode else {}), **days, "destination": place} for place in places]


def _weight(_: Utterance, text: str, last: Arguments, __: date) -> list[Arguments]:
    return [_packed(text, last)]


def _packed(text: str, last: Arguments, *, shipped: bool = False) -> Arguments:
    """Other packages, or another weight, number, service or divisor of the last ones."""
    said = packages_in(text, shipped=shipped)
    if said is None:
        return {**last, **changed_package(text, last), **service_in(text, shipped=shipped)}
    kept = last["packages"][0] if len(last["packages"]) == 1 == len(said["packages"]) else {}
    same_unit = said["unit"] == last.get("unit", "cm")
    packages = [{**(kept if same_unit else _without(kept, "actual_weight")), **package} for package in said["packages"]]
    return {**(last if same_unit else _without(last, "weight_unit", "divisor")), **said, "packages": packages}


def _cost(utterance: Utterance, text: str, last: Arguments, _: date) -> list[Arguments]:
    places = [place_code(code) for code in listed_places(utterance, HOME) if code != "EU"]
    price = last["purchase_price"]
    changed = cost_parts(
        text, _country(places or [last["destination"]]), price.get("currency") if isinstance(price, dict) else None
    )
    for name in ("sale", "freight"):
        if name in changed:
            changed[name] = {**(last.get(name) or {}), **changed[name]}
    if "duty_rate" in changed or "duty_components" in changed:
        last = _without(last, "duty_rate", "duty_components")
    if "fx_rates" in changed:
        changed["fx_rates"] = {**last.get("fx_rates", {}), **changed["fx_rates"]}
    if last.get("shipment"):
        changed["shipment"] = _packed(text, last["shipment"], shipped=True)
    rest = _without(last, "region") if places else last
    return [{**rest, **changed, "destination": place} for place in places or [last["destination"]]]


def _country(places: list[str]) -> str:
    try:
        return find_place(places[0]).country
    except ToolError:
        return places[0]


def _without(arguments: Arguments, *names: str) -> Arguments:
    return {name: value for name, value in arguments.items() if name not in names}


_CHANGED: dict[str, Callable[[Utterance, str, Arguments, date], list[Arguments]]] = {
    "vat_rate": _vat, "transit_estimate": _transit, "dimensional_weight": _weight, "landed_cost": _cost,
}  # fmt: skip
