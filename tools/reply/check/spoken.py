"""What the wording of a reply says, as faults."""

from collections.abc import Iterator

from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.wording.said import said

_ALLOWED = {"review_request"}


def wording(reply: Reply) -> Iterator[Fault]:
    """Everything said that a reply may not say; a neutral request for a review may stand once."""
    for each in said(reply.text):
        if each.kind not in _ALLOWED:
            yield Fault(each.kind, each.span, each.detail, wording=True, told={"why": each.why})
