"""The seller's own terms, beside those of platform and law."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tools.reply.contract import GivenTone


class SellerTerms(BaseModel):
    """What the seller grants beyond its duty, and how the brand speaks; all may be left out.

    Attributes:
        brand: Name that signs replies.
        signature: Of the person or team; the brand when None.
        tone: Of replies.
        return_window_days: Own window after delivery, where longer than the platform's.
        return_shipping: Who pays for returns without fault.
        warranty_months: Own warranty from delivery.
        refund_business_days: In which a refund is made after a return arrived.
        returnless_below: Value of goods, in the order's currency, up to which a refund for a fault needs no return.
        replacement: Whether replacements are sent.
        unit_costs: Own cost by SKU, in the order's currency, for the cost of options.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    brand: str | None = Field(default=None, max_length=100)
    signature: str | None = Field(default=None, max_length=100)
    tone: GivenTone | None = None
    return_window_days: int | None = Field(default=None, ge=0, le=3650)
    return_shipping: Literal["seller", "buyer"] | None = None
    warranty_months: int | None = Field(default=None, ge=0, le=600)
    refund_business_days: int | None = Field(default=None, ge=0, le=60)
    returnless_below: Decimal | None = Field(default=None, ge=0)
    replacement: bool = True
    unit_costs: dict[str, Decimal] = {}
