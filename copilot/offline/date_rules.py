"""The expressions of time that are known, in Chinese and English: pattern and what it means, longer ones first."""

import re
from collections.abc import Callable
from datetime import timedelta

from copilot.offline.dates import (
    DAY_OF_MONTH,
    EVENTS,
    MONTH_NAME,
    WEEKDAY,
    Atom,
    Clock,
    ago,
    day_atom,
    days,
    event,
    event_pattern,
    fixed,
    golden_week,
    half_atom,
    iso_week,
    month_atom,
    parse_month,
    quarter_atom,
    rolling_en,
    rolling_zh,
    slashed,
    third,
    week_of,
    weekday,
    weekend,
    year_of,
)
from copilot.offline.lexicon import words
from copilot.offline.text import NUMBER, compiled, to_int

_YEAR_BEFORE = r"(?:(\d{4}|去年|今年|前年)\s?年?的?)?"
_ZH_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WEEK_OF = r"(?:the )?week (?:of|beginning|starting|commencing)"
_EN_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_Rule = tuple[str, Callable[[re.Match[str], Clock], Atom | None]]
_RULES: list[_Rule] = [
    (words("all_time"), fixed("all")),
    (r"年初(?:至今|到现在|以来|到目前)|今年(?:以来|至今|到现在)", fixed("this_year")),
    (r"(?:过去|最近|近)?半年(?!度)(?<![上下]半年)", fixed("last_6_months")),
    (r"(?:国庆|十一)(?:七天|长假|假期|黄金周|期间|那几天|节)", lambda m, c: golden_week(c, m.span())),
    (
        _YEAR_BEFORE + r"(\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月份?的?([上中下])旬",
        lambda m, c: third(to_int(m[2]), m[3], m[1], c, m.span()),
    ),
    (r"上个?(?:周末|星期末)|last weekend", lambda m, c: weekend(1, c, m.span())),
    (r"这?个?周末|this weekend|the weekend", lambda m, c: weekend(0, c, m.span())),
    (
        rf"{_WEEK_OF} ({MONTH_NAME})\.? {DAY_OF_MONTH}(?:,? (\d{{4}}))?\b",
        lambda m, c: week_of(day_atom(parse_month(m[1]), int(m[2]), int(m[3]) if m[3] else None, c, m.span())),
    ),
    (
        rf"{_WEEK_OF} (?:the )?{DAY_OF_MONTH} (?:of )?({MONTH_NAME})\.?(?:,? (\d{{4}}))?\b",
        lambda m, c: week_of(day_atom(parse_month(m[2]), int(m[1]), int(m[3]) if m[3] else None, c, m.span())),
    ),
    (
        r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]?(?:那|这|所在的?|开始的?|起的?)一?个?(?:周|星期|礼拜)",
        lambda m, c: week_of(day_atom(int(m[2]), int(m[3]), int(m[1]) if m[1] else None, c, m.span())),
    ),
    (r"(?:\b(?:cw|kw|w)\s?|第\s?)(\d{1,2})(?:\s?周|\b)", lambda m, c: iso_week(int(m[1]), c, m.span())),
    (r"大前天", ago(3)),
    (r"前天|day before yesterday", ago(2)),
    (r"昨天|昨日|yesterday", fixed("yesterday")),
    (r"今天|今日|\btoday\b", ago(0)),
    (r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", lambda m, c: day_atom(int(m[2]), int(m[3]), int(m[1]), c, m.span())),
    (
        r"(?<![\d./-])(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?![\d%.])(?=\s?(?:-|~|到|至|号|日|那|这|当|的|起|开始|以来|以后|之|后|前|美|德|日|$))",
        lambda m, c: day_atom(int(m[1]), int(m[2]), None, c, m.span()),
    ),
    (
        r"(?<=[-~到至])(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?![\d%.])",
        lambda m, c: day_atom(int(m[1]), int(m[2]), None, c, m.span()),
    ),
    (
        r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])(?: (last year|this year))?",
        lambda m, c: slashed(int(m[1]), int(m[2]), m[3], c, m.span()),
    ),
    (r"(?<!\d)(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)", lambda m, c: day_atom(int(m[2]), int(m[3]), int(m[1]), c, m.span())),
    (
        _YEAR_BEFORE + r"(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]",
        lambda m, c: day_atom(int(m[2]), int(m[3]), year_of(m[1], c), c, m.span()),
    ),
    (
        rf"\b({MONTH_NAME})\.? {DAY_OF_MONTH}\b(?!\s?\d{{3}})(?:,? (\d{{4}}))?",
        lambda m, c: day_atom(parse_month(m[1]), int(m[2]), year_of(m[3], c), c, m.span()),
    ),
    (
        rf"\b{DAY_OF_MONTH}\s?(?:-|–|to|through|until|and)\s?{DAY_OF_MONTH} (?:of )?({MONTH_NAME})\b\.?(?:,? (\d{{4}}))?",
        lambda m, c: days(day_atom(parse_month(m[3]), int(m[1]), year_of(m[4], c), c, m.span()), int(m[2])),
    ),
    (
        rf"\b{DAY_OF_MONTH} (?:of )?({MONTH_NAME})\b\.?(?:,? (\d{{4}}))?",
        lambda m, c: day_atom(parse_month(m[2]), int(m[1]), year_of(m[3], c), c, m.span()),
    ),
    *[(event_pattern(names), event(name)) for name, names in EVENTS.items()],
    (
        r"(?:上上个?|前一?个?)(?:周|星期|礼拜)(?![一二三四五六天](?!个|站|款)|日(?![本站亚元]))|week before last",
        fixed("previous_week"),
    ),
    (rf"上(?:周|星期|礼拜)(?:[一二三四五六天](?!个|站|款)|日(?![本站亚元]))|last {WEEKDAY}", weekday),
    (r"上一?个?(?:周|星期|礼拜)|last week'?s?|the past week(?! \d)", fixed("last_week")),
    (
        r"(?:本|这|这个|当)(?:周|星期|礼拜)(?![一二三四五六天](?!个|站|款)|日(?![本站亚元]))"
        r"|this week'?s?|week[- ]to[- ]date|\bwtd\b",
        fixed("this_week"),
    ),
    (r"上上个?月|month before last", fixed("previous_month")),
    (r"上一?个?月|last month'?s?|previous month'?s?", fixed("last_month")),
    (r"(?:本|这|这个|当)月|this month'?s?|month[- ]to[- ]date|\bmtd\b", fixed("this_month")),
    (r"上上个?季度|quarter before last", fixed("previous_quarter")),
    (r"上一?个?季度?(?![一二三四节])|last quarter'?s?", fixed("last_quarter")),
    (r"(?:本|这|这个|当)季度?|this quarter'?s?|quarter[- ]to[- ]date|\bqtd\b", fixed("this_quarter")),
    (rf"(?:过去|最近|近|前|最近的|过去的)\s?({NUMBER})\s?个?(天|日|周|星期|礼拜|月|季度|年)(?!前)", rolling_zh),
    (rf"(?:(?:last|past|previous|latest|recent|trailing)\s+)({NUMBER})[ -](day|week|month|quarter|year)s?", rolling_en),
    (
        r"(?<!\d)(\d{4})\s?年?的?\s?(?:第?([一二三四1-4])\s?季度?|q([1-4]))",
        lambda m, c: quarter_atom(_ZH_QUARTER[m[2] or m[3]], int(m[1]), c, m.span()),
    ),
    (r"(?<!\d)(\d{4})-?q([1-4])", lambda m, c: quarter_atom(int(m[2]), int(m[1]), c, m.span())),
    (r"(去年|今年|前年)的?q([1-4])", lambda m, c: quarter_atom(int(m[2]), year_of(m[1], c), c, m.span())),
    (
        r"\bq([1-4])(?: of)?,?[ -]?(\d{4}|last year|this year)?",
        lambda m, c: quarter_atom(int(m[1]), year_of(m[2], c), c, m.span()),
    ),
    (
        r"(去年|今年|前年)?的?第?([一二三四])季度?(?!节)",
        lambda m, c: quarter_atom(_ZH_QUARTER[m[2]], year_of(m[1], c), c, m.span()),
    ),
    (r"(去年|今年|前年)的?q([1-4])", lambda m, c: quarter_atom(int(m[2]), year_of(m[1], c), c, m.span())),
    (
        r"\b(first|second|third|fourth) quarter_atom(?:(?: of)? (\d{4}))?",
        lambda m, c: quarter_atom(_EN_ORDINALS[m[1]], year_of(m[2], c), c, m.span()),
    ),
    (_YEAR_BEFORE + r"([上下])半年", lambda m, c: half_atom(1 if m[2] == "上" else 2, year_of(m[1], c), c, m.span())),
    (
        r"\b(first|second) half(?: of)?(?: the year)?(?: (\d{4}|last year|this year))?",
        lambda m, c: half_atom(_EN_ORDINALS[m[1]], year_of(m[2], c), c, m.span()),
    ),
    (r"\bh([12])\b(?:[ -]?(\d{4}))?", lambda m, c: half_atom(int(m[1]), year_of(m[2], c), c, m.span())),
    (r"(?<![\d-])(\d{4})[-/.](\d{1,2})(?![\d-])", lambda m, c: month_atom(int(m[2]), int(m[1]), c, m.span())),
    (
        _YEAR_BEFORE + r"(\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月份?(?!\d)",
        lambda m, c: month_atom(to_int(m[2]), year_of(m[1], c), c, m.span()),
    ),
    (
        rf"\b({MONTH_NAME})\b\.?(?:,?(?: of)? (\d{{4}}|last year|this year))?",
        lambda m, c: None if m[0] == "may" else month_atom(parse_month(m[1]), year_of(m[2], c), c, m.span()),
    ),
    (r"前年", lambda m, c: c.period(str((c.as_of + timedelta(days=1)).year - 2), m.span())),
    (r"去年(?!同期)|last year(?!'s same)", fixed("last_year")),
    (r"今年|本年|this year|year[- ]to[- ]date|\bytd\b", fixed("this_year")),
    (r"(?<![\d.])(20\d{2})\s?年?(?!\d)(?![-/.]\d)", lambda m, c: c.period(m[1], m.span())),
    (rf"(?:本?周|星期|礼拜)(?:[一二三四五六天](?!个|站|款)|日(?![本站亚元]))|\b{WEEKDAY}\b", weekday),
]


def find_atoms(text: str, clock: Clock) -> list[Atom]:
    """All expressions of time in a text, in order, without overlap; longer ones first."""
    found: list[Atom] = []
    covered: list[tuple[int, int]] = []
    for pattern, build in _RULES:
        for match in compiled(pattern).finditer(text):
            if any(match.start() < end and start < match.end() for start, end in covered):
                continue
            atom = build(match, clock)
            if atom is not None:
                found.append(atom)
                covered.append(match.span())
    return sorted(found, key=lambda atom: atom.span)
