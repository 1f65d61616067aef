"""Answers about returns, refunds, exchanges and warranty: what the order's days and the windows allow."""

from tools.reply.contract import Intent
from tools.reply.facts.order import Refund
from tools.reply.facts.words import is_among
from tools.reply.policy.case import Case, why
from tools.reply.policy.decision import Answer
from tools.reply.policy.stage import MOVING, OPEN
from tools.reply.policy.windows import free_return_rule, refund_days


def returning(case: Case, intent: Intent) -> Answer:
    """A return without a fault."""
    note_window(case)
    match case.stage:
        case "none" if case.understood.channel == "pre_sale":
            return return_policy(case, intent)
        case "none":
            return Answer(intent=intent, block="return.unknown", verdict="ask", reason=why("no_order"))
        case "unknown":
            return Answer(intent=intent, block="return.looking", verdict="ask", reason=why("not_at_hand"))
        case "requested":
            return Answer(intent=intent, block="return.requested", verdict="info", reason=why("return_requested"))
        case "returned":
            return Answer(intent=intent, block="return.received", verdict="info", reason=why("returned"), more=refund_after(case))
        case "cancelled":
            return Answer(intent=intent, block="return.cancelled", verdict="info", reason=why("cancelled"))
        case "delivered":
            return _return_delivered(case, intent)
    return Answer(intent=intent, block="return.not_delivered", verdict="info", reason=why("return_before_delivery"))


def _return_delivered(case: Case, intent: Intent) -> Answer:
    window = case.window
    ids = window_rules(case)
    if window.state == "over":
        return Answer(
            intent=intent, block="return.over", verdict="no", reason=why("window_over", until=window.until), rule_ids=ids
        )
    if window.state == "maybe":
        case.todo("window_unverified", "SOP-CS-05", rules=", ".join(window.unverified_ids))
        return Answer(intent=intent, block="return.looking", verdict="ask", reason=why("window_unverified"), rule_ids=ids)
    more = (*payer(case), *refund_after(case))
    if window.until is not None and window.maybe_until is not None and window.maybe_until > window.until:
        case.todo("window_unverified", "SOP-CS-05", rules=", ".join(window.unverified_ids))
    if window.until is not None:
        return Answer(
            intent=intent,
            block="return.can",
            verdict="yes",
            reason=why("window_open", until=window.until),
            rule_ids=ids,
            more=more,
        )
    if window.state == "open" and window.days is not None:
        reason = why("window_days", days=window.days)
        return Answer(intent=intent, block="return.can_window", verdict="yes", reason=reason, rule_ids=ids, more=more)
    case.todo("window_not_known", "SOP-CS-05")
    return Answer(
        intent=intent, block="return.looking", verdict="ask", reason=why("window_not_known"), rule_ids=ids, more=payer(case)
    )


def note_window(case: Case) -> None:
    """Keep the window's figures for the draft."""
    window = case.window
    source = window.source or ""
    if window.until is not None:
        case.value("return_until", window.until.isoformat(), source)
    if window.days is not None:
        case.value("return_window_days", window.days, source)


def window_rules(case: Case) -> tuple[str, ...]:
    """Ids of the rules that set the window, noted as used."""
    window = case.window
    used = [rule_id for rule in window.rule_ids for rule_id in case.use(rule, "window")]
    for rule in window.unverified_ids:
        case.use(rule, "window")
    return tuple(used)


def payer(case: Case) -> tuple[str, ...]:
    """The block that says who pays for a return without a fault; where nothing says so, where the buyer sees it."""
    rule = free_return_rule(case.order, case.book)
    if rule is not None:
        case.use(rule, "free_return")
        return ("return.seller_pays",)
    return (f"return.{case.terms.return_shipping}_pays",) if case.terms.return_shipping else ("return.payer_unknown",)


def refund_after(case: Case) -> tuple[str, ...]:
    """The block that says how soon money follows a return; only for what the seller takes back."""
    days, rule = refund_days(case.book, case.terms)
    if days is None or not case.by_seller:
        return ()
    case.value("refund_days", days, rule.id if rule else "terms.refund_business_days")
    if rule is not None:
        case.use(rule, "refund_days", days=days)
    return ("return.refund_after",)


def refunding(case: Case, intent: Intent) -> Answer:
    """Money back without a reason named."""
    told = _refund_told(case, intent)
    if told is not None:
        return told
    match case.stage:
        case "none":
            return Answer(intent=intent, block="refund.unknown", verdict="ask", reason=why("no_order"))
        case "unknown":
            return Answer(intent=intent, block="refund.ask_reason", verdict="ask", reason=why("not_at_hand"))
        case "open" | "open_late":
            return cancelling(case, intent)
        case "cancelled":
            return _cancelled(case, intent)
        case "shipped" | "overdue":
            note_window(case)
            return Answer(intent=intent, block="return.not_delivered", verdict="info", reason=why("return_before_delivery"))
    note_window(case)
    window, ids = case.window, window_rules(case)
    if window.state == "over":
        return Answer(
            intent=intent, block="return.over", verdict="no", reason=why("window_over", until=window.until), rule_ids=ids
        )
    if window.state == "open":
        reason = why("window_open", until=window.until) if window.until else why("window_days", days=window.days)
        return Answer(
            intent=intent, block="refund.after_return", verdict="yes", reason=reason, rule_ids=ids, more=refund_after(case)
        )
    return Answer(intent=intent, block="refund.ask_reason", verdict="ask", reason=why("window_not_known"), rule_ids=ids)


def cancelling(case: Case, intent: Intent) -> Answer:
    """An order that has not been shipped, given back by cancelling it."""
    if case.by_platform:
        case.todo("cancel_platform", "SOP-CS-01")
        return Answer(intent=intent, block="cancel.platform", verdict="info", reason=why("platform_ships"))
    if case.choice is None or case.choice.kind != "cancel":
        case.todo("hold_shipment", "SOP-CS-01")
    return Answer(intent=intent, block="cancel.can", verdict="yes", reason=why("cancel_open"))


def refund_status(case: Case, intent: Intent) -> Answer:
    """Where the money is."""
    told = _refund_told(case, intent)
    if told is not None:
        return told
    if case.stage == "none":
        return Answer(intent=intent, block="refund.unknown", verdict="ask", reason=why("no_order"))
    if case.stage == "delivered" and case.wants("return"):
        return returning(case, intent).model_copy(update={"verdict": "ask", "reason": why("refund_after_return")})
    if case.stage == "cancelled":
        return _cancelled(case, intent)
    case.todo("refund_check", "SOP-CS-05")
    return Answer(intent=intent, block="refund.none", verdict="ask", reason=why("refund_not_seen"))


def _cancelled(case: Case, intent: Intent) -> Answer:
    """Money for a cancelled order of which no refund is on record."""
    case.todo("refund_check", "SOP-CS-05")
    return Answer(intent=intent, block="refund.cancelled_none", verdict="ask", reason=why("refund_not_seen"))


def _refund_told(case: Case, intent: Intent) -> Answer | None:
    """What is known of a refund: issued, on its way, or due after the return."""
    done = next((refund for refund in case.order.refunds if _is_done(refund)), None)
    if done is not None:
        whole = case.stage == "cancelled" and done.amount is not None and done.on is not None
        return Answer(
            intent=intent, block="refund.cancelled" if whole else "refund.refunded", verdict="info", reason=why("refunded")
        )
    if case.order.refunds:
        return Answer(intent=intent, block="refund.in_progress", verdict="info", reason=why("refund_pending"))
    if case.stage == "returned":
        refund_after(case)
        case.todo("refund_due", "SOP-CS-05")
        return Answer(
            intent=intent, block="refund.return_received", verdict="info", reason=why("returned"), rule_ids=_due_rules(case)
        )
    if case.stage == "requested":
        refund_after(case)
        return Answer(
            intent=intent,
            block="refund.return_open",
            verdict="info",
            reason=why("refund_after_return"),
            rule_ids=_due_rules(case),
        )
    return None


def _due_rules(case: Case) -> tuple[str, ...]:
    _, rule = refund_days(case.book, case.terms)
    return (rule.id,) if rule is not None and rule.id in case.uses else ()


def _is_done(refund: Refund) -> bool:
    return is_among("refund_done", refund.status) if refund.status else refund.on is not None


def partly(case: Case, intent: Intent) -> Answer:
    """A part of the price back, without a fault named."""
    if case.stage == "none":
        return Answer(intent=intent, block="refund.unknown", verdict="ask", reason=why("no_order"))
    return Answer(intent=intent, block="refund.partial_ask", verdict="choice", reason=why("partial_is_choice"))


def exchanging(case: Case, intent: Intent) -> Answer:
    """Another size, colour or unit, without a fault."""
    note_window(case)
    match case.stage:
        case "none":
            return Answer(intent=intent, block="exchange.unknown", verdict="ask", reason=why("no_order"))
        case "unknown":
            return Answer(intent=intent, block="exchange.looking", verdict="ask", reason=why("not_at_hand"))
        case "requested":
            return Answer(intent=intent, block="return.requested", verdict="info", reason=why("return_requested"))
        case "returned":
            return Answer(intent=intent, block="return.received", verdict="info", reason=why("returned"))
        case "cancelled":
            return Answer(intent=intent, block="exchange.cancelled", verdict="info", reason=why("cancelled"))
    if case.stage in OPEN:
        return Answer(intent=intent, block="exchange.open", verdict="ask", reason=why("change_open"))
    if case.stage in MOVING:
        return Answer(intent=intent, block="exchange.not_delivered", verdict="info", reason=why("return_before_delivery"))
    return _exchange_delivered(case, intent)


def _exchange_delivered(case: Case, intent: Intent) -> Answer:
    window, ids = case.window, window_rules(case)
    if window.state == "over":
        return Answer(
            intent=intent, block="exchange.over", verdict="no", reason=why("window_over", until=window.until), rule_ids=ids
        )
    if window.state == "maybe":
        case.todo("window_unverified", "SOP-CS-05", rules=", ".join(window.unverified_ids))
        return Answer(intent=intent, block="exchange.looking", verdict="ask", reason=why("window_unverified"), rule_ids=ids)
    if window.until is None:
        case.todo("window_not_known", "SOP-CS-05")
        return Answer(intent=intent, block="exchange.looking", verdict="ask", reason=why("window_not_known"), rule_ids=ids)
    reason = why("window_open", until=window.until)
    if case.by_platform or case.in_stock is None or not case.terms.replacement:
        return Answer(intent=intent, block="exchange.can_order_new", verdict="yes", reason=reason, rule_ids=ids, more=payer(case))
    if case.in_stock is False:
        return Answer(intent=intent, block="exchange.no_stock", verdict="no", reason=why("no_stock"), rule_ids=ids)
    return Answer(intent=intent, block="exchange.can", verdict="yes", reason=reason, rule_ids=ids)


def warranty(case: Case, intent: Intent) -> Answer:
    """How long faults are covered: the later end of law and own warranty counts."""
    cover = case.guarantee
    if case.stage == "none":
        if case.terms.warranty_months:
            case.value("warranty_months", case.terms.warranty_months, "terms.warranty_months")
            return Answer(intent=intent, block="warranty.terms", verdict="info", reason=why("own_warranty"))
        return Answer(intent=intent, block="warranty.unknown", verdict="ask", reason=why("no_order"))
    covers = cover.covers(case.day)
    if covers is None:
        case.todo("warranty_check", "SOP-CS-05")
        return Answer(intent=intent, block="warranty.looking", verdict="ask", reason=why("warranty_not_known"))
    own = cover.own_until is not None and (cover.legal_until is None or cover.own_until > cover.legal_until)
    until = cover.own_until if own else cover.legal_until
    ids: tuple[str, ...] = ()
    if own:
        case.value("warranty_until", until, "terms.warranty_months")
    else:
        case.value("guarantee_until", until, cover.rule_id or "")
        ids = case.use(cover.rule_id, "guarantee", years=cover.years)
    block = (
        ("warranty.within_own" if own else "warranty.within") if covers else ("warranty.over" if own else "warranty.over_legal")
    )
    reason = why("covered" if covers else "not_covered", until=until)
    return Answer(intent=intent, block=block, verdict="yes" if covers else "no", reason=reason, rule_ids=ids)


def return_policy(case: Case, intent: Intent) -> Answer:
    """The terms of returns; where a return is asked for too, that answer tells them."""
    if case.wants("return") and case.understood.channel != "pre_sale":
        return returning(case, intent)
    if case.stage == "delivered" and case.window.until is not None:
        return returning(case, intent).model_copy(update={"verdict": "info"})
    note_window(case)
    ids = window_rules(case)
    return Answer(intent=intent, block="return.policy", verdict="info", reason=why("terms_asked"), rule_ids=ids, more=payer(case))
