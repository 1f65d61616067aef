"""A value of a product sheet read into pieces that any language can say."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from tools.listing.localize.quantity import Quantity
from tools.listing.terms import Term

Bound = Literal["", "up_to", "at_least"]


@dataclass(frozen=True)
class TermPiece:
    """A term, with the figures of its phrase, how many of it, or its share of the whole.

    Attributes:
        pairs: The count is of pairs.
    """

    term: Term
    numbers: dict[str, str] = field(default_factory=dict, hash=False)
    count: int | None = None
    pairs: bool = False
    percent: Decimal | None = None


@dataclass(frozen=True)
class AmountPiece:
    """A quantity with a unit."""

    quantity: Quantity
    bound: Bound = ""


@dataclass(frozen=True)
class AgePiece:
    """An age: from `low`, to `high` where one is given."""

    low: int
    high: int | None
    months: bool = False


@dataclass(frozen=True)
class WordPiece:
    """Words kept as they are: a code, a name, a figure, a placeholder."""

    text: str
    bound: Bound = ""
    percent: bool = False

    @property
    def number(self) -> Decimal | None:
        """Its value where it is a plain figure."""
        plain = self.text.replace(",", "") if self.text.count(",") == 1 and len(self.text.split(",")[-1]) == 3 else self.text
        return Decimal(plain) if plain.replace(".", "", 1).isdigit() else None


@dataclass(frozen=True)
class JoinPiece:
    """What stands between two values: `,`, `/`, `+`, `-`."""

    sign: str


Piece = TermPiece | AmountPiece | AgePiece | WordPiece | JoinPiece


@dataclass(frozen=True)
class Reading:
    """A text as pieces.

    Attributes:
        unread: Words that no piece carries.
        spans: Of each piece, its first character and the one after its last.
    """

    text: str
    language: str
    pieces: tuple[Piece, ...]
    spans: tuple[tuple[int, int], ...]
    unread: tuple[str, ...]

    @property
    def carried(self) -> bool:
        """Nothing of the text would be lost."""
        return not self.unread and any(not isinstance(piece, JoinPiece) for piece in self.pieces)

    def terms(self, *kinds: str) -> list[Term]:
        """Terms of these kinds."""
        return [piece.term for piece in self.pieces if isinstance(piece, TermPiece) and piece.term.kind in kinds]
