"""A listing as operators give it."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tools.core.result import Warning, warning

LISTING_FIELDS = ("title", "highlights", "bullets", "description", "search_terms")
ListingField = Literal["title", "highlights", "bullets", "description", "search_terms"]
Language = Annotated[
    Literal["zh", "en", "de", "fr", "es", "it", "ja"],
    BeforeValidator(lambda given: given.strip().lower()[:2] if isinstance(given, str) else given),
]
"""A language; locales such as `de-DE` are read as theirs."""


def _joined(separator: str) -> BeforeValidator:
    """Fields that sheets hold as lists are one text."""
    return BeforeValidator(
        lambda given: separator.join(str(each) for each in given if each) if isinstance(given, list | tuple) else given
    )


def _texts(given: Any) -> Any:
    """One text or none where a list is meant."""
    if given is None:
        return []
    return [each for each in given.splitlines() if each.strip()] if isinstance(given, str) else given


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=600_000)


class Keyword(_Given):
    """A search term that buyers use.

    Attributes:
        volume: Searches in its period; only compared with those of the other terms.
    """

    term: str = Field(min_length=1, max_length=200)
    volume: int | None = Field(default=None, ge=0)


class ImageFacts(_Given):
    """What is known of a picture, given by the caller; pictures themselves are not looked at.

    Attributes:
        role: `main` or `other`.
        fill_ratio: Longest side of the product over that of the frame.
        text: Words on it outside the product.
    """

    role: Literal["main", "other"] = "other"
    width: int | None = Field(default=None, gt=0)
    height: int | None = Field(default=None, gt=0)
    format: str | None = None
    size_mb: float | None = Field(default=None, gt=0)
    background_rgb: tuple[int, int, int] | None = None
    fill_ratio: float | None = Field(default=None, gt=0, le=1)
    url: str | None = None
    text: str | None = None
    contains: list[str] = []


def _keyword(given: Any) -> Any:
    return {"term": given} if isinstance(given, str) else given


class Listing(_Given):
    """One listing in one store; `attributes` hold the facts of the product.

    Attributes:
        marketplace: Id, domain or name of the store: `amazon_us`, `Amazon.de`, `walmart_us`, `google_us`.
        language: Of the texts; found from them when None.
        attributes: Facts of the product by name, as a product sheet has them: `{"material": "304 不锈钢", "capacity": "500 ml"}`.
        highlights: Amazon's item highlights, Google's product highlights: phrases separated by commas.
        bullets: Bullet points; key features on Walmart.
        keywords: What buyers search, with volume where known.
        competitor_titles: Read as data only.
        protected_names: Names of others (brands, works) that the seller names as not to be used.
        doubts: What was not clear when the listing was read from a text; handed on as warnings.
    """

    marketplace: str = Field(min_length=2, max_length=60)
    language: Language | None = None
    sku: str | None = None
    asin: str | None = None
    brand: str | None = None
    product_type: str | None = None
    category: str | None = None
    seller_name: str | None = None
    attributes: dict[str, Annotated[str, BeforeValidator(lambda given: _attribute(given))]] = {}
    title: Annotated[str, BeforeValidator(lambda given: given or "")] = ""
    highlights: Annotated[str | None, _joined(", ")] = Field(
        default=None, validation_alias=AliasChoices("highlights", "item_highlights", "product_highlights")
    )
    bullets: Annotated[list[str], BeforeValidator(_texts)] = Field(
        default=[], validation_alias=AliasChoices("bullets", "bullet_points", "key_features")
    )
    description: str | None = None
    search_terms: Annotated[str | None, _joined(" ")] = Field(
        default=None, validation_alias=AliasChoices("search_terms", "backend_search_terms", "generic_keywords")
    )
    images: list[ImageFacts] = []
    keywords: list[Annotated[Keyword, BeforeValidator(_keyword)]] = []
    competitor_titles: Annotated[list[str], BeforeValidator(_texts)] = []
    protected_names: Annotated[list[str], BeforeValidator(_texts)] = []
    doubts: list[Warning] = []

    @model_validator(mode="before")
    @classmethod
    def _known_fields(cls, given: Any) -> Any:
        """Fields of sheets that no tool reads (price, stock) are named and left out."""
        if not isinstance(given, dict):
            return given
        others = sorted(str(name) for name in given if name not in _names())
        if not others:
            return given
        kept = {name: value for name, value in given.items() if name in _names()}
        return {**kept, "doubts": [*kept.get("doubts", []), warning("listing_fields_not_read", names=others)]}

    def texts(self) -> list[tuple[ListingField, int | None, str]]:
        """Every text that is not blank, with its field and, of a bullet, its place from 0."""
        single = [("title", self.title), ("highlights", self.highlights)]
        after = [("description", self.description), ("search_terms", self.search_terms)]
        bullets = [("bullets", index, text) for index, text in enumerate(self.bullets)]
        found = [*((f, None, t) for f, t in single), *bullets, *((f, None, t) for f, t in after)]
        return [(field, index, text) for field, index, text in found if text and text.strip()]  # type: ignore[misc]


@cache
def _names() -> frozenset[str]:
    """Names of all fields, in all forms that are read."""
    aliases = [field.validation_alias.choices for field in Listing.model_fields.values() if field.validation_alias]  # type: ignore[union-attr]
    return frozenset([*Listing.model_fields, *(str(name) for each in aliases for name in each)])


def _attribute(given: Any) -> Any:
    """Values of a sheet as text: `true`, 3, [`红`, `蓝`], {"value": 500, "unit": "ml"}."""
    if isinstance(given, dict) and "value" in given:
        return " ".join(str(given[name]) for name in ("value", "unit") if given.get(name) is not None)
    if isinstance(given, list | tuple):
        return ", ".join(str(_attribute(each)) for each in given)
    if isinstance(given, bool):
        return "yes" if given else "no"
    return "" if given is None else str(given)
