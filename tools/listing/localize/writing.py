"""Figures and units as the language of a market writes them."""

from decimal import Decimal
from typing import Any

from tools.listing.localize.quantity import Quantity, table

_CLOSE_UP = {
    "percent": "percent_space",
    "degC": "degree_space",
    "degF": "degree_space",
    "delta_degC": "degree_space",
    "delta_degF": "degree_space",
}


def written(quantity: Quantity, locale: str) -> str:
    """A quantity in its own unit: `12 x 8 x 4 in`, `220-240 V`, `30,5 cm`; figures keep their digits.

    Args:
        quantity: To write; what stands beside it is not written.
        locale: Of the market.
    """
    writing = table("units")["writing"][locale[:2]]
    if quantity.unit == "ft_in":
        return _feet_and_inches(quantity, locale)
    figures = [written_figure(each, locale, fraction=quantity.fraction) for each in quantity.figures]
    joint = str(writing["join"])
    if quantity.high is not None:
        joint = writing["range_word"] if min(quantity.figures) < 0 or quantity.fraction or quantity.worded else writing["range"]
    text = joint.join(figures) + _space(quantity.unit, writing) + unit_name(quantity.unit, quantity.figures[-1], locale)
    if not quantity.labels:
        return text
    legend = writing["join"].join(writing["legend"][each] for each in quantity.labels)
    return f"{text}{writing['open']}{legend}{writing['close']}"


def written_figure(value: Decimal, locale: str, *, fraction: bool = False) -> str:
    """A figure with the decimal sign of the language, without signs between thousands.

    Args:
        value: Trailing zeros stay.
        locale: Of the market.
        fraction: Write halves to sixty-fourths as `1 1/2`.
    """
    if fraction and (above := (value % 1) * 64) and above == int(above):
        below = 64
        while above % 2 == 0:
            above, below = above / 2, below // 2
        return f"{int(value)} {int(above)}/{below}" if int(value) else f"{int(above)}/{below}"
    return f"{value:f}".replace(".", str(table("units")["writing"][locale[:2]]["decimal"]))


def unit_name(unit: str, figure: Decimal, locale: str) -> str:
    """Symbol or name of a unit for a figure: `in`, `Zoll`, `pouce`, `pouces`.

    Args:
        unit: Id of `tables/units.yaml`.
        figure: Decides between singular and plural.
        locale: Of the market.
    """
    names = table("units")["names"].get(unit, {})
    name = names.get(locale) or names.get(locale[:2]) or names.get("any") or unit
    if isinstance(name, str):
        return name
    one = abs(figure) < 2 if locale == "fr" else figure == 1
    return str(name[0] if one else name[1])


def _space(unit: str, writing: dict[str, Any]) -> str:
    if unit == "degree":
        return ""
    return str(writing[_CLOSE_UP.get(unit, "unit_space")])


def _feet_and_inches(quantity: Quantity, locale: str) -> str:
    """`5 ft 6 in`; outside English all in inches."""
    if not locale.startswith("en"):
        return written(Quantity(quantity.value, "in"), locale)
    feet, inches = divmod(quantity.value, 12)
    rest = f" {written_figure(inches, locale)} in" if inches else ""
    return f"{written_figure(feet, locale)} ft{rest}"
