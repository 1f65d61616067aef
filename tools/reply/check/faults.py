"""Every check of a reply."""

from tools.reply.check.amounts import wrong_amounts
from tools.reply.check.dates import wrong_dates
from tools.reply.check.fault import Check, Fault
from tools.reply.check.language import foreign_sentences
from tools.reply.check.late_refunds import late_refunds
from tools.reply.check.lengths import too_long
from tools.reply.check.markup import line_breaks, markup, pictures
from tools.reply.check.names import wrong_name
from tools.reply.check.numbers import wrong_order, wrong_tracking
from tools.reply.check.privacy import personal_data
from tools.reply.check.reply import Reply
from tools.reply.check.spoken import wording
from tools.reply.check.standing import standing
from tools.reply.check.unseen import unseen
from tools.reply.check.warranty import long_warranty

CHECKS: tuple[Check, ...] = (
    wording, personal_data, wrong_name, wrong_order, wrong_tracking, wrong_amounts, wrong_dates, late_refunds, long_warranty,
    unseen, markup, pictures, line_breaks, foreign_sentences, too_long,
)  # fmt: skip


def faults(reply: Reply) -> list[Fault]:
    """Faults that a rule stands against, by place, one for each span and kind; those within another of their kind left out."""
    kept: dict[tuple[tuple[int, int], str], Fault] = {}
    for check in CHECKS:
        for fault in check(reply):
            if standing(fault.kind, fault.detail, reply.market, reply.on):
                known = kept.get((fault.span, fault.kind))
                if known is None or (known.most == "warn" and fault.most == "block"):
                    kept[fault.span, fault.kind] = fault
    return sorted(kept.values(), key=lambda fault: (fault.span, fault.kind))


def blocks(fault: Fault, reply: Reply) -> bool:
    """Whether a fault keeps the reply from being sent."""
    rules = standing(fault.kind, fault.detail, reply.market, reply.on)
    return fault.most == "block" and bool(rules) and rules[0].severity == "block"
