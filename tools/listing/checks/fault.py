"""A breach as a check sees it, before it is worded."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from knowledge.document import Document
from tools.listing.checks.page import Page
from tools.listing.contract import ListingField

Place = ListingField | Literal["images", "listing"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of one rule.

    Attributes:
        kind: Names its sentences: `listing_check_<kind>` and `listing_check_<kind>.fix`.
        hard: As severe as the rule; what is only advice, or can only be mended by adding facts, is not.
        told: Further variables of the sentences; `limit` is a figure of the rule.
    """

    rule: Document
    kind: str
    field: Place
    index: int | None = None
    span: tuple[int, int] | None = None
    text: str = ""
    replacement: str | None = None
    hard: bool = True
    told: dict[str, Any] = dataclasses.field(default_factory=dict)


Check = Callable[[Page], Iterator[Fault]]
Maker = Callable[[Document, Any], Check]
"""Makes the check of a rule from what its `value` holds under the key it is registered for."""


def never(_: Page) -> Iterator[Fault]:
    """The check of a rule that allows what others forbid."""
    return iter(())
