"""A diagnosis to an answer, by the templates of `prompts/answers/`."""

from typing import Any

from copilot.offline.funnel_checks import worded_checks
from copilot.offline.funnel_headline import answer_to_stage, asked_effects, headline
from copilot.offline.funnel_parts import (
    beyond_chance,
    chain_name,
    factor_label,
    has_moved,
    level,
    levels_differ,
    organic_last,
    segment_name,
    share,
    shown_effects,
    total,
)
from copilot.offline.labels import amount, days_in_words, label_of, report_name, signed
from prompts import message, render

Row = dict[str, Any]

_PRODUCTS_SHOWN = 3
_RATIOS = ("rate", "money")
"""Units of the factors whose name does not say what they are."""
_ALONE = ("search", "ads")
_UNSEEN = ("impressions", "sessions", "in_stock_days")


def word_diagnosis(result: Row, citations: list[int], language: str, procedures: dict[str, int] | None = None) -> str:
    """The answer to a diagnosis: one sentence, the parts, where, when, what to check, what cannot be seen.

    Args:
        result: Of `funnel_diagnosis`.
        citations: Its number.
        language: `zh` or `en`.
        procedures: Numbers of documents that are cited beside it, by id.
    """
    return render(
        f"answers/{language}/funnel_diagnosis.md",
        n=citations[0],
        asked=answer_to_stage(result, language),
        headline=headline(result, language),
        parts=_table(result, result, language),
        views=[_view(view, result, language) for view in result["views"]],
        where=_where(result, language),
        breaks=[_break(found, result, language) for found in result["breaks"]],
        checks=worded_checks(result["causes"], procedures or {}, language),
        unseen=_unseen(result, language),
        definitions=[
            {"label": factor_label(effect["factor"], result, language), "text": effect["definition"][language]}
            for effect in shown_effects(result["effects"])
            if effect["unit"] in _RATIOS
        ],
        refunds_apart=_refunds_apart(result),
        as_of=result["as_of"],
        sources=list(dict.fromkeys(report_name(source["report"], language) for source in result["sources"])),
        warnings=[warning[language] for warning in result["warnings"]],
        chart=result["chart"],
    )


def _table(chain: Row, result: Row, language: str) -> Row:
    """The parts of a chain, and the line that they add up to."""
    currency = result["currency"]
    return {
        "rows": [_line(effect, chain, result, language) for effect in organic_last(chain)],
        "base": amount(chain["base"], currency),
        "current": amount(chain["current"], currency),
        "change": signed(total(chain["effects"]), currency),
        "more_than_all": any((effect["share"] or 0) > 1 for effect in chain["effects"] if effect["named"]),
        "levels_differ": levels_differ(chain),
    }


def _line(effect: Row, chain: Row, result: Row, language: str) -> list[str]:
    """One part; shares of a change that is noise say nothing."""
    told = any(other["named"] for other in chain["effects"])
    base, current = (level(effect, name, result, language) for name in ("base", "current"))
    return [
        factor_label(effect["factor"], chain, language),
        f"{base} → {current}" if base is not None and current is not None else "-",
        signed(effect["rounded"], result["currency"]),
        (share(effect) if told else None) or "-",
        beyond_chance(effect, chain["change"], language),
    ]


def _view(view: Row, result: Row, language: str) -> Row:
    """Another chain: its table where something in it moved, or it holds what is asked about; else one line."""
    asked = any(chain is view for chain, _ in asked_effects(result))
    told = {
        "label": message(f"view.{view['chain']}")[language],
        "base_days": days_in_words(view["windows"]["base"], language),
        "current_days": days_in_words(view["windows"]["current"], language),
    }
    table = _table(view, result, language)
    if has_moved(view) or asked:
        return {**told, **table, "line": None}
    sums = {name: table[name] for name in ("base", "current", "change")}
    return {**told, "line": message("view.within_chance", **told, **sums)[language]}


def _where(result: Row, language: str) -> list[Row]:
    """The products with the largest part of each named factor."""
    named = sorted((e for e in result["effects"] if e["named"] and e["segments"]), key=lambda effect: -abs(effect["amount"]))
    return [
        {
            "label": factor_label(effect["factor"], result, language),
            "segments": [
                f"{segment_name(segment, language)} {signed(segment['amount'], result['currency'])}"
                for segment in effect["segments"][:_PRODUCTS_SHOWN]
            ],
        }
        for effect in named
    ]


def _break(found: Row, result: Row, language: str) -> Row:
    return {
        "label": factor_label(found["stage"], result, language),
        "segment": segment_name(found["segment"], language) if found["segment"] else None,
        "date": found["date"],
        "from": found["from"],
        "to": found["to"],
        "certain": found["certain"],
        "events": [_event(event, language) for event in found["events"]],
    }


def _event(event: Row, language: str) -> str:
    days = days_in_words(event, language)
    place = label_of("marketplace", event["marketplace"], language) if event["marketplace"] else None
    about = [part for part in (days, place, event["sku"], event["note"]) if part]
    return (
        f"{event['label'][language]} ({', '.join(about)})"
        if language == "en"
        else f"{event['label'][language]}（{'，'.join(about)}）"
    )


def _unseen(result: Row, language: str) -> list[str]:
    """Stages that neither this chain nor another view shows, with the report that would; one view alone tells of none."""
    if chain_name(result) in _ALONE:
        return []
    told = {effect["factor"] for chain in (result, *result["views"]) for effect in chain["effects"]}
    return [message(f"unseen.{stage}")[language] for stage in _UNSEEN if stage not in told]


def _refunds_apart(result: Row) -> Row | None:
    refunds = result["refunds"]
    if not refunds or refunds["in_sum"] or refunds["base_rate"] is None or refunds["current_rate"] is None:
        return None
    return dict(refunds)
