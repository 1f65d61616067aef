"""How a question wants its figures split, ranked and converted."""

import re
from dataclasses import dataclass, field

from copilot.offline.lexicon import words
from copilot.offline.text import NUMBER, Utterance, search, to_int

_NOUNS = {
    "parent_asin": r"父\s?asin|父体|parent asins?",
    "asin": r"子\s?asin|asins?",
    "sku": r"sku编码|skus?|产品|商品|单品|货号|款式?|products?|items?|best[- ]?sellers?",
    "brand": r"品牌|brands?",
    "category": r"类目|品类|分类|categor(?:y|ies)",
    "marketplace": r"站点|站|市场|marketplaces?|sites?|stores?|markets?|shops?(?= in)",
    "country": r"收货国家?|国家|地区|(?:ship-to |destination )?countr(?:y|ies)",
    "platform": r"平台|platforms?",
    "shop": r"店铺|店|shops?|accounts?",
    "fulfilment": r"发货方式|配送方式|履约方式|fulfil?lment(?: (?:method|channel|type))?s?|fba\s?(?:and|vs\.?|与|和|/)\s?fbm",
    "ad_type": r"广告类型|广告形式|ad types?|types? of ads?",
    "campaign": r"广告活动|推广活动|广告系列|活动|(?:ad )?campaigns?",
    "search_term": r"搜索词|(?:customer )?search terms?",
    "search_query": r"搜索查询|search quer(?:y|ies)",
    "day": r"天|日|days?|dates?",
    "week": r"周|星期|weeks?",
    "month": r"个?月份?|months?",
    "quarter": r"季度?|quarters?",
    "year": r"年度?|years?",
}
_TIME = ("day", "week", "month", "quarter", "year")
_ADVERBS = {
    "day": r"逐日|每日|日度|\bdaily\b|day by day",
    "week": r"逐周|周度|\bweekly\b|week by week",
    "month": r"逐月|月度|\bmonthly\b|month by month",
    "quarter": r"逐季|季度(?:性|走势)|\bquarterly\b|quarter by quarter",
    "year": r"逐年|\byearly\b|\bannual(?:ly)?\b",
}
_ZH_BEFORE = r"(?:按照?|每个?一?|各个?|分|逐|以|依)"
_ASKED_WHICH = r"(?:哪(?:一|几)?个?些?|什么)"
_COUNTS = [
    rf"(?:列|给我|来|要|挑|选)(?:出|一下)?\s?({NUMBER})\s?(?:个|款|名)",
    rf"\b(?:top|bottom|best|worst|first|last)[- ]?({NUMBER})\b(?! (?:day|week|month|quarter|year)s?)",
    rf"(?:前|倒数|后|排名前|top)\s?({NUMBER})\s?(?:名|个|款|位|大|条)?(?!\s?个?(?:天|日|周|月|年|季|星期))",
    rf"最?(?:高|好|多|大|低|差|少|畅销|热卖|垫底)的\s?({NUMBER})\s?(?:个|款|名|位|种|大)",
    rf"(?<![\d-])({NUMBER})\s?(?:个|款)\s?(?:sku|产品|商品|单品|品牌|类目|asin)",
    rf"\b({NUMBER})\s?(?:most|best|worst|top|highest|lowest|least|biggest|largest)",
    rf"(?:which|what|the|name|list|show(?: me)?|our|my)\s({NUMBER})\s?(?:best[- ]selling |top |worst )?"
    r"(?:skus?|products?|items?|brands?|categories|marketplaces|countries|asins?)",
    rf"best[- ]selling ({NUMBER})\b",
    rf"({NUMBER})\s?(?:best|worst|top)[- ]sell",
]
_CURRENCIES = {
    "USD": r"美元|美金|usd|us dollars?|u\.s\. dollars?|dollars?",
    "EUR": r"欧元|eur|euros?",
    "GBP": r"英镑|gbp|pounds?(?: sterling)?",
    "JPY": r"日元|日圆|jpy|yen",
    "CNY": r"人民币|rmb|cny|yuan|元人民币",
    "CAD": r"加元|加币|cad|canadian dollars?",
    "AUD": r"澳元|澳币|aud|australian dollars?",
    "HKD": r"港币|港元|hkd",
    "CHF": r"瑞士法郎|chf|swiss francs?",
    "MXN": r"比索|mxn|pesos?",
}
_UNORDERED = r"(?:分别|各自|each|respectively|separately)"


@dataclass(frozen=True)
class Split:
    """How rows are made.

    Attributes:
        ranked: True when the question asks for the best or worst.
        by_merit: True when it says worst or best, not lowest or highest.
    """

    dimensions: list[str] = field(default_factory=list)
    limit: int | None = None
    descending: bool | None = None
    ranked: bool = False
    currency: str | None = None
    by_merit: bool = False


def find_split(utterance: Utterance, currency: str | None = None) -> Split:
    """Read dimensions, ranking and limit of a question, and take them out.

    Args:
        utterance: The question.
        currency: What `find_currency` found before.
    """
    limit = _limit(utterance)
    lowest, highest = (search(words(name), utterance.rest) is not None for name in ("lowest", "highest"))
    dimensions, which = _dimensions(utterance)
    ranked = lowest or highest or limit is not None
    if limit is None and ranked and which and not utterance.has(r"哪些|哪几|which \w+s\b|what are"):
        limit = 1
    merit = r"最差|最惨|最烂|垫底|\bworst\b|weakest" if lowest else r"最好|最优|\bbest\b(?![- ]?sell)"
    return Split(dimensions, limit, False if lowest else True if ranked else None, ranked, currency, utterance.has(merit))


def find_currency(utterance: Utterance) -> str | None:
    """The currency to convert to; read first, for `US dollars` names no place."""
    into = words("into_currency")
    for code, names in _CURRENCIES.items():
        if utterance.take_match(rf"{into}\s?(?:{names})(?![a-z])(?:计(?:算|价)?|的话|表示)?"):
            return code
    return None


def _limit(utterance: Utterance) -> int | None:
    for pattern in _COUNTS:
        match = search(pattern, utterance.rest)
        if match and 1 <= to_int(match[1]) <= 1000:
            utterance.take(match.span(1))
            return to_int(match[1])
    return None


def _dimensions(utterance: Utterance) -> tuple[list[str], bool]:
    """Dimensions, and whether one was asked for by `which`."""
    found: dict[str, int] = {}
    which = False
    for dimension, noun in _NOUNS.items():
        zh = rf"(?:{_ZH_BEFORE}|{_ASKED_WHICH}|不同的?|分各)\s?(?:{noun})(?![a-z])"
        before = r"\bby|\bper|\bfor each|\beach|\bevery|\bacross|\bwhich(?: \d+)?|\bwhat|\ball"
        en = rf"(?:{before})\s(?:the |our |individual |product |best[- ]selling )?(?:{noun})(?![a-z])"
        noun_second = rf"(?:,|、|和|与|及|\band\b)\s?(?:by )?(?:{noun})(?![a-z])(?=\s*(?:分|拆|看|列|split|$|[?？。,.]))"
        if dimension == "marketplace":
            zh = rf"(?:{zh})|[两三四五六几\d]个?\s?(?:站点?|市场)|(?:站点?|市场)维度"
        if dimension in ("parent_asin", "asin", "sku", "brand", "category"):
            zh = rf"(?:{zh})|(?:{noun})维度"
        if dimension in _TIME:
            en = rf"(?:{en})|\b(?:a|best|worst|busiest|strongest|weakest)\s(?:{noun})(?![a-z])"
            zh = rf"(?:按照?|每个?一?|逐|分|各个?|哪一?个?|拆到|分到|细到)\s?(?:{noun})(?![a-z内前])"
        for pattern in (zh, en):
            if match := search(pattern, utterance.rest):
                found.setdefault(dimension, match.start())
                which = which or bool(re.match(rf"{_ASKED_WHICH}|which|what", match.group(0)))
                utterance.take(match.span())
        if found and dimension not in found and (match := search(noun_second, utterance.rest)):
            found[dimension] = match.start()
            utterance.take(match.span())
    for dimension, adverbs in _ADVERBS.items():
        match = utterance.take_match(adverbs)
        if match and not set(found) & set(_TIME):
            found[dimension] = match.start()
    trend = utterance.take_match(r"走势|趋势|曲线|\btrends?\b")
    if trend and not set(found) & set(_TIME):
        found["day"] = trend.start()
    return sorted(found, key=lambda name: found[name]), which


def asks_each(utterance: Utterance) -> bool:
    """Whether several named places or products should each have a row of their own."""
    return utterance.has(_UNORDERED)


def ranked_noun(utterance: Utterance) -> str | None:
    """What a ranking without `by` ranks: `top 5 brands`, `product categories`; the last product noun counts."""
    found = {
        name: (match.end(), match.end() - match.start())
        for name, noun in _NOUNS.items()
        if name not in _TIME and (match := search(rf"(?:{noun})(?![a-z])", utterance.rest))
    }
    of_products = [name for name in found if name in ("sku", "asin", "parent_asin", "brand", "category")]
    return max(of_products or found, key=lambda name: found[name], default=None)
