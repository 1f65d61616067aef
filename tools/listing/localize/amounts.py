"""Quantities in the form of a market: its units, the source's figure beside them, its way of writing figures."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tools.listing.localize.quantity import Quantity, table, units
from tools.listing.localize.units import read_quantities
from tools.listing.localize.uses import use_of
from tools.listing.localize.writing import written, written_figure

_NOMINAL = {"in", "mm"}
_USES = {"screen": {"in"}, "nominal": _NOMINAL, "load": {"kg", "g", "lb", "oz", "st", "t", "cn_jin"}, "liquid": {"oz"}}


@dataclass(frozen=True)
class Converted:
    """A quantity as a market writes it.

    Attributes:
        text: Ready to print.
        source: The quantity it came from; its figures are never changed.
        shown: The computed quantity, None when nothing was computed.
        exact: Nothing was rounded.
        rounding: Step that each figure of `shown` is rounded to, half away from zero (down for loads).
    """

    text: str
    source: Quantity
    shown: Quantity | None = None
    exact: bool = True
    rounding: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class LocalizedText:
    """A text with every quantity in the form of the market, and what became of each."""

    text: str
    converted: list[Converted]


def localized(quantity: Quantity, locale: str, use: str = "") -> Converted:
    """A quantity by the table of a market: 500 ml is `16.9 fl oz (500 ml)` in en-US, 20 oz of a bottle `591 ml` in de.

    What the market shows in another system is computed once from the source's figure with the exact factor; figures
    of electricity, data, light and time are only written in its form. A metric source stays legible in customary markets.

    Args:
        quantity: As read from the source.
        locale: `en-US`, `en-GB`, `en-CA`, `en-AU`, `de`, `fr`, `it`, `es`, `ja`.
        use: `screen`, `liquid` (an oz is a fluid ounce), `load` (rounded down), `nominal` (a name, never converted), or "".
    """
    if use == "liquid" and quantity.unit == "oz":
        quantity = replace(quantity, unit="liquid_oz")
    if use == "screen" and quantity.kind == "length" and not quantity.sides and quantity.high is None:
        return _screen(quantity, locale)
    market = table("units")["markets"][locale]
    if use == "nominal" or quantity.system in ("kept", "any") or quantity.unit in market.get("as_is", ()):
        return Converted(_with(written(quantity, locale), quantity.beside, locale), quantity)
    if quantity.system == "chinese":
        return _chinese(quantity, locale, use)
    return _of_market(quantity, locale, market, use)


def localized_text(
    text: str, language: str, locale: str, *, use: str | None = None, protected: Iterable[tuple[int, int]] = ()
) -> LocalizedText:
    """Every quantity of a text in the form of a market; everything else stays as it is.

    Args:
        text: Any text.
        language: Of the text, as for `read_quantities`.
        locale: Of the market.
        use: Of all quantities; None tells it by the words beside each.
        protected: Spans that are left alone, such as brands and codes.
    """
    kept, parts, done, at = [*protected], [], [], 0
    for found in read_quantities(text, language):
        start, end = found.span
        if any(start < stop and begin < end for begin, stop in kept):
            continue
        told = use_of(text, found.span) if use is None else use
        fits = _USES.get(told, set()) & {each.unit for each in (found.quantity, found.quantity.beside) if each}
        shown = localized(found.quantity, locale, told if fits else "")
        twice = shown.text[:1] == "約" and text[:start].rstrip().endswith(("約", "约"))
        parts += [text[at:start], shown.text[twice:]]
        done.append(shown)
        at = end
    return LocalizedText("".join([*parts, text[at:]]), done)


def converted_to(quantity: Quantity, unit: str, *, down: bool = False) -> Converted:
    """A quantity computed in another unit of its kind, rounded once by `rounding` of `tables/units.yaml`; `text` is empty.

    Args:
        quantity: The source.
        unit: To show.
        down: Round toward zero, as loads are.
    """
    exact = quantity.exact(unit)
    decimals = [_decimals(each, unit, quantity) for each in exact]
    figures = tuple(_rounded(each, places, down) for each, places in zip(exact, decimals, strict=True))
    shown = quantity.with_figures(figures, unit)
    steps = tuple(Decimal(1).scaleb(-places) for places in decimals)
    return Converted("", quantity, shown, all(Fraction(a) == b for a, b in zip(figures, exact, strict=True)), steps)


def _rounded(exact: Fraction, places: int, down: bool) -> Decimal:
    scaled = exact * Fraction(10) ** places
    whole = int(scaled) if down else int(abs(scaled) + Fraction(1, 2)) * (1 if scaled >= 0 else -1)
    figure = Decimal(whole).scaleb(-places)
    return figure.quantize(Decimal(1)) if figure == figure.to_integral_value() else figure.normalize()


def _decimals(exact: Fraction, unit: str, source: Quantity) -> int:
    rule = table("units")["rounding"]
    places = int(rule["decimals"].get(unit, rule["otherwise"]))
    if units()[unit].kind == "temperature":
        return max(places, min(1, max(_written_decimals(each) for each in source.figures)))
    if abs(exact) >= 100 and unit in rule["whole_from_100"]:
        return 0
    if abs(exact) >= 10 and unit in rule["one_from_10"]:
        return 1
    while exact and places < 12 and abs(exact) * 10**places < 10 and (exact * 10**places).denominator != 1:
        places += 1  # two significant digits
    return places


def _written_decimals(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _target(quantity: Quantity) -> str | None:
    """Unit of the other system for a quantity of this size."""
    largest = max(Fraction(each) for each in quantity.figures)
    fitting = [unit for least, unit in units()[quantity.unit].targets if largest >= least]
    return fitting[-1] if fitting else None


def _of_market(quantity: Quantity, locale: str, market: dict[str, Any], use: str) -> Converted:
    target = _target(quantity)
    if target is None:
        return Converted(written(quantity, locale), quantity)
    other = quantity.beside or converted_to(quantity, target, down=use == "load").shown
    made = converted_to(quantity, target, down=use == "load") if quantity.beside is None else Converted("", quantity)
    native = quantity.system == market["primary"]
    kind = "dimensions" if quantity.sides and quantity.kind == "length" else quantity.kind
    both = kind in market["both"] or (market["primary"] == "customary" and not native)
    first, second = (quantity, other) if native else (other, quantity)
    if first is None or second is None:
        return Converted(written(quantity, locale), quantity)
    about = market.get("about", "") if not native and not made.exact else ""
    text = about + written(first, locale)
    if both:
        text = _with(text, second, locale)
    used = both or not native
    return replace(made, text=text) if used else Converted(text, quantity)


def _with(text: str, second: Quantity | None, locale: str) -> str:
    """With the other system in brackets."""
    if second is None:
        return text
    writing = table("units")["writing"][locale[:2]]
    step = "±" if second.kind == "temperature_step" else ""
    return f"{text}{writing['open']}{step}{written(replace(second, labels=()), locale)}{writing['close']}"


def _chinese(quantity: Quantity, locale: str, use: str) -> Converted:
    """斤, 两 and 尺 by their metric value, then as a metric source."""
    target = _target(quantity)
    metric = converted_to(quantity, str(target))
    shown = localized(metric.shown or quantity, locale, use)
    return Converted(shown.text, quantity, metric.shown, metric.exact and shown.exact, metric.rounding)


def _screen(quantity: Quantity, locale: str) -> Converted:
    """A diagonal, as the market names it."""
    forms, given = table("units")["screens"], quantity.beside
    by_system = {each.system: each for each in (quantity, given) if each}
    made = (
        converted_to(quantity, "in" if quantity.system == "metric" else "cm") if len(by_system) == 1 else Converted("", quantity)
    )
    inch = by_system.get("customary") or made.shown or quantity
    metric = by_system.get("metric") or made.shown or quantity
    form = forms.get(f"{locale[:2]}_metric", forms[locale[:2]]) if quantity.system == "metric" or given else forms[locale[:2]]
    text = form.format(inch=written_figure(inch.value, locale), metric=written(metric, locale))
    return replace(made, text=text) if "{metric}" in form else Converted(text, quantity)
