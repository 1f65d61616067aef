"""Arguments of the calculators of taxes, weights, transit and landed cost as the tools understand them."""

from collections.abc import Callable
from typing import Any

from tools.core.errors import ToolError
from tools.landed.cost_question import Amount, CostQuestion
from tools.landed.figures import currency_code
from tools.landed.lanes import destination_named, mode_named
from tools.landed.packages import Packages
from tools.landed.places import find_place
from tools.landed.services import service_named
from tools.landed.transit_result import TransitQuestion
from tools.landed.vat_result import VatQuestion
from tools.landed.weight_result import WeightQuestion
from tools.marketplaces import marketplaces

Arguments = dict[str, Any]
_BESIDE = {"name"}
"""Names of fees and layers are wording."""


def _place(country: str, region: str | None = None) -> Any:
    """The place; a group of countries as written."""
    try:
        return find_place(country, region)
    except ToolError:
        return country.upper()


def _currency(place: Any) -> str | None:
    """That of the country."""
    country = getattr(place, "country", place)
    return next((market.currency for market in marketplaces().values() if market.country == country), None)


def _vat(arguments: Arguments, _: Any) -> Arguments:
    question = VatQuestion(**arguments)
    place = _place(question.country, question.region)
    amount = question.net is not None or question.gross is not None
    own = {name: getattr(question, name) for name in ("category", "net", "gross", "as_of")}
    return {"place": place, **own, "currency": (question.currency or _currency(place)) if amount else None}


def _packages(question: Packages) -> Arguments:
    service = question.service and service_named(question.service)
    kinds = sorted(kind.model_dump_json() for kind in question.packages)
    return {
        "packages": kinds, "unit": question.unit, "weights": question.weights_in, "service": service, "divisor": question.divisor
    }  # fmt: skip


def _weight(arguments: Arguments, _: Any) -> Arguments:
    question = WeightQuestion(**arguments)
    return {**_packages(question), "as_of": question.as_of}


def _transit(arguments: Arguments, _: Any) -> Arguments:
    question = TransitQuestion(**arguments)
    own = {name: getattr(question, name) for name in ("ship_date", "needed_by", "buffer_days", "as_of")}
    named = {"destination": destination_named(question.destination), "origin": _place(question.origin)}
    return {**named, "mode": question.mode and mode_named(question.mode), **own}


def _cost(arguments: Arguments, _: Any) -> Arguments:
    """Amounts in their currency; one rate of duty is one layer."""
    question = CostQuestion(**arguments)
    place = _place(question.destination, question.region)
    result = question.currency or _currency(place)
    if question.duty_components and question.duty_rate is None and len(question.duty_components) == 1:
        question = question.model_copy(update={"duty_rate": question.duty_components[0].rate, "duty_components": []})
    shipment = question.shipment and _packages(question.shipment)
    fields = {name: _plain(getattr(question, name), result) for name in CostQuestion.model_fields}
    return {**fields, "destination": place, "region": None, "currency": result, "shipment": shipment}


def _plain(value: Any, currency: str | None) -> Any:
    if isinstance(value, list):
        return [_plain(each, currency) for each in value]
    if not hasattr(type(value), "model_fields"):
        return value
    own = {name: _plain(getattr(value, name), currency) for name in type(value).model_fields if name not in _BESIDE}
    if isinstance(value, Amount):
        code = value.currency or currency
        own["currency"] = code and currency_code(code, "currency")
    return own


READINGS: dict[str, Callable[[Arguments, Any], Arguments]] = {
    "vat_rate": _vat, "dimensional_weight": _weight, "transit_estimate": _transit, "landed_cost": _cost,
}  # fmt: skip
"""By tool; the names of the shop's data are of no account."""
