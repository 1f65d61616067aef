"""A listing for another store, in its language, units and words."""

from datetime import date

from tools.core.catalogue import tool
from tools.listing.given import asked_listing
from tools.listing.localize.localizing import localize
from tools.listing.localize.result import LocalizeQuestion, LocalizeResult
from tools.listing.localize.translator import Translator
from tools.warehouse.warehouse import Warehouse


@tool(effect="read")
def listing_localize(
    question: LocalizeQuestion, *, warehouse: Warehouse, translator: Translator | None, today: date
) -> LocalizeResult:
    """Write a product listing for another store, in its language, units, spelling and limits, from given facts only.

    Use it for "改成德语", "localize this listing for Amazon Japan", "把这个 listing 上到英国站". Give texts and
    attributes as they are; `keywords` are search terms of the target market. What the facts do not carry comes
    back untranslated, never half so.

    Args:
        question: The listing, the store, the language where it is not the store's, the day.
        warehouse: Holds imported listings.
        translator: Translates prose; None to compose from facts alone.
        today: The day that counts when none is given.

    Returns:
        The draft beside the source: findings, every fact with its place, conversions, what is untranslated, questions.

    Raises:
        UnknownReference: No such marketplace or imported listing.
        InvalidInput: No listing, or Chinese was asked for.
        Ambiguous: Several imported listings have the SKU.
    """
    return localize(asked_listing(question, warehouse), question, translator, question.as_of or today)
