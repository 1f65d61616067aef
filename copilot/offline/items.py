"""SKUs, ASINs, brands, categories and fulfilment named in a question."""

import re

from copilot.offline.text import Utterance
from copilot.offline.vocabulary import Vocabulary
from tools.core.references import word_pattern

_NAMED_SKU = re.compile(
    r"\b(?:sku|货号|商品编码)s?\s*(?:编号|号|为|是|码|:|#|=)?\s*[\"“'‘]?([a-z0-9](?:[a-z0-9_./\-]*[a-z0-9])?)", re.ASCII
)
_ASIN = re.compile(r"\bb0[a-z0-9]{8}\b", re.ASCII)
_CODE = re.compile(r"(?<![a-z0-9_\-.])[a-z0-9](?:[a-z0-9_./\-]*[a-z0-9])?(?![a-z0-9_\-])", re.ASCII)
_LIKE_SKU = re.compile(r"(?=.*[a-z])(?=.*\d)[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
_NOT_SKU = re.compile(
    r"(?:cw|kw|w)\d{1,2}|q[1-4]|h[12]|\d+(?:st|nd|rd|th|d|w|m|days?|pcs|px|mm|cm|kg|g|k|gb|x\d*)|top\d+|b2[bc]|a-to-z|f[bm]\d|20\d\dq[1-4]|utf-?8|mp[34]|covid-?19|iphone\d+|\d+x\d+",
    re.ASCII,
)
_MARKS = re.compile(r"[-_./]")
_SHORT_CODE = 4
_FULFILMENT = {"FBA": r"\bfba\b|亚马逊配送", "FBM": r"\bfbm\b|自发货|merchant[- ]fulfilled|\bmfn\b"}
_AD_TYPES = {
    "sp": r"\bsp\b|sponsored products?|商品推广", "sb": r"\bsb\b|sponsored brands?|品牌推广",
    "sd": r"\bsd\b|sponsored display|展示型?推广",
}  # fmt: skip
_ON_ADS = r"广告|推广|acos|roas|sponsored|\bads?\b|\bppc\b|\bcampaigns?\b"
_ON_CAMPAIGNS = r"活动|\bcampaigns?\b"
# Categories in Chinese, for catalogues that name them in English.
_CATEGORY_WORDS = {
    "厨房": "kitchen", "收纳": "storage", "家居": "home", "宠物": "pet", "户外": "outdoor", "手机配件": "phone", "手机": "phone",
    "玩具": "toy", "服装": "apparel", "美妆": "beauty", "办公": "office", "运动": "sport", "汽车": "auto", "园艺": "garden",
}  # fmt: skip


def find_items(utterance: Utterance, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Filters by product; taken out. A code that looks like a SKU counts even when the data do not hold it."""
    found: dict[str, list[str]] = {}
    for kind, pattern in _FULFILMENT.items():
        if utterance.take_match(pattern):
            found.setdefault("fulfilment", []).append(kind)
    found.update(_ads(utterance, vocabulary))
    for match in list(_ASIN.finditer(utterance.rest)):
        asin = match.group(0).upper()
        parents = set(vocabulary.values("parent_asin")) - set(vocabulary.values("asin"))
        found.setdefault("parent_asin" if asin in parents else "asin", []).append(asin)
        utterance.take(match.span())
    shops = _shops(utterance, vocabulary)
    if shops:
        found["shop"] = shops
    skus = _skus(utterance, vocabulary)
    if skus:
        found["sku"] = skus
    for dimension in ("brand", "category"):
        values = [value for value in vocabulary.values(dimension) if utterance.take_match(word_pattern(value))]
        if dimension == "category" and not values:
            values = _category(utterance, vocabulary)
        if values:
            found[dimension] = values
    return found


def _ads(utterance: Utterance, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Types of ads, and campaigns by their name."""
    found = {}
    if utterance.has(_ON_ADS):
        found["ad_type"] = [kind for kind, pattern in _AD_TYPES.items() if utterance.take_match(pattern)]
    if utterance.has(_ON_CAMPAIGNS):
        longest_first = sorted(vocabulary.values("campaign"), key=len, reverse=True)
        found["campaign"] = [name for name in longest_first if utterance.take_match(word_pattern(name))]
    return {name: values for name, values in found.items() if values}


def _shops(utterance: Utterance, vocabulary: Vocabulary) -> list[str]:
    """Shops called by their id: `uk店`, `shop uk`."""
    found = []
    for shop in vocabulary.values("shop"):
        name = word_pattern(shop)
        if utterance.take_match(rf"(?:{name})\s?(?:店铺?|shop|store)|(?:店铺|\bshop)\s?[“\"']?(?:{name})"):
            found.append(shop)
    return found


def _skus(utterance: Utterance, vocabulary: Vocabulary) -> list[str]:
    exact = set(vocabulary.values("sku"))
    folded = _folded(vocabulary.values("sku"))
    found: list[str] = []
    for match in list(_NAMED_SKU.finditer(utterance.rest)):
        written = utterance.raw[match.start(1) : match.end(1)]
        if written in exact or not (written.isalpha() and written.islower()):
            found.append(_known(written, exact, folded))
            utterance.take(match.span())
    for match in list(_CODE.finditer(utterance.rest)):
        word = match.group(0)
        written = utterance.raw[match.start() : match.end()]
        known = word in folded and (not word.isdigit() or len(word) > 4) and len(word) > 1
        looks = (
            _LIKE_SKU.fullmatch(word)
            and not _NOT_SKU.fullmatch(word)
            and (not written.islower() or "-" in word)
            and len(word) > 2
        )
        if known or looks:
            found.append(_known(written, exact, folded))
            utterance.take(match.span())
    return list(dict.fromkeys(found))


def _folded(skus: list[str]) -> dict[str, str]:
    """SKUs by how else they are written: in lower case, and without marks where that names one alone."""
    bare: dict[str, list[str]] = {}
    for sku in skus:
        bare.setdefault(_MARKS.sub("", sku.lower()), []).append(sku)
    alone = {name: found[0] for name, found in bare.items() if len(found) == 1 and len(name) > _SHORT_CODE}
    return {**alone, **{sku.lower(): sku for sku in skus}}


def _known(written: str, exact: set[str], folded: dict[str, str]) -> str:
    return written if written in exact else folded.get(written.lower(), written)


def _category(utterance: Utterance, vocabulary: Vocabulary) -> list[str]:
    for word, stem in _CATEGORY_WORDS.items():
        values = [value for value in vocabulary.values("category") if stem in value.lower()]
        if values and utterance.take_match(re.escape(word)):
            return values
    return []
