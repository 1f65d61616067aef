"""Listings in JSON, under any of the names that columns have."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tools.core.errors import InvalidInput
from tools.listing.contract import Listing
from tools.listing.sheets.building import arguments
from tools.listing.sheets.names import column_of

_NAME = 200


@dataclass
class Mapped:
    """What a JSON object says.

    Attributes:
        texts: By field of the listing.
        facts: Of the product, by name.
        store: As it is written there.
        images: What is known of the pictures.
        unused: Names that say nothing of the product.
    """

    texts: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    store: str | None = None
    images: list[Any] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    @property
    def given(self) -> dict[str, Any]:
        """Arguments of a listing, without store."""
        return arguments(self.texts, self.facts) | ({"images": self.images} if self.images else {})


def mapped_arguments(content: Any) -> Mapped:
    """The texts and facts in JSON: this product's own form, that of Amazon's API, or a row of a sheet as an object.

    Raises:
        InvalidInput: It is no object.
    """
    if not isinstance(content, dict):
        raise InvalidInput("listing_row_without_text", field="title")
    found = Mapped()
    for name, value, meant in _named(content):
        if meant is None:
            found.unused.append(name)
        elif meant == "attribute":
            found.facts[column_of(name[:_NAME]).name or name] = as_text(value).replace("\n", ", ")
        elif meant not in ("images", "attributes"):
            found.texts.setdefault(meant, []).extend(as_text(one) for one in (value if isinstance(value, list) else [value]))
    found.store = next((text for text in found.texts.pop("marketplace", []) if text.strip()), None)
    if isinstance(content.get("images"), list):
        found.images = content["images"]
    return found


def _named(content: dict[Any, Any]) -> Iterator[tuple[str, Any, str | None]]:
    """Names with their values and the field that each means; what `attributes` holds stands beside the others."""
    for name, value in content.items():
        meant = str(name) if name in Listing.model_fields else column_of(str(name)[:_NAME]).field
        if meant == "attributes" and isinstance(value, dict):
            inner = {str(each): column_of(str(each)[:_NAME]).field for each in value}
            has_texts = "title" in inner.values()
            yield from ((str(each), of, inner[str(each)] if has_texts else "attribute") for each, of in value.items())
        else:
            yield str(name), value, meant


def as_text(value: Any) -> str:
    """A value of JSON as a cell: lists line by line, quantities with their unit."""
    if isinstance(value, dict):
        inner = value.get("value", value.get("term"))
        if inner is None:
            return "\n".join(f"{name}: {as_text(each)}" for name, each in value.items())
        return " ".join(as_text(each) for each in (inner, value.get("unit", value.get("volume"))) if each not in (None, ""))
    if isinstance(value, list | tuple):
        return "\n".join(text for each in value if (text := as_text(each)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
