"""Terms of a restocking question: budget, target, review period, and settings for this question only."""

from typing import Any

from copilot.offline.lexicon import words
from copilot.offline.text import NUMBER, Utterance, compiled, search, to_int

_SIGNS = {"us$": "USD", "$": "USD", "¥": "CNY", "€": "EUR", "£": "GBP"}
_NAMES = {
    "CNY": r"人民币|元|块钱?|rmb|cny|yuan", "USD": r"美元|美金|刀|usd|dollars?", "EUR": r"欧元|eur|euros?",
    "GBP": r"英镑|gbp|pounds?", "JPY": r"日元|日圆|jpy|yen",
}  # fmt: skip
_UNITS = {"千": 10**3, "k": 10**3, "thousand": 10**3, "万": 10**4, "w": 10**4, "百万": 10**6, "m": 10**6, "million": 10**6}
_CURRENCY = "|".join(f"(?P<{code}>{names})" for code, names in _NAMES.items())
_COUNTED = r"(?!\s?(?:件|个|箱|套|台|只|天|日|周|月|年|号|倍|%|款|units?|pcs|pieces|days?|weeks?|months?|x\b))"
_AMOUNT = (
    r"(?<![a-z0-9_.\-])(?P<sign>us\$|[$¥€£])?\s?(?P<figure>\d[\d,]*(?:\.\d+)?)\s?"
    rf"(?P<unit>百万|万|千|(?:w|k|m|thousand|million)(?![a-z]))?\s?(?:{_CURRENCY})?(?![a-z0-9]){_COUNTED}"
)
_BUDGET_BEFORE = r"(?:预算|资金|现金|budget(?: of)?|spend)\s?(?:是|为|有|只有|就|is|of|:|：)?\s?$"
_TARGET = (
    r"目标(?=\s?\d)|满足率|服务水平|服务率|现货率|有货率|满足|service(?: level)?|fill(?: rate)?|in[- ]stock rate|availability"
)
_SHARE = r"(?<![\d.])(0\.\d{1,4}|\d{2,3}(?:\.\d+)?)\s?(%?)"
_PERIOD = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "day": 1, "week": 7, "month": 30}
_EVERY_WORD = {"weekly": 7, "biweekly": 14, "bi-weekly": 14, "fortnightly": 14, "monthly": 30}
_ORDERING = r"(?:re-?order|order|restock|replenish|buy|purchase|review)(?:s|ing)?"
_TAKES_ZH = (
    r"\s?(?:时效|头程|周期|时间|天数|按|算|现在|大概|大约|如果|的话|都|也|得|需要?|要|变成|变|是|为"
    r"|改成|改为|延长到|延到|涨到|走|发|:|：)*\s?"
)
_TAKES_EN = (
    r"(?: (?:freight|shipping|transit|now|really|took|takes?|taking|needs?|is|was|were|would|will|take|about|up to|at|to|of|in))*"
)
MODES = ("express", "air", "rail", "sea")


def budget_of(utterance: Utterance, *, after_budget: bool = False) -> dict[str, Any]:
    """`budget` and, where it is said, `currency`.

    Args:
        utterance: The question.
        after_budget: It goes on with a question that had one, so that an amount needs no word for budget.
    """
    text = utterance.raw.lower()
    for match in compiled(_AMOUNT).finditer(text):
        before = text[: match.start()]
        currency = _SIGNS.get(match["sign"] or "") or next((code for code in _NAMES if match[code]), None)
        is_money = currency or match["unit"]
        named = search(_BUDGET_BEFORE, before) or (is_money and (after_budget or utterance.has(words("budget"))))
        if named:
            amount = float(match["figure"].replace(",", "")) * _UNITS.get(match["unit"] or "", 1)
            return {"budget": int(amount) if amount.is_integer() else amount, **({"currency": currency} if currency else {})}
    return {}


def target_of(utterance: Utterance, *, bare: bool = False) -> float | None:
    """The share of demand to be served.

    Args:
        utterance: The question.
        bare: A percentage alone is meant so.
    """
    text = utterance.raw.lower()
    match = search(rf"(?:{_TARGET})[^\d%]{{0,10}}{_SHARE}", text) or search(rf"{_SHARE}\s?(?:的)?\s?(?:{_TARGET})", text)
    if match is None and bare and (found := search(_SHARE, text)) and found[2]:
        match = found
    if match is None:
        return None
    share = float(match[1])
    return round(share / 100, 6) if match[2] or share > 1 else share


def review_days_of(utterance: Utterance) -> int | None:
    """Days between two orders."""
    text = utterance.raw.lower()
    every = rf"每(?:隔)?\s?({NUMBER})?\s?个?(天|日|周|星期|月)\S{{0,4}}(?:下|订|补|采购|发|返)"
    once = rf"({NUMBER})?\s?个?(天|周|星期|月)\s?(?:才|只|就)?(?:下|订|补|采购|发|返)\S{{0,2}}一\s?(?:次|单|批)"
    if match := search(every, text) or search(once, text):
        return to_int(match[1] or "1") * _PERIOD[match[2]]
    if match := search(
        rf"\b{_ORDERING}\b(?: (?:stock|again|goods|once|them|it))? (?:every|each|a|per) ({NUMBER} |other )?(day|week|month)s?\b",
        text,
    ):
        count = 2 if match[1] == "other " else to_int((match[1] or "1").strip())
        return count * _PERIOD[match[2]]
    names = "|".join(_EVERY_WORD)
    word = search(rf"\b{_ORDERING} ({names})\b", text) or search(rf"\b({names}) {_ORDERING}\b", text)
    return _EVERY_WORD[word[1]] if word else None


def settings_of(utterance: Utterance, event: dict[str, Any] | None) -> dict[str, Any]:
    """Settings for this question only: days of ways of transport, lead time, multiplier of demand, packing.

    Args:
        utterance: The question.
        event: Days that a multiplier is of; otherwise it is of all days ahead.
    """
    text = utterance.raw.lower()
    found: dict[str, Any] = {}
    if modes := _modes(text):
        found["modes"] = modes
    elif lead_time := _lead_time(text):
        found["lead_time"] = lead_time
    if only := [mode for mode in MODES if search(_only(mode), text)]:
        found["allowed_modes"] = only
    if multiplier := _multiplier(text):
        found["uplift"] = [{**event, "multiplier": multiplier}] if event and "from" in event else multiplier
    if per_day := _plan(text):
        found["plan_units_per_day"] = per_day
    for name, pattern in {"moq": r"moq|起订量?|最小订量", "carton": r"每箱|一箱|箱规|carton (?:of|is)|per carton"}.items():
        if match := search(rf"(?:{pattern})[^\d]{{0,6}}(\d+)", text):
            found[name] = int(match[1])
    return found


def _modes(text: str) -> list[dict[str, Any]]:
    found: dict[str, int] = {}
    for mode in MODES:
        name = words(f"mode_{mode}")
        match = search(rf"{name}{_TAKES_ZH}({NUMBER})\s?天", text) or search(rf"{name}{_TAKES_EN} (\d+)[- ]days?", text)
        match = match or search(rf"(\d+)[- ]days? (?:by |for |of |on )?(?:the )?{name}", text)
        if match:
            found[mode] = to_int(match[1])
    return [{"mode": mode, "mean_days": days} for mode, days in found.items()]


def _only(mode: str) -> str:
    """`全部走海运`, `only by sea`."""
    name = words(f"mode_{mode}")
    said_en = r"\b(?:only|all|everything) (?:go(?:es)? )?(?:by |via |use |using )?(?:the )?"
    return rf"(?:只|全部?|都)(?:能|可以)?(?:走|用|发|改|选){name}|{said_en}{name}"


def _lead_time(text: str) -> dict[str, Any] | list[dict[str, Any]] | None:
    """The whole time from order to shelf, or that of production."""
    whole = search(rf"(?:lead[- ]?time|提前期|补货周期|备货周期|总交期|总时效|全程|从下单到上架){_TAKES_ZH}({NUMBER})\s?天", text)
    whole = whole or search(r"\blead[- ]times?(?: (?:is|was|were|of|goes|to|at|now|about|takes))* (\d+)[- ]days?", text)
    whole = whole or search(r"(\d+)[- ]days? (?:of )?lead[- ]time", text)
    if whole:
        return {"mean_days": to_int(whole[1])}
    made = search(rf"(?:生产|工厂|交期|交货期?){_TAKES_ZH}({NUMBER})\s?天", text)
    made = made or search(rf"\b(?:production|manufacturing|factory){_TAKES_EN} (\d+)[- ]days?", text)
    return [{"stage": "production", "mean_days": to_int(made[1])}] if made else None


def _plan(text: str) -> int | None:
    """`按日销 120 件`, `如果每天卖 80 个`, `if we sell 80 a day`."""
    sold = search(r"(?:(?:每天|每日|一天)\S{0,3}?(?:卖|销|走)|日均|日销|日出)\S{0,3}?(\d+)\s?(?:个|件|单|pcs|台|套|只)", text)
    in_english = r"\b(?:sell(?:s|ing)?|sales)\b.{0,20}?(?<![\d.])(\d+) (?:units |pcs |pieces )?(?:a|per|each) day\b"
    sold = sold or search(in_english, text)
    return int(sold[1]) if sold else None


def _multiplier(text: str) -> float | None:
    """`按平时 3 倍`, `翻倍`, `涨 30%`, `3x normal sales`."""
    if match := search(r"(?<![\d.])(\d+(?:\.\d+)?)\s?(?:倍|x\b|times (?:the )?(?:usual|normal|sales|demand))", text):
        return float(match[1])
    if search(
        r"(?:销量|销售|需求|单量|卖)\S{0,4}翻(?:一)?倍|\b(?:sales|demand) doubles?\b|\bdouble (?:the )?(?:sales|demand)\b", text
    ):
        return 2.0
    grown = search(r"(?:销量|销售|需求|单量)\S{0,6}(?:涨|增长|增加|上升|多|提升|高)\s?(\d+(?:\.\d+)?)\s?%", text)
    grown = grown or search(
        r"\b(?:sales|demand)\b.{0,20}\b(?:grows?|rises?|up|increases?|higher)\b(?: by)? (\d+(?:\.\d+)?)\s?%", text
    )
    return round(1 + float(grown[1]) / 100, 6) if grown else None
