"""What a check sees, before a rule is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tools.reply.check.reply import Reply
from tools.reply.contract import Severity


@dataclass(frozen=True)
class Fault:
    """One thing that may not stand.

    Attributes:
        kind: As of a finding.
        span: In the text as written.
        detail: Of what kind nearer.
        most: `warn` where a check is not sure enough to block.
        edit: What may stand instead of the span; None where only a person can say.
        wording: The sentence must be worded anew; `edit` is not used then.
        key: Of the sentence that tells of it, where it is not that of the kind.
        told: Variables of that sentence.
    """

    kind: str
    span: tuple[int, int]
    detail: str | None = None
    most: Severity = "block"
    edit: str | None = None
    wording: bool = False
    key: str | None = None
    told: dict[str, Any] = field(default_factory=dict)


Check = Callable[[Reply], Iterator[Fault]]
