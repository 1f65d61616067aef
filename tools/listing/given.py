"""The listing that a question is about: given with it, or held in the warehouse under a SKU or ASIN."""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict, model_validator

from tools.core.errors import InvalidInput
from tools.listing.contract import Listing
from tools.listing.sheets.stored import stored_listing
from tools.warehouse.warehouse import Warehouse

_ASIN = re.compile(r"B0[A-Z0-9]{8}")


class ListingQuestion(BaseModel):
    """What every tool on listings takes.

    Attributes:
        listing: The listing; or `sku` for one that was imported.
        sku: SKU or ASIN of an imported listing.
        marketplace: Store of an imported listing, where several have it.
        shop: Shop of an imported listing, likewise.
        as_of: The day whose rules count; today when None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    listing: Listing | None = None
    sku: str | None = None
    marketplace: str | None = None
    shop: str | None = None
    as_of: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _store_beside(cls, given: object) -> object:
        """A store that is said beside the listing instead of in it is the listing's."""
        if not (isinstance(given, dict) and isinstance(given.get("listing"), dict) and given.get("marketplace")):
            return given
        return {**given, "listing": {"marketplace": given["marketplace"], **given["listing"]}}


def asked_listing(question: ListingQuestion, warehouse: Warehouse) -> Listing:
    """The listing of a question.

    Args:
        question: Holds it, or names it.
        warehouse: Holds imported ones; not opened for a listing that was given.

    Raises:
        InvalidInput: Neither is there.
        UnknownReference: No listing of that SKU was imported.
        Ambiguous: Several stores have one.
    """
    if question.listing is not None:
        return question.listing
    if not question.sku:
        raise InvalidInput("listing_missing", field="listing")
    name = question.sku.strip()
    named = {"asin": name.upper()} if _ASIN.fullmatch(name.upper()) else {"sku": name}
    return Listing.model_validate(stored_listing(warehouse, **named, marketplace=question.marketplace, shop=question.shop))
