"""Whether the library is a basis to answer a question from, and which rule it is answered with."""

from datetime import date
from shutil import copytree

import pytest

from knowledge.index import KnowledgeIndex
from knowledge.lexical import Words
from knowledge.retrieval import BASIS_SCORE, is_basis
from tests.copilot.homes import loaded_embedder
from tests.knowledge.conftest import TODAY

ENOUGH = BASIS_SCORE["west"]


def basis(query, score=0.99, lexical=(), unheld=()):
    return is_basis(Words.of(query), query, score, list(lexical), set(unheld))


@pytest.mark.parametrize(("score", "is_one"), [(0.0, False), (ENOUGH - 1e-6, False), (ENOUGH, True), (0.99, True)])
def test_a_basis_needs_a_near_document(score, is_one):
    assert basis("title limit", score) is is_one


@pytest.mark.parametrize(
    ("query", "lexical", "unheld", "is_one"),
    [
        ("title", [], set(), False),
        ("title", [("a/en/1", 0.1)], set(), True),
        ("title limit", [], {"title", "limit"}, True),
        ("asdkjh qwoeiu zxmn", [], {"asdkjh", "qwoeiu", "zxmn"}, False),
        ("what about GPSR here", [], {"gpsr"}, False),
        ("what about GPSR here", [], set(), True),
        ("GPSR 责任人是谁", [], {"gpsr"}, False),
        ("what about gpsr here", [], {"gpsr"}, True),
        ("what about EU here", [], {"eu"}, True),
        ("WEEE 和 GPSR 有什么区别", [], {"weee"}, False),
    ],
)
def test_hardly_a_word_or_an_unknown_term_is_no_basis(query, lexical, unheld, is_one):
    assert basis(query, lexical=lexical, unheld=unheld) is is_one


IN_SCOPE = [
    "亚马逊标题最多多少字符？",
    "海关扣货了怎么办？",
    "listing 被跟卖了怎么处理",
    "可以请买家给好评吗",
    "能在站内信里放外部链接吗",
    "账号被停用了怎么申诉",
    "断货了应该怎么应对？",
    "收到差评怎么办",
    "德国包装法要注册什么",
    "欧盟小包现在还免关税吗",
    "How long may an Amazon title be?",
    "How many bullet points may an Amazon listing have?",
    "Can I put emojis in the product title?",
    "What should we do when customs holds our shipment?",
    "May I ask buyers for a positive review?",
    "What is the eBay title limit?",
    "main image background requirements on Amazon",
    "Which VAT rate does Estonia have?",
    "Do I need an EU responsible person for my products?",
]
OUT_OF_SCOPE = [
    "讲个笑话",
    "今天天气怎么样",
    "写一首关于秋天的诗",
    "红烧肉怎么做才好吃",
    "谁是法国总统",
    "周末去哪里爬山",
    "感冒了吃什么药",
    "推荐一部电影",
    "What is the capital of Australia?",
    "How do I bake sourdough bread?",
    "Who won the football world cup?",
    "Write a haiku about the sea",
    "What is the square root of two?",
    "How far away is the moon?",
    "Tell me about the French revolution",
]


@pytest.fixture(scope="module")
def library(synced_folder, tmp_path_factory):
    return KnowledgeIndex(copytree(synced_folder, tmp_path_factory.mktemp("basis") / "knowledge"), loaded_embedder())


@pytest.mark.parametrize("question", IN_SCOPE)
def test_questions_of_the_field_have_a_basis(library, question):
    assert library.search(question, as_of=TODAY).basis


@pytest.mark.parametrize("question", OUT_OF_SCOPE)
def test_questions_outside_it_have_none(library, question):
    assert not library.search(question, as_of=TODAY).basis


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("低库存费 28 天", "amz-lil-28"),
        ("low-inventory-level fee 28 days of supply", "amz-lil-28"),
        ("aged inventory surcharge 271 days", "amz-aged-271-300"),
        ("FBA 仓储费 11 月多少钱一立方英尺", "amz-storage-peak"),
        ("monthly storage fee in January, standard size", "amz-storage-offpeak"),
        ("storage utilization surcharge", "amz-storage-util-22w"),
        ("IPI 低于 400 会怎样", "amz-ipi-400"),
        ("FBA 容量限制什么时候公布", "amz-capacity-announce"),
        ("15 号盘点超龄库存怎么避开", "amz-aged-snapshot-15"),
        ("旺季 FBA 最晚什么时候要入仓", "amz-peak-cutoff-pattern"),
        ("peak fulfilment fee dates", "AMZ-PEAK-03"),
        ("欧洲站箱子限重", "amz-box-eu-23kg"),
        ("does my reseller account need FNSKU labels", "amz-fnsku-reseller-2026"),
    ],
)
def test_rules_of_stock_are_found_first(library, question, rule):
    search = library.search(question, k=1, as_of=TODAY)
    assert search.basis and search.hits[0].document.id == rule


@pytest.mark.parametrize(
    ("question", "on", "rule"),
    [
        ("亚马逊标题最多多少字符？", "2026-07-26", "amz-title-max-200-legacy"),
        ("亚马逊标题最多多少字符？", "2026-07-27", "amz-title-max-75"),
        ("Estonia standard VAT rate", "2025-06-30", "VAT-EE-before-2025-07-01"),
        ("Estonia standard VAT rate", "2025-07-01", "VAT-EE"),
    ],
)
def test_a_question_is_answered_with_the_rule_of_its_day(library, question, on, rule):
    assert library.search(question, k=1, as_of=date.fromisoformat(on)).hits[0].document.id == rule
