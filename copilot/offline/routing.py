"""What an utterance wants: figures, a rule or procedure, or neither."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from copilot.offline.foreign import is_foreign
from copilot.offline.metrics import find_metrics, implied_metrics
from copilot.offline.sales import Arguments, Parsed, is_follow_up, merged_arguments, sales_arguments
from copilot.offline.text import Utterance, language_of, search, word_pattern
from copilot.offline.vocabulary import Vocabulary
from tools.marketplaces import platform_names
from tools.sales.catalogue import metrics

Smalltalk = Literal["greeting", "thanks", "identity", "capabilities", "outside"]

_HOW_TO = (
    r"怎么办|怎么(?:排查|处理|应对|解决|回复|申诉|写|做|弄|操作|防|搞|整|设置|准备|补救|挽回|联系|收集|办)|如何(?:处理|应对|解决|回复|申诉|写|做|防|避免|设置|准备|挽回|降低|联系|办)|该(?:怎么|如何|做|干|先)"
    r"|要(?:怎么|做什么)|什么(?:流程|步骤|标准|规定|要求|规则|措施)|(?:第一步|哪些步骤|应急|流程|步骤|预案|sop\b|清单|注意(?:什么|事项)|对策|办法|日检|排查|从哪里?(?:查|入手|开始查)|准备哪些|谁(?:来)?负责|负责人)"
    r"|what (?:should|do|must|can) (?:we|i|you|one|our team|sellers?) (?:do|check|say|prepare)|what now|what(?:'s| is) the (?:procedure|process|standard|policy|routine|rule|protocol|playbook)"
    r"|what (?:does )?(?:our|the|my) team (?:does?|should do)|who is (?:responsible|in charge)|who (?:handles|does|owns)|where (?:do|should) (?:we|i) (?:start|look|begin)|how (?:do|should|can|must|to|would|quickly|fast|soon|early|long before) (?:we |i |you |one |sellers? )?(?:must |should |do )?(?:we |i |you )?(?:handle|deal|respond|react|reply|answer|prepare|fix|appeal|set|write|report|recover|get rid|remove|stop|avoid|proceed|go about|fight|reinstate|start|file|prevent)"
    r"|\bprocedure|\bsteps?\b|\bplaybook|\bsop\b|first thing|standard process|emergency plan|routine|best practice|checklist"
)
_PERMISSION = (
    r"能不能|可不可以|可以(?!看|给|帮|查|告诉|列)|能(?:否|放|写|用|发|送|给(?!我)|加|要求|请|让|联系|直接|在|说|叫|提)|允许|禁止|违规|合规|犯规|不能|不得|不许|行不行|是否(?:可以|允许|违规|必须|需要)|必须|需要(?:注册|提供|准备|写|标|做|办|什么|哪些)|规定|规则|政策|要求|会不会(?:被|违)|算不算|算(?:不算)?违规|罚|违反"
    r"|\b(?:may|can|could|must|should) (?:we|i|you|our|sellers?|one|a|the|it|listing|titles?|my)\b(?! (?:show|tell|give|get|see|have|pull|list|check|help|look|send me))|\ballow(?:ed|s)?\b|\bpermit|\bprohibit|\bforbid|\bforbidden\b|\bban(?:ned)?\b|\brules?\b|\bpolic(?:y|ies)\b|\bcomplian|\brequire[ds]?\b|\brequirements?\b|\bguidelines?\b|\bviolat|against the rules|\blegal(?:ly)?\b|\bneed (?:to|a|an|registration|certif)|is it (?:ok|okay|fine|possible|true|legal)|\bdo (?:we|i|you|sellers?) (?:need|have to)\b|\b(?:ok|okay|fine|acceptable|safe)\s?[?？]"
)
_LIMIT = (
    r"(?:最多|最少|最长|最短|至少|上限|下限|限制|字数|字符|字节|几个字|多长|多大|像素|分辨率|尺寸|格式|多久(?:之?内)?|时限|期限|张数|几张|几条|多少(?:字|张|条|字节|字符|像素|词))"
    r"|\b(?:limits?|maximum|minimum|max|min|characters?|bytes?|pixels?|resolution|length|how long|how many (?:characters|bytes|images|pictures|photos|bullets?|bullet points|words|pixels|tags)|deadline|within how|how (?:quickly|fast|soon|big|large))\b"
)
_TOPIC = (
    r"标题|五点|要点|卖点|bullet|描述|搜索词|关键词|search ?terms?|主图|图片|a\+|副标题|listing|详情页|变体|索评|请求评价|测评|刷单|返现|好评|差评|评价|评论|买家消息|站内信|邮件|消息|包裹卡|小卡片|外链|联系方式|礼品卡|优惠券"
    r"|跟卖|海关|清关|扣货|查验|报关|断货|缺货|申诉|停用|封号|封店|冻结|poa|a-to-z|atoz|索赔|旺季|备货|补货|退货激增|品牌备案|侵权|投诉|下架|gpsr|weee|epr|vat|ce\b|fcc|责任人|划线价|资金|回款|认证|电池|召回|合规"
    r"|\btitles?\b|\bbullet ?points?\b|\bdescriptions?\b|\bbackend\b|\bkeywords?\b|\bmain image|\bimages?\b|\bpictures?\b|\bphotos?\b|\blistings?\b|\bvariations?\b|\breviews?\b|\bfeedback\b|\bbuyer(?:-seller)? messages?\b|\bmessages?\b|\bgift ?cards?\b|\binserts?\b|\bhijack\w*|\bcustoms\b|\bstock[- ]?outs?\b|out of stock|\bdeactivat\w*|\bsuspen\w*|\bappeal\w*|\bclaims?\b|\bpeak season|\brestock\w*|\breplenish\w*|\bbrand registry|\binfring\w*|\brecall\w*|\bcompliance\b|\bcertificat\w*|\bbatter(?:y|ies)\b|\bcatalog\b|struck-through|strike-?through|\bemojis?\b|\bpolicy\b|\bsubtitle\b|\bfunds\b|\bpayout\b|withh\w+|\bweee\b|\bgpsr\b|\bepr\b|\bvat\b|\binserts?\b|daily (?:sales )?check|weekly meeting|kpi"
)
_EVENT = r"上升|上涨|激增|飙升|暴涨|下滑|下降|下跌|骤降|异常|突然|被(?:扣|停|封|冻结|下架|投诉|跟卖|删)|going up|rising|surg\w*|spik\w*|dropp?\w*|declin\w*|fall\w*|going down|sudden\w*"
_WHY = r"为什么|为何|怎么(?:会|就)?(?:跌|降|下滑|少|掉|突然)|原因|咋回事|怎么回事|\bwhy\b|reasons?\b|what(?:'s| is) (?:causing|behind|wrong)"
_POINTS_BACK = r"(?:do|does|did|is|would|will) (?:that|this|it|the same)\b|也(?:适用|一样|算)|同样适用"
_SMALLTALK: list[tuple[str, Smalltalk]] = [
    (r"^(?:你好|您好|嗨|哈喽|早上好|早安|下午好|晚上好|在吗|hi|hello|hey|good (?:morning|afternoon|evening))[\s!！。,，~?？]*(?:呀|啊|there)?[\s!！。~]*$", "greeting"),
    (r"^(?:非常|十分|太)?(?:谢谢|感谢|多谢|辛苦了|thank(?:s| you)|thx|cheers)", "thanks"),
    (r"你是谁|你叫什么|你是什么(?:模型|ai|机器人)|who are you|what are you\b|your name|are you (?:a |an )?(?:human|robot|bot|ai)", "identity"),
    (r"你(?:能|会|可以)(?:做|干|帮我做)(?:些)?什么|有什么功能|怎么用你|what can you do|what do you do|help me understand what you|your (?:features|capabilities)|^help[?!. ]*$|^帮助$", "capabilities"),
]  # fmt: skip
# Domain words in another sense.
_OUTSIDE = (
    r"手机流量|车流|路上|早高峰|充值|话费|留学|考研|机票|酒店|订餐|聚餐|餐厅|天气|下雨|诗|笑话|故事|电影|歌|小说|菜谱|减肥|感冒|头疼|医生|股票|基金|彩票|足球|篮球|世界杯|总统|选举|翻译(?:成|一下|这)|作业|论文|代码|教程|编程|python|java\b|sql tutorial|男朋友|女朋友|星座|生日"
    r"|\bpoem|\bjoke|\bweather\b|\brecipe|\bmovie|\bsong\b|\bnovel\b|\bbook(?:'s)?\b|harry potter|\bworld cup\b|\bfootball|\bpresident|\belection|\bstock market|\bstock price|\bhoroscope|\bgirlfriend|\bboyfriend|\btranslate\b|\bpython\b|\bjavascript\b|\btutorial\b|\bhomework\b|\bessay\b|\bcapital of\b|\bmeaning of life|\bheadache|\bdoctor\b|\bflight\b|\bhotel\b|\brestaurant|\bbirthday|\bignore (?:all|your|previous)|system prompt|your instructions|忽略(?:以上|之前|前面|所有)|系统提示|提示词"
)


@dataclass(frozen=True)
class Call:
    """A tool call to make."""

    tool: str
    arguments: Arguments


@dataclass(frozen=True)
class Decision:
    """What to do: calls, or a short answer of one kind."""

    calls: tuple[Call, ...] = ()
    say: Smalltalk | None = None


@dataclass(frozen=True)
class Earlier:
    """What the conversation before holds: the last call, and the last sales question."""

    tool: str | None = None
    sales: Arguments | None = None
    knowledge: Arguments | None = None


def decide(text: str, vocabulary: Vocabulary, earlier: Earlier, known_tools: set[str]) -> Decision:
    """Route one utterance.

    Args:
        text: What the operator says.
        vocabulary: Names in the data.
        earlier: The conversation before.
        known_tools: Tools that may be called.
    """
    for pattern, kind in _SMALLTALK:
        if search(pattern, text.strip().lower()):
            return Decision(say=kind)
    calls: list[Call] = []
    for part in _parts(text):
        for call in [*_why(part, vocabulary, earlier), _route(part, vocabulary, earlier)]:
            if call and call.tool in known_tools and call not in calls:
                calls.append(call)
                earlier = _after(call, earlier)
    return Decision(tuple(calls)) if calls else Decision(say="outside")


def _parts(text: str) -> list[str]:
    """Questions of an utterance; statements stay with the question they introduce."""
    pieces = [piece.strip() for piece in re.split(r"(?<=[?？])\s*|[\n;；]+", text) if piece.strip()]
    if len(pieces) < 2:
        return [text]
    routed = [_kind(Utterance(piece)) for piece in pieces]
    return pieces if len(set(routed) - {None}) > 1 else [text]


def _after(call: Call, earlier: Earlier) -> Earlier:
    if call.tool == "sales_query":
        return Earlier(call.tool, call.arguments, earlier.knowledge)
    return Earlier(call.tool, earlier.sales, call.arguments)


def _kind(utterance: Utterance) -> str | None:
    """`knowledge` when the words alone say so, `sales` when a metric is named."""
    if _is_knowledge(utterance):
        return "knowledge"
    if utterance.has(_PERMISSION) or utterance.has(_HOW_TO) or utterance.has(_LIMIT):
        return None
    probe = Utterance(utterance.raw)
    return "sales" if find_metrics(probe) or implied_metrics(probe) else None


def _is_knowledge(utterance: Utterance) -> bool:
    how_to, why = utterance.has(_HOW_TO), utterance.has(_WHY)
    permission, limit = utterance.has(_PERMISSION), utterance.has(_LIMIT)
    topic, event = utterance.has(_TOPIC), utterance.has(_EVENT)
    if utterance.has(_OUTSIDE) and not topic:
        return False
    return (topic and (how_to or permission or limit or why)) or ((how_to or why) and event)


def _why(text: str, vocabulary: Vocabulary, earlier: Earlier) -> list[Call]:
    """Why a figure fell: the procedure that says where to look; `_route` adds the figures beside it."""
    utterance = Utterance(text)
    if not (utterance.has(_WHY) and find_metrics(Utterance(text))):
        return []
    return [_knowledge(text, vocabulary, Earlier())]


def _route(text: str, vocabulary: Vocabulary, earlier: Earlier) -> Call | None:
    utterance = Utterance(text)
    why = utterance.has(_WHY) and bool(find_metrics(Utterance(text)))
    if _is_knowledge(utterance) and not why:
        return _knowledge(text, vocabulary, earlier)
    parsed = Parsed(utterance, vocabulary)
    if utterance.has(_OUTSIDE):
        return None
    if earlier.tool == "knowledge_search" and utterance.has(_POINTS_BACK):
        return _knowledge(text, vocabulary, earlier)
    if earlier.tool == "sales_query" and is_follow_up(parsed, earlier.sales):
        assert earlier.sales is not None
        return Call("sales_query", merged_arguments(parsed, earlier.sales))
    if (parsed.metrics or (parsed.implied and _is_about_us(parsed))) and not is_foreign(utterance):
        arguments = sales_arguments(parsed)
        return Call("sales_query", {"compare": {"rule": "previous_period"}, **arguments} if why else arguments)
    if earlier.tool == "knowledge_search" and _continues(utterance):
        return _knowledge(text, vocabulary, earlier)
    if earlier.sales and is_follow_up(parsed, earlier.sales) and not utterance.has(_TOPIC):
        return Call("sales_query", merged_arguments(parsed, earlier.sales))
    if utterance.has(_TOPIC) or (earlier.tool and utterance.has(_HOW_TO)):
        return _knowledge(text, vocabulary, earlier)
    return _knowledge(text, vocabulary, earlier) if len(utterance.raw) > 3 and vocabulary.has_basis(text) else None


def _is_about_us(parsed: Parsed) -> bool:
    """Selling is spoken of in other fields too; something of ours must be named, or our own selling asked for."""
    return bool(
        parsed.filters or parsed.when.window or parsed.when.compare or parsed.split.dimensions
        or parsed.utterance.has(r"我们|咱们?|我的|店铺|\b(?:we|our|us|my)\b|卖得|畅销|销|best[- ]?sell")
    )  # fmt: skip


def _continues(utterance: Utterance) -> bool:
    return len(utterance.raw) <= 40 and utterance.has(
        r"呢[?？]?$|^那|^还有|^如果|它|这个|违反|会怎么样|怎么办|^and\b|what about|how about|it\?|if (?:we|i)\b|^then|^but|about it|what happens|同样|换成"
    )


def _knowledge(text: str, vocabulary: Vocabulary, earlier: Earlier) -> Call:
    utterance = Utterance(text)
    query = text.strip()
    arguments: dict[str, Any] = {"query": query, "language": language_of(text)}
    platform = _platform(utterance)
    if earlier.tool == "sales_query" and earlier.sales and not utterance.has(_TOPIC) and not find_metrics(Utterance(text)):
        labels = [metrics()[name].label[language_of(text)] for name in earlier.sales["metrics"] if name in metrics()]
        arguments["query"] = " ".join([*labels, query])
    if earlier.tool == "knowledge_search" and earlier.knowledge and _continues(utterance):
        platform = platform or earlier.knowledge.get("platform")
        if not utterance.has(_LIMIT) or not utterance.has(_TOPIC):
            arguments["query"] = f"{earlier.knowledge['query']} {query}"[:500]
    if platform:
        arguments["platform"] = platform
    return Call("knowledge_search", arguments)


def _platform(utterance: Utterance) -> str | None:
    named = [platform for name, platform in platform_names().items() if search(word_pattern(name), utterance.raw.lower())]
    return named[0] if len(set(named)) == 1 else None
