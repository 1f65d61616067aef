"""What to rewrite, and what the operator asks of it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tools.listing.contract import Keyword
from tools.listing.given import ListingQuestion


class Shorten(BaseModel):
    """One text that is to be shorter.

    Attributes:
        index: Of a bullet, its place from 0; each bullet when None.
        most: Characters; about three quarters of its length when None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Literal["title", "highlights", "bullets", "description", "search_terms"]
    index: int | None = Field(default=None, ge=0)
    most: int | None = Field(default=None, ge=10)


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, dict) else given


class DraftQuestion(ListingQuestion):
    """What a draft is made from, and what the operator asks of it.

    Attributes:
        keywords: Search terms to work in, beside those of the listing.
        title_max: Characters of the title, where fewer than the store allows.
        shorten: Texts that are to be shorter, for follow-ups on a draft.
        keep: Words that must stay.
    """

    keywords: list[Keyword | str] = Field(default=[], max_length=500)
    title_max: int | None = Field(default=None, ge=20, le=500)
    shorten: Annotated[list[Shorten], BeforeValidator(_listed)] = Field(default=[], max_length=20)
    keep: list[str] = Field(default=[], max_length=50)

    @property
    def asks_edits(self) -> bool:
        """Whether the operator asks for more than the draft as it comes."""
        return bool(self.keywords or self.title_max or self.shorten or self.keep)

    @property
    def extra_keywords(self) -> list[Keyword]:
        """Those of the question."""
        return [Keyword(term=each) if isinstance(each, str) else each for each in self.keywords]


class RewriteQuestion(DraftQuestion):
    """Arguments of `listing_rewrite`."""
