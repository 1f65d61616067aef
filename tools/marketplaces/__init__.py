"""Marketplaces: one YAML file each, found by name, domain, code or Amazon's id."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

ROOM = Path(__file__).parent
_DATA_ABOUT_ALL = {"platforms.yaml", "other_platforms.yaml", "countries.yaml", "cities.yaml"}


class Marketplace(BaseModel):
    """One store of one platform.

    Attributes:
        id: Name in this product, `<platform>_<code>`; the stem of its file.
        country: ISO 3166 code.
        currency: ISO 4217 code.
        timezone: Zone in which the platform cuts its days.
        language: Locale of buyers and listings.
        stock_pool: Name of the stock that several marketplaces sell from, where they do.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    platform: str
    country: str
    currency: str
    timezone: str
    language: str
    domain: str | None = None
    amazon_marketplace_id: str | None = None
    stock_pool: str | None = None

    @property
    def code(self) -> str:
        """The short code operators use: `DE`, `UK`."""
        return self.id.rpartition("_")[2].upper()


def read_yaml(name: str) -> Any:
    """One of the YAML files of this folder."""
    return yaml.safe_load((ROOM / name).read_text(encoding="utf-8"))


@cache
def marketplaces() -> dict[str, Marketplace]:
    """All marketplaces by id, in the order of their file names."""
    paths = sorted(path for path in ROOM.glob("*.yaml") if path.name not in _DATA_ABOUT_ALL)
    return {path.stem: Marketplace(**read_yaml(path.name)) for path in paths}


@cache
def platform_names() -> dict[str, str]:
    """Platform id by every name in lower case."""
    return {name.lower(): platform for platform, names in read_yaml("platforms.yaml").items() for name in names}


def find_platform(text: str) -> str | None:
    """The platform of that name, or None."""
    return platform_names().get(text.strip().lower())


@cache
def _by_name() -> dict[str, Marketplace]:
    found: dict[str, Marketplace] = {}
    for market in marketplaces().values():
        names = [market.id, market.domain, market.amazon_marketplace_id]
        found.update({name.lower(): market for name in names if name})
    return found


def find_marketplaces(text: str, platform: str | None = None) -> list[Marketplace]:
    """Marketplaces meant by an id, domain, sales channel, Amazon id, code or country name.

    Args:
        text: As a person or a file writes it: `amazon_de`, `Amazon.de`, `A1PA6795UKMFR9`, `DE`, `德国站`.
        platform: Only marketplaces of this platform.

    Returns:
        None, one, or several (`DE` is a store on five platforms), by id.
    """
    from tools.marketplaces.countries import country_code

    cleaned = text.strip().removesuffix("站").strip()
    exact = _by_name().get(cleaned.lower())
    country = country_code(cleaned)
    found = [exact] if exact else [m for m in marketplaces().values() if country and m.country == country]
    return [m for m in found if platform is None or m.platform == platform]
