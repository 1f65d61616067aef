"""Countries, and parts of them with a tax of their own, by any name."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.scope import covering, place_code
from prompts import Text
from tools.core.errors import Ambiguous, InvalidInput, UnknownReference
from tools.core.references import nearest
from tools.marketplaces import find_marketplaces
from tools.marketplaces.countries import LANGUAGES, country_code, country_name, country_words

_GROUPS = {"EU", "EZ", "UN"}
_OVERSEAS = {"GP": "Guadeloupe", "MQ": "Martinique", "RE": "Reunion"}
_SHORT_CODE = 2


@dataclass(frozen=True)
class Place:
    """A country or a part of one.

    Attributes:
        country: ISO 3166 code.
        region: Name of the part as the library has it; None is the whole country.
    """

    country: str
    region: str | None = None

    @property
    def code(self) -> str:
        """The country's code as the library writes it: `UK`."""
        return place_code(self.country)

    @property
    def in_eu(self) -> bool:
        """Whether the country is a member of the European Union."""
        return "EU" in covering(self.country)

    @property
    def label(self) -> Text:
        """Its name in the users' languages."""
        if self.region is None:
            return {language: country_name(self.country, language) for language in ("zh", "en")}
        label: Text = regions()[self.country][self.region]["label"]
        return label


@cache
def regions() -> dict[str, dict[str, dict[str, Any]]]:
    """Parts of countries: by country and name in the library, with label and names."""
    content: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
        (Path(__file__).parent / "regions.yaml").read_text(encoding="utf-8")
    )
    return content


@cache
def region_names() -> dict[str, Place]:
    """Places by the names of parts of countries that no country bears; codes of two letters are not among them."""
    found = {
        name: Place(country, region)
        for country, parts in regions().items()
        for region, part in parts.items()
        for name in part["names"]
    }
    return {name: place for name, place in found.items() if len(name) > _SHORT_CODE or not name.isascii() or name in ("ic", "xi")}


def find_place(written: str, region: str | None = None, field: str = "country") -> Place:
    """The place of that name.

    Args:
        written: A country, a part of one, a marketplace: `DE`, `德国`, `Ontario`, `CA-ON`, `amazon_de`, `德国站`.
        region: A part of the country.
        field: The argument that it stands in.

    Raises:
        UnknownReference: Nothing has that name.
        Ambiguous: A group of countries.
        InvalidInput: The part lies in another country.
    """
    name = written.strip().lower()
    country, dash, part = name.partition("-")
    if dash and len(country) == _SHORT_CODE and region is None and (code := country_code(country)) and part:
        return Place(code, _region(code, part))
    place = region_names().get(name) or region_names().get(name.removesuffix("省")) or _country(name, written, field)
    if region is None:
        return place
    if place.region is not None:
        if _region(place.country, region) != place.region:
            raise InvalidInput("landed_region_twice", field="region", value=region, country=written)
        return place
    return Place(place.country, _region(place.country, region))


def _country(name: str, written: str, field: str) -> Place:
    code = "GR" if name == "el" else country_code(name)
    if code in _GROUPS:
        raise Ambiguous("landed_group", field=field, value=written)
    if code is None:
        countries = {market.country for market in find_marketplaces(written)}
        code = countries.pop() if len(countries) == 1 else None
    if code is None:
        known = {known for language in LANGUAGES for known in country_words(language)} | {*region_names()}
        raise UnknownReference("landed_place_unknown", field=field, value=written, nearest=nearest(name, known))
    return Place("FR", _OVERSEAS[code]) if code in _OVERSEAS else Place(code)


def _region(country: str, written: str) -> str:
    name = written.strip().lower()
    for region, part in regions().get(country, {}).items():
        if {name, name.removesuffix("省")} & {region.lower(), *part["names"]}:
            return region
    known = sorted(regions().get(country, {}))
    raise UnknownReference(
        "landed_region_unknown", field="region", value=written, country=country, nearest=nearest(name, known), known=known
    )
