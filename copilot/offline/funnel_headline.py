"""The first sentences of a diagnosis: the answer to what was asked, what changed, and what moved it."""

from typing import Any

from copilot.offline.funnel_parts import chain_name, factor_label, level, rate, share, single_moves, total
from copilot.offline.labels import amount, days_in_words, label_of, listed, signed, unsigned
from prompts import message
from prompts.formats import percent
from tools.core.result import Period

Row = dict[str, Any]

_LITTLE = 0.2
"""Share of the change below which a part explains little of it."""
_ERRORS = 1.96
_SOLD = {"search": "sold_search"}
_INSTEAD = {"aov": "price", "price": "aov", "cvr": "ctr_cvr", "ctr": "ctr_cvr", "sessions": "clicks"}
"""Factors that stand for another where the reports tell no more."""


def headline(result: Row, language: str) -> str:
    """What changed by how much, and what moved it."""
    said = _windows(result, language)
    kind = "sold_net" if (result.get("refunds") or {}).get("in_sum") else _SOLD.get(chain_name(result), "sold")
    said["sold"] = message(f"diagnosis.{kind}")[language]
    change = total(result["effects"])
    if not change and result["finding"] in ("no_change", "normal_variation"):
        return message("diagnosis.no_change", **said)[language]
    if result["finding"] == "new_products":
        return message("diagnosis.new_products", **said)[language]
    sentence = message(
        "diagnosis.change",
        **said,
        base=amount(result["base"], result["currency"]),
        change=unsigned(change, result["currency"]),
        rising=change > 0,
        rate=rate(result["change_rate"]),
    )[language]
    return message(f"diagnosis.{result['finding']}", change=sentence, **_parts(result, language))[language]


def _windows(result: Row, language: str) -> Row:
    windows = result["windows"]
    lengths = {Period.model_validate(window).days for window in windows.values()}
    return {
        "scope": scope(result, language),
        "current_days": days_in_words(windows["current"], language),
        "base_days": days_in_words(windows["base"], language),
        "scaled": len(lengths) > 1,
        "current": amount(result["current"], result["currency"]),
    }


def scope(result: Row, language: str) -> str:
    """Places and products that were asked for; places as the data name them."""
    asked = result["inputs"]
    filters = dict(asked.get("filters") or {})
    placed = [filters.pop(name, None) for name in ("marketplace", "place")]
    skus = [*filters.pop("sku", []), *asked.get("skus", [])]
    named = []
    if any(placed) or asked.get("marketplaces"):
        held = dict.fromkeys(segment["marketplace"] for segment in result["segments"])
        named += [label_of("marketplace", place, language) for place in held]
    named += [label_of(name, value, language) for name, values in filters.items() for value in values]
    return listed([*named, *skus], language)


def _parts(result: Row, language: str) -> Row:
    """What a finding names; the smallest change where it names nothing."""
    if result["finding"] == "named":
        named = sorted((e for e in result["effects"] if e["named"]), key=lambda effect: -abs(effect["amount"]))
        return {
            "parts": [
                {
                    "label": factor_label(e["factor"], result, language),
                    "amount": signed(e["rounded"], result["currency"]),
                    "share": share(e),
                }
                for e in named
            ]
        }
    if result["finding"] == "segment_only":
        return {"parts": single_moves(result, language)}
    least, least_rate = result["smallest_detectable_change"], result["smallest_detectable_change_rate"]
    return {
        "least": amount(least, result["currency"]) if least else None,
        "least_rate": percent(least_rate, 1) if least_rate else None,
    }


def answer_to_stage(result: Row, language: str) -> str | None:
    """`是不是流量问题？`: yes, no or not to be told, with the figures of that factor; None when none was asked about."""
    stage = result["inputs"].get("stage")
    if not stage:
        return None
    refunds = result.get("refunds")
    if stage == "refunds" and refunds and not refunds["in_sum"] and refunds["base_rate"] is not None:
        kind = "moved" if refunds["moved"] else "open"
        return message(
            f"stage.refunds_{kind}", base=percent(refunds["base_rate"]), current=percent(refunds["current_rate"] or 0)
        )[language]
    found = asked_effects(result)
    if not found:
        return _unseen(stage, result, language)
    said = [_verdict(effect, chain, result, language) for chain, effect in found]
    if found[0][1]["factor"] != stage:
        said.insert(0, message("stage.instead", label=factor_label(stage, found[0][0], language))[language])
    return {"zh": "", "en": " "}[language].join(said)


def asked_effects(result: Row) -> list[tuple[Row, Row]]:
    """The factor asked about, or what stands for it, with its chain: of the main one, else of every view that has it."""
    stage = result["inputs"].get("stage")
    names = [name for name in (stage, _INSTEAD.get(stage)) if name]
    for chains in ([result], result["views"]):
        for name in names:
            held = [(chain, effect) for chain in chains for effect in chain["effects"] if effect["factor"] == name]
            if held:
                return held
    return []


def _unseen(stage: str, result: Row, language: str) -> str:
    """That no report of these windows tells of a factor, with the reason where there is one."""
    filters = result["inputs"].get("filters") or {}
    if stage == "fx" and result["currency"]:
        return message("stage.no_fx", currency=result["currency"])[language]
    if stage == "refunds" and (filters.get("sku") or result["inputs"].get("skus")):
        return message("stage.refunds_of_stores")[language]
    return message("stage.unseen", label=factor_label(stage, {"chain": "traffic"}, language))[language]


def _verdict(effect: Row, chain: Row, result: Row, language: str) -> str:
    single = single_moves(result, language, effect["factor"]) if chain is result else []
    kind = "single" if single and not effect["moved"] else _kind(effect, chain["change"])
    with_sign = kind in ("no", "open")
    least_rate = effect["smallest_detectable_change_rate"]
    return message(
        f"stage.{kind}",
        label=_label_in(effect["factor"], chain, result, language),
        levels=_levels(effect, result, language),
        rising=effect["amount"] > 0,
        amount=(signed if with_sign else unsigned)(effect["rounded"], result["currency"]),
        share=share(effect),
        least_rate=percent(least_rate, 1) if least_rate else None,
        parts=single,
    )[language]


def _label_in(factor: str, chain: Row, result: Row, language: str) -> str:
    """A factor with the view that it is of, where its own name does not say it."""
    label = factor_label(factor, chain, language)
    if chain is result or chain_name(chain) == "ads":
        return label
    view = message("stage.in_view", view=message(f"view.{chain['chain']}")[language])[language]
    return f"{label} {view}" if language == "en" else label + view


def _kind(effect: Row, change: float) -> str:
    """Which answer a part allows."""
    if effect["named"]:
        return "yes"
    if effect["standard_error"] is None:
        return "open"
    with_it = effect["amount"] * (1 if change > 0 else -1)
    if effect["moved"]:
        return "opposite" if with_it < 0 else "partly"
    if effect["standard_error"] == 0:
        return "none"
    return "no" if with_it + _ERRORS * effect["standard_error"] < _LITTLE * abs(change) else "open"


def _levels(effect: Row, result: Row, language: str) -> str:
    base, current = (level(effect, name, result, language) for name in ("base", "current"))
    if base is None or current is None:
        return ""
    return message("stage.levels", base=base, current=current, rate=rate(effect["change_rate"])).get(language, "")
