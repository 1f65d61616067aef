"""A text that is to be sent, with what it is checked against."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tools.listing.market import Market
from tools.listing.phrases.fold import Folded, fold
from tools.reply.check.sentences import Sentence, sentences
from tools.reply.contract import Channel, Language
from tools.reply.facts.order import Order
from tools.reply.policy.terms import SellerTerms


@dataclass(frozen=True)
class Reply:
    """One reply.

    Attributes:
        order: The order that it is about, where known.
        language: Of the buyer, where known.
    """

    text: str
    market: Market
    on: date
    order: Order | None = None
    language: Language | None = None
    channel: Channel = "buyer_message"
    terms: SellerTerms | None = None

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences, in order."""
        return sentences(self.text)

    @cached_property
    def folded(self) -> Folded:
        """The text folded for matching."""
        return fold(self.text)

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that a place is in, or the whole text."""
        found = next((each for each in self.sentences if each.start <= place < each.end), None)
        return found or Sentence(0, len(self.text), self.text)
