import pytest

from knowledge.document import Document, Passage
from knowledge.index import KnowledgeIndex
from knowledge.retrieval import BASIS_SCORE, LEXICAL_FLOOR, LEXICAL_WEIGHT, Ranked, holds_for, is_basis, rank
from tests.copilot.homes import loaded_embedder

PASSAGES = {
    f"{document}/{language}/{number}": Passage(f"{document}/{language}/{number}", document, language, "", "")
    for document in "ab"
    for language in ("zh", "en")
    for number in (1, 2)
}


def ranked(dense, lexical=()):
    return rank(list(dense), list(lexical), PASSAGES)


def test_a_document_counts_by_its_best_passage():
    found = ranked([("a/en/1", 0.5), ("b/en/1", 0.8), ("a/en/2", 0.9)])
    assert [(entry.document_id, entry.score, entry.best) for entry in found] == [
        ("a", 0.9, {"en": "a/en/2"}),
        ("b", 0.8, {"en": "b/en/1"}),
    ]


def test_each_language_keeps_its_own_best_passage():
    found = ranked([("a/zh/1", 0.7), ("a/zh/2", 0.6), ("a/en/2", 0.9)])
    assert found == [Ranked("a", 0.9, {"zh": "a/zh/1", "en": "a/en/2"})]


@pytest.mark.parametrize("share", [0.0, LEXICAL_FLOOR / 2, LEXICAL_FLOOR])
def test_words_up_to_the_floor_add_nothing(share):
    assert ranked([("a/en/1", 0.8)], [("a/en/1", share)])[0].score == 0.8


@pytest.mark.parametrize("share", [0.3, 0.5, 1.0])
def test_words_above_the_floor_add_their_share(share):
    score = ranked([("a/en/1", 0.8)], [("a/en/1", share)])[0].score
    assert score == pytest.approx(0.8 + LEXICAL_WEIGHT * (share - LEXICAL_FLOOR))


def test_words_can_turn_the_order():
    dense = [("a/en/1", 0.80), ("b/en/1", 0.79)]
    assert [entry.document_id for entry in ranked(dense)] == ["a", "b"]
    assert [entry.document_id for entry in ranked(dense, [("b/en/1", 1.0)])] == ["b", "a"]


def test_a_passage_found_by_words_alone_starts_from_the_weakest_meaning():
    found = ranked([("a/en/1", 0.8), ("a/en/2", 0.4)], [("b/en/1", 1.0)])
    assert found[1].document_id == "b"
    assert found[1].score == pytest.approx(0.4 + LEXICAL_WEIGHT * (1 - LEXICAL_FLOOR))


def test_equal_scores_are_ordered_by_id():
    assert [entry.document_id for entry in ranked([("b/en/1", 0.5), ("a/en/1", 0.5)])] == ["a", "b"]


def test_nothing_found_is_no_basis():
    assert ranked([]) == [] and not is_basis("title limit", [], [], set())


@pytest.mark.parametrize(("score", "basis"), [(BASIS_SCORE - 1e-6, False), (BASIS_SCORE, True), (0.99, True)])
def test_a_basis_needs_a_near_document(score, basis):
    assert is_basis("title limit", [Ranked("a", score, {"en": "a/en/1"})], [], set()) is basis


@pytest.mark.parametrize(
    ("query", "lexical", "unheld", "basis"),
    [
        ("title", [], set(), False),
        ("title", [("a/en/1", 0.1)], set(), True),
        ("title limit", [], {"title", "limit"}, True),
        ("what about GPSR here", [], {"gpsr"}, False),
        ("what about GPSR here", [], set(), True),
        ("GPSR 责任人是谁", [], {"gpsr"}, False),
        ("what about gpsr here", [], {"gpsr"}, True),
    ],
)
def test_hardly_a_word_or_an_unknown_term_is_no_basis(query, lexical, unheld, basis):
    assert is_basis(query, [Ranked("a", 0.99, {"en": "a/en/1"})], lexical, unheld) is basis


@pytest.mark.parametrize(
    ("platforms", "platform", "holds"),
    [((), "amazon", True), (("amazon",), None, True), (("amazon",), "amazon", True), (("ebay",), "amazon", False)],
)
def test_rules_of_other_platforms_are_left_out(platforms, platform, holds):
    document = Document(id="a", kind="rule", titles={}, texts={}, source="", platforms=platforms)
    assert holds_for(document, platform) is holds


IN_SCOPE = [
    "亚马逊标题最多多少字符？",
    "海关扣货了怎么办？",
    "listing 被跟卖了怎么处理",
    "可以请买家给好评吗",
    "能在站内信里放外部链接吗",
    "账号被停用了怎么申诉",
    "断货了应该怎么应对？",
    "收到差评怎么办",
    "How long may an Amazon title be?",
    "How many bullet points may an Amazon listing have?",
    "Can I put emojis in the product title?",
    "What should we do when customs holds our shipment?",
    "May I ask buyers for a positive review?",
    "What is the eBay title limit?",
    "main image background requirements on Amazon",
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
    from shutil import copytree

    return KnowledgeIndex(copytree(synced_folder, tmp_path_factory.mktemp("basis") / "knowledge"), loaded_embedder())


@pytest.mark.parametrize("question", IN_SCOPE)
def test_questions_of_the_field_have_a_basis(library, question):
    assert library.search(question).basis


@pytest.mark.parametrize("question", OUT_OF_SCOPE)
def test_questions_outside_it_have_none(library, question):
    assert not library.search(question).basis


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("低库存费 28 天", "amz-lil-28"),
        ("low-inventory-level fee 28 days of supply", "amz-lil-28"),
        ("aged inventory surcharge 271 days", "amz-aged-271-300"),
        ("库龄超过 15 个月的长期仓储费", "amz-aged-15m-2026"),
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
    search = library.search(question, k=1)
    assert search.basis and search.hits[0].document.id == rule
