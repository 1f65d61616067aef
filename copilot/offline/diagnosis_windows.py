"""The two windows of a diagnosis: what the user says of them, as days."""

from datetime import date, timedelta
from typing import Any

from copilot.offline.date_rules import find_atoms
from copilot.offline.dates import Atom, Clock
from copilot.offline.lexicon import words
from copilot.offline.sales import Parsed
from copilot.offline.text import Utterance, search
from tools.core.errors import ToolError
from tools.core.result import Period
from tools.core.windows import previous_period, resolve_period, same_days_of_previous, same_period_last_year
from tools.funnel.windows import BASE_DAYS, CURRENT_DAYS

Days = dict[str, Any]

_BEFORE_ZH, _BEFORE_EN = r"^\s*(?:之前|以前|开始前|来临前|到来前)", r"\bbefore\s*(?:the\s*)?$"
_BEFORE_EVENT = r"^\s*前(?!后|\d|一|的?那)"
_AFTER_ZH, _AFTER_EN = r"^\s*(?:之后|以后|过后|结束后|后)", r"\bafter\s*(?:the\s*)?$"
_EACH_OF = {"week": (r"周|星期|\bweeks?\b|\bwow\b", 7), "month": (r"月|\bmonths?\b|\bmom\b", 28)}


def windows_said(parsed: Parsed, clock: Clock | None, context: dict[str, Any]) -> dict[str, Days]:
    """`current` and `base` where the user says them; a comparison by rule becomes days.

    Args:
        parsed: What was said.
        clock: What relative dates count from; nothing is read without it.
        context: Arguments of the question that this one continues.
    """
    if clock is None:
        return {}
    around = _around(parsed.utterance, clock)
    current = around.get("current") or (parsed.when.window if "base" not in around else None)
    if current == {"period": "all"}:
        current = None
    compare = around.get("base") or (parsed.when.compare if _compares(parsed.utterance) else None)
    if compare is None:
        return _with_rule_kept({"current": current}, clock, context) if current else {}
    if "rule" not in compare:
        return _apart(current or context.get("current"), compare, clock)
    known = current or context.get("current") or {"period": f"last_{_length(parsed.utterance)}_days"}
    return by_rule(compare["rule"], known, clock)


def _compares(utterance: Utterance) -> bool:
    """`涨了吗` asks whether something moved; a diagnosis has a base of its own for that."""
    return (
        not utterance.has(words("whether_moved")) or utterance.has(words("previous_period")) or utterance.has(words("compared"))
    )


def _length(utterance: Utterance) -> int:
    """Days of a window that is only compared: `比前一周`."""
    return next((days for pattern, days in _EACH_OF.values() if utterance.has(pattern)), CURRENT_DAYS)


def by_rule(rule: str, current: Days, clock: Clock) -> dict[str, Days]:
    """A window and what a rule compares it with."""
    window = days_of(current, clock)
    if window is None:
        return {"current": current}
    if rule == "same_period_last_year":
        base = same_period_last_year(window)
    else:
        base = same_days_of_previous(current.get("period"), window) or previous_period(window)
    return {"current": current, "base": _written(base)}


def _apart(current: Days | None, base: Days, clock: Clock) -> dict[str, Days]:
    """A window compared with; what is left of the days after it where the usual window would reach into it."""
    before = days_of(base, clock)
    if current is not None or before is None:
        return {"base": base, **({"current": current} if current else {})}
    usual = clock.as_of - timedelta(days=CURRENT_DAYS - 1)
    if before.end < usual or before.end >= clock.as_of:
        return {"base": base}
    return {"base": base, "current": _written(Period(start=before.end + timedelta(days=1), end=clock.as_of))}


def _with_rule_kept(said: dict[str, Any], clock: Clock, context: dict[str, Any]) -> dict[str, Days]:
    """A new window after a comparison by rule is compared by the same rule."""
    earlier, base = (days_of(context.get(name), clock) for name in ("current", "base"))
    if earlier and base and base == previous_period(earlier):
        return by_rule("previous_period", said["current"], clock)
    if earlier and base and base == same_period_last_year(earlier):
        return by_rule("same_period_last_year", said["current"], clock)
    return said


def _around(utterance: Utterance, clock: Clock) -> dict[str, Days]:
    """`黑五前`, `before October`: the four weeks before it as base; `黑五后`, `after Prime Day`: the days since."""
    text = utterance.raw.lower()
    found: dict[str, Days] = {}
    for atom in find_atoms(text, clock):
        ahead, behind = text[: atom.span[0]], text[atom.span[1] :]
        is_event = _is_event(atom)
        if atom.days is None:
            continue
        if search(_BEFORE_ZH, behind) or search(_BEFORE_EN, ahead) or (is_event and search(_BEFORE_EVENT, behind)):
            start = atom.days.start
            found["base"] = _written(Period(start=start - timedelta(days=BASE_DAYS), end=start - timedelta(days=1)))
        elif search(_AFTER_ZH, behind) or search(_AFTER_EN, ahead):
            first = atom.days.end + timedelta(days=1) if is_event else atom.days.start
            if first <= clock.as_of:
                found["current"] = _written(Period(start=first, end=clock.as_of))
    return found


def _is_event(atom: Atom) -> bool:
    return (
        bool(atom.period)
        and search(r"^(?:bfcm|black_friday|cyber_monday|prime_day|singles_day|christmas)", atom.period or "") is not None
    )


def days_of(window: Days | None, clock: Clock) -> Period | None:
    """The days of an argument; None where it says none that are known."""
    if not window:
        return None
    try:
        if window.get("period"):
            return resolve_period(window["period"], clock.as_of, clock.whole)
        start = date.fromisoformat(str(window.get("from") or clock.whole.start))
        return Period(start=start, end=date.fromisoformat(str(window.get("to") or max(clock.as_of, start))))
    except (ToolError, ValueError):
        return None


def _written(period: Period) -> Days:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}
