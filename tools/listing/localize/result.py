"""What localising is asked and what it returns."""

from pydantic import BaseModel, Field

from tools.listing.contract import Language
from tools.listing.draft import DraftResult, Said
from tools.listing.rewrite.request import DraftQuestion


class LocalizeQuestion(DraftQuestion):
    """A listing and the store to write it for; keywords are search terms of the target market.

    Attributes:
        to: The target store: `amazon_de`, `Amazon.co.jp`, `walmart_us`.
        language: To write in, where it is not that of the store.
    """

    to: str = Field(min_length=2, max_length=60)
    language: Language | None = None


class Untranslated(BaseModel):
    """A text of the source that the draft does not carry; never half of it.

    Attributes:
        field: `title`, `bullets`, `attributes.手感`.
        index: Of a bullet, its place from 0.
        text: As it is.
        reason: Why, in English; `_zh` Chinese.
    """

    field: str
    index: int | None = None
    text: str
    reason: str
    reason_zh: str


class Conversion(BaseModel):
    """A quantity or size in the form of the market.

    Attributes:
        source: As the source has it, written in the target language.
        shown: As the draft has it.
        exact: Nothing was rounded.
    """

    source: str
    shown: str
    exact: bool


class LocalizeResult(DraftResult):
    """A draft in another language or for another country.

    Attributes:
        method: `composed` from facts, `respelled` prose of the same language, `translated` by a translator.
        untranslated: Texts that the draft does not carry.
        conversions: Quantities and sizes that were converted.
        questions: What the seller must answer or supply before publishing: mains, plugs, sizes, duties of the market.
    """

    method: str
    untranslated: list[Untranslated]
    conversions: list[Conversion]
    questions: list[Said]
