"""The tools on one day, their results as JSON has them."""

from datetime import date

from tools.core.catalogue import catalogue

TODAY = date(2026, 11, 22)


def ask(name, *, today=TODAY, **arguments):
    """The result of a tool, as a model."""
    found = catalogue()[name]
    return found.function(found.arguments.model_validate(arguments), today=today)


def told(name, *, today=TODAY, **arguments):
    """The same as JSON."""
    return ask(name, today=today, **arguments).model_dump(mode="json", by_alias=True)


def vat(country, **more):
    return told("vat_rate", country=country, **more)


def weigh(*packages, **more):
    """Packages as (length, width, height, weight or None, how many)."""
    given = [
        {"length": length, "width": width, "height": height, "actual_weight": weight, "quantity": quantity}
        for length, width, height, weight, quantity in packages
    ]
    return told("dimensional_weight", packages=given, **more)


def transit(destination, **more):
    return told("transit_estimate", destination=destination, **more)


# 100 units of CNY 30 FOB, to Germany, EUR 1 = CNY 7.5: goods EUR 400.00; freight EUR 100.00; duty 5 % of 500 = EUR 25.00;
# import VAT 19 % of 525 = EUR 99.75; landed cost without VAT EUR 525.00, EUR 5.25 a unit.
PLAIN = {
    "destination": "DE", "purchase_price": {"amount": 30, "currency": "CNY"}, "quantity": 100, "incoterm": "FOB",
    "fx_rates": {"EUR/CNY": 7.5}, "fx_date": "2026-11-20", "freight": {"amount": 750, "currency": "CNY"}, "duty_rate": 0.05,
    "vat_recoverable": True,
}  # fmt: skip


def cost(**more):
    return told("landed_cost", **(PLAIN | more))


def lines(result):
    """Amounts by key of a landed cost."""
    return {line["key"]: line["amount"] for line in result["lines"]}


def codes(result):
    return {note["code"] for note in result["warnings"]}


def facts(result):
    return [source["report"] for source in result["sources"]]
