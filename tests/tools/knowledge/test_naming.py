"""What a question names, and that the fact for it comes first."""

from datetime import date

import pytest

from knowledge.index import KnowledgeIndex
from tests.copilot.homes import loaded_embedder, one_embedder, synced_folder
from tools.knowledge.knowledge_search import KnowledgeQuestion, knowledge_search
from tools.knowledge.naming import named_in

__all__ = ["one_embedder", "synced_folder"]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("罗马尼亚按19%报税就行", {"RO"}), ("罗马的客户", {"IT"}), ("a shop in New Jersey", {"US"}),
        ("Britain and Ireland", {"UK", "IE"}),
        ("UK, AUS, Japan", {"UK", "AU", "JP"}), ("a courier to LA", {"US"}),
        ("aus Deutschland", set()), ("la caja", set()),
        ("duties on goods from China", set()), ("从中国发到美国", {"US"}),
        ("Shenzhen to Jebel Ali", {"AE"}), ("桑托斯港门到门", {"BR"}),
        ("Halifax invoice", {"CA"}),
    ],
)  # fmt: skip
def test_places(query, places):
    assert named_in(query, "zh" if not query.isascii() else "en").places == places


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("躺了225天了", {225}), ("a 225-day old box", {225}), ("放了三百一十多天", {310}),
        ("一百零五天", {105}), ("几百天", set()), ("近两百天", {200}),
        ("over 15 months", {456}),
        ("十二个月", {365}), ("sells in 3 shops", set()), ("2.5 days", set()),
    ],
)  # fmt: skip
def test_ages(query, days):
    assert named_in(query, "zh").days == days


@pytest.fixture(scope="module")
def library(synced_folder):
    return KnowledgeIndex(synced_folder, loaded_embedder())


@pytest.mark.parametrize(
    ("query", "as_of", "first"),
    [
        ("有批货在美国仓躺了225天了,超龄费每立方英尺收几块", TODAY, "amz-aged-211-240"),
        ("FBA 货放了三百一十多天，超龄附加费一立方英尺多少刀", TODAY, "amz-aged-301-330"),
        ("库龄超过 15 个月的长期仓储费", TODAY, "amz-aged-15m-2026"),
        ("aged inventory surcharge for stock 190 days old", TODAY, "amz-aged-181-210"),
        ("现在美国仓标准件仓储费一立方英尺多少钱", date(2026, 11, 22), "amz-storage-peak"),
        ("现在美国仓标准件仓储费一立方英尺多少钱", date(2026, 6, 1), "amz-storage-offpeak"),
    ],
)
def test_the_fact_for_that_age_or_season_comes_first(library, query, as_of, first):
    question = KnowledgeQuestion(query=query, as_of=as_of, language="zh" if not query.isascii() else "en")
    assert knowledge_search(question, index=library, today=TODAY).results[0].document_id == first


@pytest.mark.parametrize("query", ["罗马尼亚按19%报税就行", "one 65W charger for UK, AUS and Japan: which plug or mark on each?"])
def test_places_that_are_held_are_a_basis(library, query):
    language = "zh" if not query.isascii() else "en"
    assert knowledge_search(KnowledgeQuestion(query=query, language=language), index=library, today=TODAY).basis


@pytest.mark.parametrize(
    "query",
    [
        "sea freight Shenzhen to Jebel Ali, typical days",
        "UPS 2027 年度涨价几个点",
        "which exact days is Prime Day 2027",
        "GPSR 没有负责人被德国查到最高罚多少欧",
        "asdkjh qwoeiu zxmn",
    ],
)
def test_another_place_year_or_figure_is_none(library, query):
    language = "zh" if not query.isascii() else "en"
    assert not knowledge_search(KnowledgeQuestion(query=query, language=language), index=library, today=TODAY).basis


@pytest.mark.parametrize("query", ["欧盟新玩具法规2027年就强制了,我们明年要全换证吧", "UPS 2026 年度涨价几个点"])
def test_the_number_of_a_law_is_no_year(library, query):
    assert knowledge_search(KnowledgeQuestion(query=query), index=library, today=TODAY).basis
