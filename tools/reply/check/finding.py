"""What a check of a reply found, and where."""

from pydantic import BaseModel

from tools.reply.contract import Severity


class ReplyFinding(BaseModel):
    """One breach of one rule.

    Attributes:
        rule_id: Id in the library, or of an own check (`own-...`, see house.yaml).
        kind: What it is: `incentive`, `review_steering`, `review_gating`, `review_removal`, `contact`, `link`, `marketing`,
            `blame`, `promise`, `personal_data`, `wrong_name`, `wrong_order`, `wrong_amount`, `language`, `length`, `html`,
            `attachment`, `hidden_text`, `emoji`, `cancel_request`, `threat` …
        also: Further rules that forbid the same words.
        span: First character and the one after the last, in code points of the text; all of it where the whole is at fault.
        text: The words at fault.
        message: English; `message_zh` Chinese.
        repaired: The sentence as it may stand; "" to leave it out; None where only a person can say.
    """

    rule_id: str
    severity: Severity
    kind: str
    span: tuple[int, int]
    text: str
    message: str
    message_zh: str
    repaired: str | None = None
    source: str | None
    url: str | None = None
    effective_date: str | None
    as_of: str | None = None
    confidence: str | None = None
    also: list[str] = []
