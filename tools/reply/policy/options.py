"""Choices that are the seller's, with what each costs and rests on."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from babel.numbers import get_currency_precision

from prompts import message
from tools.reply.policy.case import Case
from tools.reply.policy.decision import ChoiceKind, Option
from tools.reply.policy.stage import MOVING, OPEN

_BLOCKS: dict[ChoiceKind, str] = {
    "refund": "resolution.refund", "replacement": "resolution.replacement", "partial_refund": "resolution.partial_refund",
    "return_for_refund": "resolution.refund_return", "exchange": "exchange.can", "cancel": "cancel.granted",
}  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """Why options are allowed.

    Attributes:
        state: `owed` by law, platform or own terms; `over` when no longer; `choice` of the operator; `unknown`.
        repair_first: Only the guarantee covers it: a replacement goes before money.
    """

    state: Literal["owed", "over", "unknown", "choice"]
    reason: dict[str, str]
    rule_ids: tuple[str, ...] = ()
    repair_first: bool = False


def options_for(case: Case, basis: Basis) -> tuple[Option, ...]:
    """Options for a fault or a loss, the advised one first; none is advised where nothing obliges."""
    lost = not case.faults
    kinds = _kinds_for_loss(case) if lost else _kinds_for_fault(case)
    advised = _advised(case, basis, lost) if basis.state == "owed" else None
    made = [each for kind in kinds if (each := option(case, kind, basis, advised=kind == advised, told=False)) is not None]
    if advised:
        led = _led_block(case, advised, lost, basis)
        made = [each.model_copy(update={"block": led}) if each.advised else each for each in made]
    return tuple(sorted(made, key=lambda each: not each.advised))


def _kinds_for_loss(case: Case) -> list[ChoiceKind]:
    again: list[ChoiceKind] = ["replacement"] if case.replaceable and not case.by_platform else []
    return ["refund", *again, "keep_waiting"]


def _kinds_for_fault(case: Case) -> list[ChoiceKind]:
    if case.by_platform:
        return ["return_for_refund"]
    again: list[ChoiceKind] = ["replacement"] if case.replaceable else []
    return ["return_for_refund", "refund", *again, "partial_refund"]


def _advised(case: Case, basis: Basis, lost: bool) -> ChoiceKind | None:
    if lost:
        return "refund"
    if case.by_platform:
        return "return_for_refund"
    wants_money = case.wants("refund", "return") and not case.wants("exchange")
    if case.replaceable and (
        basis.repair_first or case.wants("exchange") or (case.faults == ("missing_part",) and not wants_money)
    ):
        return "replacement"
    if basis.repair_first and case.in_stock is None and case.terms.replacement:
        return None
    return "refund" if _returnless(case) else "return_for_refund"


def _returnless(case: Case) -> bool:
    limit = case.terms.returnless_below
    return limit is not None and case.worth is not None and case.worth <= limit


def _led_block(case: Case, advised: ChoiceKind, lost: bool, basis: Basis) -> str:
    """The block that offers the advised option, together with its alternative where the buyer may choose."""
    both = case.replaceable and not case.wants("refund", "return") and not basis.repair_first
    if case.by_platform:
        return "resolution.platform_lost" if lost else "resolution.platform"
    if lost:
        return "resolution.refund_or_resend" if both else "resolution.refund"
    if advised == "replacement":
        if case.faults == ("missing_part",):
            return "resolution.part" if "part" in case.understood.missing else "resolution.part_sent"
        return "resolution.replacement"
    if advised == "refund":
        return "resolution.choice" if both else "resolution.refund"
    if case.wants("partial_refund"):
        return "resolution.partial_or_return"
    return "resolution.choice_return" if both else "resolution.refund_return"


def option(case: Case, kind: ChoiceKind, basis: Basis, *, advised: bool, told: bool = True) -> Option | None:
    """One option; None where the order does not allow it, then a step says why when `told`."""
    problem = _problem(case, kind)
    if problem is not None:
        if told:
            case.todo(f"choice_refused_{problem}", "SOP-CS-05")
        return None
    said = message(f"reply_option_{kind}")
    return Option(
        choice=kind, cost=_cost(case, kind), currency=case.order.currency, basis=f"{said['en']} {basis.reason['en']}",
        basis_zh=f"{said['zh']}{basis.reason['zh']}", rule_ids=basis.rule_ids, advised=advised, block=_block(case, kind),
    )  # fmt: skip


def _block(case: Case, kind: ChoiceKind) -> str | None:
    if kind == "exchange" and (case.window.until is None or case.window.state != "open"):
        return "exchange.looking"
    if kind == "keep_waiting":
        overdue = "delivery.overdue_platform" if case.by_platform else "delivery.overdue"
        moving = {"overdue": overdue, "shipped": "delivery.in_transit"}.get(case.stage)
        return "resolution.cancel_or_wait" if case.stage in OPEN else moving
    return _BLOCKS[kind]


def _problem(case: Case, kind: ChoiceKind) -> str | None:
    """Why an option cannot be; the end of a message key."""
    if kind == "cancel":
        return (
            "cancelled"
            if case.stage == "cancelled"
            else "shipped"
            if case.stage not in (*OPEN, "unknown", "none")
            else _by_platform(case)
        )
    if kind in ("replacement", "exchange"):
        return "stock" if case.in_stock is False or not case.terms.replacement else None
    if kind == "keep_waiting":
        return None if case.stage in (*OPEN, *MOVING, "unknown") else "arrived"
    if kind == "return_for_refund":
        return "not_delivered" if case.stage in (*OPEN, "cancelled") else "returned" if case.stage == "returned" else None
    if kind == "partial_refund" and case.choice is not None and case.choice.kind == kind:
        amount, worth = _partial(case), case.worth
        return "amount" if amount is not None and (amount <= 0 or (worth is not None and amount > worth)) else None
    return None


def _by_platform(case: Case) -> str | None:
    return "platform" if case.by_platform else None


def _cost(case: Case, kind: ChoiceKind) -> Decimal | None:
    if kind in ("refund", "return_for_refund"):
        return case.worth
    if kind == "cancel":
        return case.order.total if case.order.total is not None else case.worth
    if kind in ("replacement", "exchange"):
        return _rounded(case.own_cost, case)
    return _partial(case) if kind == "partial_refund" else None


def _partial(case: Case) -> Decimal | None:
    """The amount of a partial refund as chosen, else as the buyer asks for it, to the currency's digits, halves up."""
    choice = case.choice if case.choice and case.choice.kind == "partial_refund" else None
    amount, share = (choice.amount, choice.share) if choice else _asked(case)
    if amount is None and share is not None and case.worth is not None:
        amount = case.worth * share
    return _rounded(amount, case)


def _rounded(amount: Decimal | None, case: Case) -> Decimal | None:
    """To the digits of the order's currency, halves up."""
    digits = get_currency_precision(case.order.currency) if case.order.currency else 2
    return amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) if amount is not None else None


def _asked(case: Case) -> tuple[Decimal | None, Decimal | None]:
    """Amount and share of a partial refund that the buyer names; an amount counts where it is less than the price."""
    mentions = case.understood.mentions
    if not case.wants("partial_refund"):
        return None, None
    if mentions.share:
        return None, Decimal(mentions.share.rstrip("% ")) / 100
    amount, _, currency = mentions.amounts[0].partition(" ") if len(mentions.amounts) == 1 else ("", "", "")
    if not amount or case.worth is None or (currency and currency != case.order.currency):
        return None, None
    return (Decimal(amount), None) if Decimal(amount) < case.worth else (None, None)
