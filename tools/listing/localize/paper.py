"""Paper sizes as a market names them; a size is never made another one."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tools.listing.localize.amounts import localized
from tools.listing.localize.quantity import Quantity, table
from tools.listing.localize.writing import written


@dataclass(frozen=True)
class Paper:
    """A paper size.

    Attributes:
        text: Name with the measures where the market does not know the name: `A4 (8.3 x 11.7 in)`.
        usual: The market's sheets and notebooks have it.
        counterpart: The market's office size, which is another size; None when this is it.
    """

    id: str
    text: str
    usual: bool
    counterpart: str | None


def paper_size(written_name: str, locale: str) -> Paper | None:
    """A paper size in the words of a market; None when the name is no paper size.

    Args:
        written_name: `A4`, `DIN A4`, `US Letter`, `A4纸`; B sizes are those of ISO, in ja those of JIS.
        locale: Of the market.
    """
    sheet = table("paper_sizes")
    name = re.sub(
        r"(?i)^(din|iso|us|format|formato|tamaño)\s*-?\s*|\s*(paper|size|sized|サイズ|判|纸|大小)$", "", written_name.strip()
    )
    asked = f"JIS-{name}" if locale == "ja" and name.upper().startswith("B") else name
    asked = asked.lower().replace(" ", "_")
    found = next((row for row in sheet["sizes"] if row["id"].lower() == asked), None)
    if found is None:
        return None
    usual = found["id"] in sheet["notebooks"][locale]
    named = sheet["names"].get(locale, sheet["names"]["any"]).format(id=found["id"].removeprefix("JIS-"))
    text = found.get("name") or named
    if not usual:
        text += f" ({_measures(found, locale)})" if locale != "ja" else f"（{_measures(found, locale)}）"
    office = sheet["office"][locale]
    return Paper(found["id"], text, usual, None if office == found["id"] else office)


def _measures(row: dict[str, list[object]], locale: str) -> str:
    if "mm" in row:
        sides = [Decimal(str(each)) / 10 for each in row["mm"]]
        size = Quantity(sides[0], "cm", sides=(sides[1],))
    else:
        sides = [Decimal(str(each)) for each in row["inch"]]
        size = Quantity(sides[0], "in", sides=(sides[1],))
    shown = localized(size, locale)
    figures = shown.shown if shown.shown and shown.shown.system != size.system else None
    native = figures if figures and shown.text.startswith((written(figures, locale), "約")) else size
    return written(native, locale)
