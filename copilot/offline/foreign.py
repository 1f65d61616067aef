"""Whether a question that uses a word of ours speaks of something else: `units of alcohol`, 车流量."""

import re

from copilot.offline.text import Utterance

_OURS = re.compile(
    r"我们|咱们?|我的|我司|本店|店铺|公司|站点|\b(?:we|our|us|my|store|shop|seller|amazon|ebay|walmart|tiktok|sku|skus|asin)\b",
    re.ASCII,
)
_WORDS_EN = frozenset(
    "a an the of in on at to for from by with and or vs is are was were be been being do does did have has had can could "
    "would will shall should may might must i me my we our us you your it its they them their this that these those there "
    "here what which who whom whose when where why how many much some any all each every both more most less least please "
    "pls kindly show give tell get see pull list check look find let know need want like help report send me up down out "
    "about over under between during since until till per total overall number numbers figure figures amount amounts "
    "count counts value values data stats statistic statistics summary sum breakdown split trend trends come came make "
    "made go going went get got gotten sold sell selling buy bought order ordered ordering purchase purchased customer "
    "customers identified distinct unique valid excluding including without gross net after before cancelled canceled "
    "invoices invoice cancellations returns return only also too just now then so far currently current latest recent "
    "recently period time date day days week weeks month months quarter year years percent percentage rate ratio average "
    "avg mean median change changed increase decrease grow growth drop dropped rise fall compare compared comparison "
    "versus than same last previous next top best worst highest lowest marketplace marketplaces country countries product "
    "products item items market markets europe world worldwide boss quick quickly exactly roughly "
    "s t re ve ll d m hi hey hello thanks ok okay well right sure could'nt shipped ship placed received".split()
)
_WORDS_ZH = re.compile(
    r"请问?|麻烦|帮(?:我|忙)?|给我?|告诉|看(?:一?下|看|一看)?|查(?:一?下|查|询)?|拉(?:一[份个下])?|一[份个下]|列(?:出来?|一下)?|统计|汇总|算(?:一?下|出)?"
    r"|多少|几个?|哪[个些]?|什么|怎么样?|如何|怎样|是否|吗|呢|吧|呀|啊|哦|的|了|是|有|在|和|与|及|跟|或|对|把|被|从|到|至|里|中|内|上|下|为|以|按|各|每|全部|所有|总共?|一共|合计|分别|大概|左右|目前|现在|当前|到底|究竟"
    r"|我们?|你们?|咱们?|亲|老板|领导|数据|情况|数字|数值|数量|金额|指标|报表|卖(?:出去?|掉|得|了)?|出去?|买家?|下过?单|成交|不含|包括|扣掉?|扣除|除去|取消单?|退款|退货|有效|市场|客户|顾客|产品|商品|店铺?|站点?"
    r"|时间|期间|那天|当天|天|日|周|月|年|号|比|高|低|多|少|涨|跌|增长|下降|变化|百分之|幅度|走势|趋势|想|要|需要|可以|能不能|能|知道|了解|都|也|还|就|这|那|它|个|位|名|张|件|单|款|条|最|好|差|前|后|名|一|二|三|四|五|六|七|八|九|十|\d+"
)
_TOLERATED_EN, _TOLERATED_ZH = 1, 3


def is_foreign(utterance: Utterance) -> bool:
    """Whether too much of an utterance was not understood for it to be about our own selling.

    Args:
        utterance: With everything understood taken out.
    """
    if _OURS.search(utterance.raw.lower()):
        return False
    rest = utterance.rest.replace("\x00", " ")
    words = [word for word in re.findall(r"[a-z]{2,}", rest) if word not in _WORDS_EN]
    letters = re.findall(r"[\u3400-\u9fff]", _WORDS_ZH.sub(" ", rest))
    return len(words) > _TOLERATED_EN or len(letters) > _TOLERATED_ZH
