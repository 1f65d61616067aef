"""What is offered for a fault or a parcel that never came: one solution for all that the message asks."""

from dataclasses import dataclass, field
from typing import Literal

from babel.numbers import get_currency_precision

from tools.reply.policy.case import Case, why
from tools.reply.policy.decision import Option
from tools.reply.policy.goods import note_window, refund_after
from tools.reply.policy.options import Basis, option, options_for
from tools.reply.policy.plain import trace

Verdict = Literal["yes", "no", "choice", "ask", "info"]
_EVIDENCE = {
    "damaged": "fault.ask_photo", "wrong_item": "fault.ask_photo", "not_as_described": "fault.ask_photo",
    "does_not_work": "fault.ask_details", "missing_part": "fault.ask_part",
}  # fmt: skip


_BESIDE_PARTIAL = ("resolution.platform", "resolution.replacement", "resolution.part", "resolution.part_sent")
"""Offers beside which a partial refund that the buyer asks for is answered on its own."""


@dataclass(frozen=True)
class Remedy:
    """The solution.

    Attributes:
        lead: Blocks that come first: what the buyer is sorry about.
        offer: Blocks of the solution itself.
        serves: Intents that it answers.
        is_owed: Platform, law or own terms oblige to it.
    """

    lead: tuple[str, ...]
    offer: tuple[str, ...]
    verdict: Verdict
    reason: dict[str, str]
    rule_ids: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    serves: frozenset[str] = field(default_factory=frozenset)
    is_owed: bool = False

    @property
    def blocks(self) -> tuple[str, ...]:
        """All blocks in order."""
        return (*self.lead, *self.offer)


_SERVED = frozenset({"refund", "return", "exchange", "partial_refund"})


def remedy_of(case: Case) -> Remedy | None:
    """The solution that policy obliges or leaves to the seller; None where nothing went wrong."""
    if case.faults:
        return _of_fault(case)
    if case.wants("lost") or (case.stage == "overdue" and case.wants("refund", "late")):
        return _of_loss(case)
    return None


def _of_fault(case: Case) -> Remedy:
    serves = _SERVED | {*case.faults} | _also_served(case)
    first, *others = case.faults
    lead = (f"fault.{first}", *(f"fault.also_{fault}" for fault in others))
    if case.by_platform is False and not case.understood.mentions.attachments:
        evidence: tuple[str, ...] = (_EVIDENCE[case.faults[0]],)
    else:
        evidence = ()
    match case.stage:
        case "none":
            return Remedy(lead, ("fault.ask_order",), "ask", why("no_order"), serves=serves)
        case "unknown":
            return Remedy(lead, ("fault.review", *evidence), "ask", why("not_at_hand"), serves=serves)
        case "open" | "open_late" | "cancelled":
            case.todo("data_differ", "SOP-CS-01")
            return Remedy(lead, ("fault.review", *evidence), "ask", why("fault_before_delivery"), serves=serves)
        case "requested":
            return Remedy(lead, ("return.requested",), "info", why("return_requested"), serves=serves)
        case "returned":
            return Remedy(lead, ("return.received",), "info", why("returned"), serves=serves)
    case.todo("log_fault", "SOP-CS-04")
    basis = _basis(case)
    options = options_for(case, basis)
    if basis.state != "owed":
        case.todo("fault_decide", "SOP-CS-05")
        return Remedy(lead, ("fault.review", *evidence), "ask", basis.reason, basis.rule_ids, options, serves)
    advised = next((each for each in options if each.advised), None)
    is_noted = case.wants("partial_refund") and advised is not None and advised.block in _BESIDE_PARTIAL
    noted = ("refund.partial_noted",) if is_noted else ()
    follows = refund_after(case) if advised and advised.block == "resolution.refund_return" else ()
    offer = (advised.block, *follows, *noted) if advised and advised.block else ("fault.review", *evidence)
    return Remedy(lead, offer, "choice", basis.reason, basis.rule_ids, options, serves, is_owed=True)


def _also_served(case: Case) -> frozenset[str]:
    """Wishes that the solution answers although it cannot grant them: what has been shipped cannot be cancelled."""
    cancel = {"cancel"} if case.stage in ("overdue", "delivered") else set()
    money = {"refund_status"} if case.stage in ("overdue", "delivered") and not case.order.refunds else set()
    return frozenset(cancel | money)


def _basis(case: Case) -> Basis:
    """Whether the law, the platform or the seller's terms oblige to a solution."""
    window, protection = case.window, case.protection
    ids: tuple[str, ...] = ()
    if window.state == "open":
        for rule_id in window.rule_ids:
            ids += case.use(rule_id, "window")
    if protection.state == "open":
        for rule_id in protection.rule_ids:
            ids += case.use(rule_id, "protection")
    covered = case.guarantee.covers(case.day)
    if case.guarantee.legal_until and case.day <= case.guarantee.legal_until:
        ids += case.use(case.guarantee.rule_id, "guarantee", years=case.guarantee.years)
    if "open" in (window.state, protection.state):
        return Basis("owed", why("fault_owed"), ids)
    if covered:
        return Basis("owed", why("fault_guarantee"), ids, repair_first=True)
    known = [state for state in (window.state, protection.state) if state != "unknown"]
    if covered is False or (known and set(known) == {"over"} and (case.guarantee.rule_id is None or covered is False)):
        return Basis("over", why("fault_over"), ids)
    return Basis("unknown", why("fault_unknown"), ids)


def _of_loss(case: Case) -> Remedy | None:
    serves = frozenset({"lost", "late", "refund", "exchange"}) | _also_served(case)
    match case.stage:
        case "none":
            return Remedy(("lost.unknown",), (), "ask", why("no_order"), serves=frozenset({"lost", "refund"}))
        case "unknown":
            return Remedy(("lost.looking",), (), "ask", why("not_at_hand"), serves=frozenset({"lost", "refund"}))
        case "shipped":
            return Remedy(("lost.in_transit",), (), "info", why("on_its_way"), serves=frozenset({"lost", "refund"}))
        case "delivered":
            case.todo("trace_platform" if case.by_platform else "trace_delivered", "SOP-CS-01")
            basis = Basis("unknown", why("lost_delivered"), ())
            lead = "lost.delivered_platform" if case.by_platform else "lost.delivered"
            return Remedy((lead,), (), "ask", basis.reason, (), options_for(case, basis), frozenset({"lost", "refund"}))
        case "overdue":
            return _of_overdue(case, serves)
    return None


def _of_overdue(case: Case, serves: frozenset[str]) -> Remedy:
    trace(case)
    late = "delivery.overdue_platform" if case.by_platform else "delivery.overdue"
    lead = ("lost.overdue",) if case.wants("lost") else (late,)
    if not case.wants("lost", "refund"):
        basis = Basis("choice", why("late_choice"), ())
        return Remedy(lead, (), "choice", basis.reason, (), options_for(case, basis), frozenset({"late"}))
    if case.protection.state != "open":
        basis = Basis("unknown", why("lost_unknown"), ())
        return Remedy(lead, (), "choice", basis.reason, (), options_for(case, basis), serves)
    ids: tuple[str, ...] = ()
    for rule_id in case.protection.rule_ids:
        ids += case.use(rule_id, "protection")
    basis = Basis("owed", why("lost_owed"), ids)
    options = options_for(case, basis)
    advised = next(each for each in options if each.advised)
    return Remedy(lead, (advised.block or "",), "choice", basis.reason, ids, options, serves, is_owed=True)


def by_choice(case: Case, remedy: Remedy | None) -> Remedy | None:
    """The solution as the operator chose it; the former one, with a step that says why, where the choice cannot be."""
    choice = case.choice
    if choice is None:
        return remedy
    made = option(case, choice.kind, Basis("choice", why("operator_choice"), remedy.rule_ids if remedy else ()), advised=True)
    if made is None:
        return remedy
    if choice.kind == "exchange":
        note_window(case)
    if choice.kind == "partial_refund" and made.cost is not None:
        digits = get_currency_precision(case.order.currency) if case.order.currency else 2
        case.value("amount", " ".join(filter(None, [f"{made.cost:.{digits}f}", case.order.currency])), "choice")
        if remedy is not None and remedy.is_owed:
            case.todo("partial_is_offer", "SOP-CS-05")
    others = tuple(
        each.model_copy(update={"advised": False}) for each in (remedy.options if remedy else ()) if each.choice != choice.kind
    )
    block = (made.block,) if made.block else ()
    return Remedy(
        remedy.lead if remedy else (),
        block,
        "yes",
        why("operator_choice"),
        made.rule_ids,
        (made, *others),
        remedy.serves if remedy else _SERVED,
    )
