"""A size of clothes or shoes in the system of a market."""

from dataclasses import dataclass, field
from decimal import Decimal

from tools.listing.localize.amounts import converted_to
from tools.listing.localize.quantity import Quantity, table
from tools.listing.localize.writing import written

SYSTEM_OF = {
    "en-US": "US", "en-CA": "CA", "en-GB": "UK", "en-AU": "AU", "de": "DE", "fr": "FR", "it": "IT", "es": "ES", "ja": "JP",
}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """A size, converted by the body or foot it is for, or as it was.

    Attributes:
        text: The size alone: `US 8`; the source's own words where it was not converted.
        label: The same with the measurement it was converted by.
        converted: Whether it was.
        reason: Why not: `letter`, `unknown_system`, `unknown_group`, `not_in_table`; "" where it was.
        body: Centimetres by measure: `bust`, `chest`, `waist`, `height`, `foot`.
        disclaimer: Sentence in the language of the market; sizes vary by brand.
        source: The size as given.
    """

    text: str
    label: str
    converted: bool
    reason: str
    disclaimer: str
    source: str
    body: dict[str, Decimal] = field(default_factory=dict)


def kept(source: str, reason: str, sizes: str, locale: str) -> Size:
    """A size that stays as it is.

    Args:
        source: As given.
        reason: Why.
        sizes: Table with the disclaimers: `clothing_sizes`, `shoe_sizes`.
        locale: Of the market.
    """
    return Size(source, source, False, reason, _disclaimer(sizes, locale), source)


def converted(source: str, text: str, measure: str, cm: Decimal, sizes: str, locale: str) -> Size:
    """A converted size with the measurement beside it, in inches too where they are usual.

    Args:
        source: As given.
        text: In the system of the market.
        measure: `bust`, `foot` …; a word of the table.
        cm: The measurement.
        sizes: Table with words and disclaimers.
        locale: Of the market.
    """
    body = Quantity(cm, "cm")
    name = next(row for row in table(sizes)["words"] if row["id"] == measure)
    word = name.get(locale) or name[locale[:2]]
    inches = converted_to(body, "in").shown
    figures = [written(body, locale)]
    if inches and locale in ("en-US", "en-CA"):
        figures.insert(0, written(inches, locale))
    label = f"{text}（{word}{figures[0]}）" if locale == "ja" else f"{text} ({word} {' / '.join(figures)})"
    return Size(text, label, True, "", _disclaimer(sizes, locale), source, {measure: cm})


def _disclaimer(sizes: str, locale: str) -> str:
    return str(table(sizes)["disclaimers"][locale[:2]])
