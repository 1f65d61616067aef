"""What a person must take over at once: harm, law, press, requests about personal data."""

from tools.reply.policy.case import Case, why
from tools.reply.policy.decision import Answer
from tools.reply.policy.rulebook import is_verified

_HARM = frozenset({"injury", "fire", "child", "self_harm"})
_LAW = frozenset({"regulator", "lawyer", "press", "chargeback"})
_DATA = "personal_data"
_REPORTING = ("US-15B-01", "US-15B-02", "CA-CPS-01", "JP-PS-08", "EU-GPSR-10", "AU-REP-01")
_PRIVACY = ("EU-GDPR-04",)


def must_escalate(case: Case) -> bool:
    """Whether the message may be answered only by a holding reply."""
    return bool(case.understood.alarms) or case.wants("safety_incident", "legal_threat")


def escalated(case: Case) -> tuple[Answer, ...]:
    """Holding answers that neither admit nor deny, and the steps of the operator."""
    block = _block(case)
    answers = [
        Answer(intent=intent, block="" if intent in ("spam", "phishing") else block, verdict="info", reason=why("escalated"))
        for intent in case.understood.intents
    ]
    return tuple(answers)


def _block(case: Case) -> str:
    alarms = {*case.understood.alarms}
    if alarms & _HARM or case.wants("safety_incident"):
        _harm(case)
        known = (case.order.order_id or case.understood.mentions.order_ids) and case.understood.channel != "review"
        return "escalation.safety_ordered" if known else "escalation.safety"
    if alarms & _LAW or (case.wants("legal_threat") and _DATA not in alarms):
        case.todo("legal", "SOP-CS-01")
        return "escalation.legal"
    case.todo("privacy", "SOP-CS-01")
    for rule_id in _PRIVACY:
        _report(case, rule_id)
    return "escalation.privacy"


def _harm(case: Case) -> None:
    case.todo("safety_stop_sale", "SOP-RISK-01")
    case.todo("safety_evidence", "SOP-RISK-01")
    for rule_id in _REPORTING:
        _report(case, rule_id)
    if {*case.understood.alarms} & _LAW or case.wants("legal_threat"):
        case.todo("legal", "SOP-CS-01")


def _report(case: Case, rule_id: str) -> None:
    rule = case.book.get(rule_id)
    if rule is None:
        return
    case.use(rule, "report")
    key = "report_duty" if is_verified(rule) else "report_duty_unverified"
    case.todo(key, "SOP-RISK-01", rule_id=rule.id, title_zh=rule.titles["zh"], title_en=rule.titles["en"])
