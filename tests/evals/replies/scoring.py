"""Rates of what is understood, decided, drafted and found, against the labels."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.core.errors import UnknownReference
from tools.reply.understanding.understand import understand

ROOM = Path(__file__).parent
Row = dict[str, Any]
Run = Callable[[str, Row], Any]
"""Runs a tool of that name with those arguments."""
HOLDING = {"safety_incident", "legal_threat"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def load(name: str) -> list[Row]:
    """One of the files of this folder."""
    return [json.loads(line) for line in (ROOM / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def understood(rows: list[Row]) -> Counter[str]:
    """What of the labels is found.

    Counted: `messages`, `language`; `wanted` intents and those `found`; `named` intents and those of them `right`;
    messages whose `first` intent is wanted, and `exact` ones: all that is wanted and nothing that is not;
    escalations that were `missed` and that were `false`.
    """
    counted: Counter[str] = Counter()
    for row in rows:
        read = understand(row["message"], platform=row["platform"])
        wanted, named = set(row["intents"]), set(read.intents)
        right = named & (wanted | set(row["also_ok"]))
        escalated = bool(read.alarms) or bool(named & HOLDING)
        counted.update(
            messages=1, language=read.language == row["language"], wanted=len(wanted), found=len(wanted & named),
            named=len(named), right=len(right), first=read.intents[0] in wanted, exact=wanted <= named == right,
            missed=row["escalate"] and not escalated, false=escalated and not row["escalate"],
        )  # fmt: skip
    return counted


def asked(row: Row) -> Row:
    """Arguments of `reply_draft`."""
    names = ("message", "platform", "marketplace", "as_of", "order", "order_id")
    return {name: row[name] for name in names if row.get(name) is not None}


def drafted(rows: list[Row], run: Run) -> tuple[Counter[str], list[str]]:
    """What drafts get wrong, each by its name, and the decisions that agree with the labels; and the faults in words."""
    counted: Counter[str] = Counter()
    told: list[str] = []
    for row in rows:
        try:
            result = run("reply_draft", asked(row))
        except UnknownReference:  # a platform that the product has no rules of
            counted.update(["refused"])
            continue
        faults = list(_faults(row, result, run))
        counted.update(["drafts", *(name for name, _ in faults)])
        told += [f"{row['id']} {name}: {what}" for name, what in faults]
        for answer in result.answered:
            if accepted := row["verdicts"].get(answer.intent):
                right = answer.verdict in accepted
                counted.update(verdicts=1, agreed=right)
    return counted, told


def _faults(row: Row, result: Any, run: Run) -> Any:
    if unanswered := set(result.intents) - {answer.intent for answer in result.answered}:
        yield "unanswered", unanswered
    if not result.draft:
        return
    check: Row = {"text": result.draft, "recipient_language": result.language, "as_of": row["as_of"]}
    check |= {name: row[name] for name in ("platform", "marketplace", "order") if row.get(name)}
    for found in run("reply_check", check).findings:
        yield "finding", f"{found.rule_id} {found.text!r}"
    known = {part for fact in result.facts for part in _parts(fact.value)}
    if unknown := _parts(result.draft) - known:
        yield "untraced", unknown
    for fact in result.facts:
        if fact.source == "message" and not _is_written(fact.value, row["message"]):
            yield "invented", fact.value


def _is_written(value: str, message: str) -> bool:
    """A value of the message is there in so many figures, or by its last word."""
    return _parts(value) <= _parts(message) if _NUMBER.search(value) else value.split()[-1] in message


def _parts(text: str) -> set[str]:
    """The figures of a text, without noughts at their ends: `$1,036.50` and `1036.5` have the same."""
    found = set()
    for number in _NUMBER.findall(text):
        whole, mark, cents = number.rpartition(".") if re.search(r"\.\d{1,2}$", number) else number.rpartition(",")
        is_split = bool(mark) and len(cents) <= 2
        digits = re.sub(r"\D", "", whole if is_split else number).lstrip("0")
        found.add(f"{digits}.{cents.rstrip('0')}".rstrip(".") if is_split else digits)
    return found


def judged(rows: list[Row], run: Run) -> tuple[Counter[str], list[str]]:
    """Sentences that break a rule and are blocked (`violating`, `blocked`), innocent ones that are (`innocent`, `false`)."""
    counted: Counter[str] = Counter()
    told: list[str] = []
    for row in rows:
        question = {
            name: row[name] for name in ("text", "platform", "marketplace", "order", "recipient_language") if row.get(name)
        }
        is_blocked = run("reply_check", {**question, "as_of": "2026-11-22"}).blocked
        kind = ("violating", "blocked") if row["violates"] else ("innocent", "false")
        counted.update({kind[0]: 1, kind[1]: is_blocked})
        if is_blocked != row["violates"]:
            told.append(f"{row['id']} {row['kind']}: {row['text']!r}")
    return counted, told
