"""What the wording of a text says that a reply may not say; found by `check/wording/`."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "incentive", "review_steering", "review_gating", "review_removal", "review_repeat", "review_request", "contact", "link",
    "off_platform", "marketing", "blame", "insult", "threat", "promise", "cancel_request", "admission", "attachment",
]  # fmt: skip
"""What is said.

`incentive`: anything of worth for a review, feedback or its change. `review_steering`: asks for a good one.
`review_gating`: sends only happy buyers to the review, unhappy ones elsewhere. `review_removal`: asks to change, remove or
withdraw one, or ties a solution to it. `review_request`: asks neutrally, allowed once; `review_repeat` the second time or
after an answer. `contact`: mail address, phone, messenger, handle. `link`: address of a page other than the platform's
needed ones. `off_platform`: asks to buy, pay or talk elsewhere. `marketing`: offers, coupons, new products, a shop, a next
purchase. `blame`: puts the fault on the buyer. `promise`: what nobody may promise (a day of delivery that carriers decide,
full refund in all cases, lifetime warranty, platform's decision). `cancel_request`: asks the buyer to cancel or withdraw an
order, claim or return. `admission`: admits or denies liability for harm.
"""


@dataclass(frozen=True)
class Said:
    """One thing said.

    Attributes:
        span: First character and the one after the last, in code points of the text as written.
        why: The words that made it so, for the message.
        detail: Of what kind nearer: `email`, `phone`, `messenger`, `gift_card`, `refund` …
    """

    kind: Kind
    span: tuple[int, int]
    why: str
    detail: str | None = None
