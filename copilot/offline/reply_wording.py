"""Results on replies to buyers, worded by the templates of `prompts/answers/`: the draft as it is, and what stands behind it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from copilot.offline.labels import amount, label_of, listed
from prompts import message, message_keys, render

Row = dict[str, Any]
_FIRST_CIRCLED, _MOST_CIRCLED = "①", 20
_MOST_REASONS = 5
_NO_HISTORY = "reply_queue_no_history"
_SHORT = 80
_MINUTES = len("2026-11-22T08:30")


def word_reply(tool: str, result: Row, citations: list[int], language: str, assumed: Iterable[Row] = ()) -> str:
    """The answer to one result.

    Args:
        tool: `reply_draft`, `reply_check` or `message_queue`.
        result: As JSON has it.
        citations: Number of the tool; numbers of its sources after it.
        language: `zh` or `en`.
        assumed: What was taken for granted, as keys of messages with their values.
    """
    numbers = {source["report"]: n for source, n in zip(result["sources"], citations[1:], strict=False)}
    worded = {"reply_draft": _draft, "reply_check": _check, "message_queue": _queue}[tool]
    return render(
        f"answers/{language}/{tool}.md",
        n=citations[0],
        assumed=[_assumption(note, language) for note in assumed],
        warnings=[warning[language] for warning in result["warnings"]],
        **worded(result, numbers, language),
    )


def _assumption(note: Row, language: str) -> str:
    values = {name: value for name, value in note.items() if name not in ("key", "platform", "marketplace")}
    store = note.get("marketplace") or note.get("platform")
    named = {"store": _store(store, language)} if store else {}
    return message(str(note["key"]), **values, **named)[language]


def _store(store: str, language: str) -> str:
    """A store by its name, also one without a country."""
    labelled = label_of("marketplace", store, language)
    return message(f"platform.{store}")[language] if labelled == store and f"platform.{store}" in _keys() else labelled


@cache
def _keys() -> frozenset[str]:
    return frozenset(message_keys())


def _word(key: str, language: str) -> str:
    return message(key)[language]


def _draft(result: Row, numbers: dict[str, int], language: str) -> Row:
    suffix = "_zh" if language == "zh" else ""
    own = "zh" if language == "zh" else "en"
    stated = [fact for fact in result["facts"] if fact["stated"]]
    return {
        "draft": result["draft"],
        "fence": _fence(result["draft"]),
        "language_name": _word(f"reply_language.{result['language']}", language),
        "marketplace": _store(result["inputs"]["marketplace"], language),
        "escalate": result["escalate"],
        "alarms": listed([_word(f"reply_alarm.{alarm}", language) for alarm in result["alarms"]], language),
        "risk": _word(f"reply_book.risk.{result['risk']}", language),
        "summary": result[f"summary_{own}"],
        "deadline": _moment(result["deadline"]),
        "options": [_option(option, suffix, language) for option in result["options"]],
        "facts": listed([_fact(fact, language) for fact in stated], language),
        "rules": [_rule(rule, numbers, language) for rule in result["rules"]],
        "blanks": [{"label": blank[f"label_{own}"], "marker": blank["marker"]} for blank in result["blanks"]],
        "todo": [{"text": step[own], "sop": step["sop"]} for step in result["todo"]],
        "findings": _findings(result["findings"], numbers, suffix),
    }


def _option(option: Row, suffix: str, language: str) -> Row:
    cost = amount(option["cost"], option["currency"]) if option["cost"] is not None else None
    name = _word(f"reply_choice.{option['choice']}", language)
    return {"name": name, "basis": option["basis" + suffix], "cost": cost, "advised": option["advised"],
            "rules": ", ".join(option["rule_ids"])}  # fmt: skip


def _fact(fact: Row, language: str) -> str:
    key = f"reply_fact.{fact['name']}"
    valued = f"{key}.{fact['value']}"
    if valued in _keys():
        value = _word(valued, language)
    else:
        value = message(key, value=fact["value"])[language] if key in _keys() else fact["value"]
    return message("reply_told_fact", value=value, source=_source(fact["source"], language))[language]


def _source(source: str, language: str) -> str:
    """Where a fact is from, in words where it is not a file or rule."""
    if source == "order_id" or source.startswith("order."):
        return _word("reply_source_given", language)
    return _word("reply_source_message", language) if source == "message" else source


def _rule(rule: Row, numbers: dict[str, int], language: str) -> Row:
    return {
        **{name: rule[name] for name in ("rule_id", "source", "effective_date", "as_of")},
        "says": rule["says"].get(language, "") if not any(sign.isdigit() for sign in rule["says"].get(language, "")) else "",
        "n": numbers.get(rule["rule_id"]),
    }


def _findings(found: list[Row], numbers: dict[str, int], suffix: str) -> list[Row]:
    return [
        {
            **{name: each[name] for name in ("severity", "rule_id", "source", "effective_date", "as_of", "repaired")},
            "text": "" if each["text"] in each["message" + suffix] else _cut(each["text"]),
            "message": each["message" + suffix],
            "n": numbers.get(each["rule_id"]),
        }
        for each in found
    ]


def _check(result: Row, numbers: dict[str, int], language: str) -> Row:
    findings = _findings(result["findings"], numbers, "_zh" if language == "zh" else "")
    return {
        "marketplace": _store(result["marketplace"], language),
        "as_of": result["as_of"],
        "blocked": result["blocked"],
        "counts": result["counts"],
        "findings": findings,
        "repaired": result["repaired_text"] if findings else "",
        "fence": _fence(result["repaired_text"]),
    }


def _queue(result: Row, numbers: dict[str, int], language: str) -> Row:
    del numbers
    asked = result["inputs"]
    return {
        "counts": result["counts"],
        "rows": [_waiting(row, at, language) for at, row in enumerate(result["rows"])],
        "waves": [_wave(wave, language) for wave in result["waves"]],
        "reasons": [
            {"sku": each["sku"], "reason": _word(f"reply_intent.{each['reason']}", language), "messages": each["messages"]}
            for each in result["reasons"][:_MOST_REASONS]
        ],
        "rules": listed([rule["rule_id"] for rule in result["rules"]], language),
        "is_judged": _NO_HISTORY not in [warning["code"] for warning in result["warnings"]],
        "narrowed": bool(asked.get("state") or asked.get("risky") or asked.get("sku")),
    }


def _waiting(row: Row, at: int, language: str) -> Row:
    return {
        "mark": chr(ord(_FIRST_CIRCLED) + at) if at < _MOST_CIRCLED else "·",
        "state": _word(f"reply_state.{row['state']}", language),
        "risk": _word(f"reply_book.risk.{row['risk']}", language),
        "escalate": row["escalate"],
        "deadline": _in_utc(row["deadline"]) if row["deadline"] else "-",
        "store": _store(row["marketplace"] or row["platform"] or "-", language),
        "order_id": row["order_id"] or "-",
        "sku": row["sku"] or "-",
        "intents": listed([_word(f"reply_intent.{intent}", language) for intent in row["intents"]], language),
        "excerpt": _cut(row["excerpt"]),
    }


def _wave(wave: Row, language: str) -> Row:
    return {**wave, "reason": _word(f"reply_intent.{wave['reason']}", language)}


def _moment(deadline: str | None) -> str | None:
    """A moment to the minute, with its offset."""
    if deadline is None:
        return None
    offset = deadline[len("2026-11-22T08:30:00") :].replace("Z", "+00:00")
    return f"{deadline[:_MINUTES].replace('T', ' ')}{offset}"


def _in_utc(deadline: str) -> str:
    """A moment as one code, for a table: hours are no figures that need evidence."""
    return datetime.fromisoformat(deadline).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _fence(text: str) -> str:
    """Marks around a block that do not stand in it."""
    fence = "```"
    while fence in text:
        fence += "`"
    return fence


def _cut(text: str) -> str:
    """The beginning of a text, on one line and fit for a table."""
    plain = " ".join(text.split()).replace("|", "/").replace("[", "(").replace("]", ")")
    return plain if len(plain) <= _SHORT else plain[:_SHORT].rsplit(" ", 1)[0].rstrip("0123456789.,") + "…"
