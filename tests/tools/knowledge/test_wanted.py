"""Figures of the kind that a question wants."""

from dataclasses import replace

import pytest

from knowledge.document import Document
from knowledge.hits import Hit, Search
from tools.knowledge.wanted import LACKING, fitting, wanted


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("德国双元系统合同一年大概要交多少欧元", ["money"]), ("GPSR 最高罚多少", ["money"]), ("罚多少天", ["duration"]),
        ("收费多少", ["money"]),
        ("FCC 认证多少钱、几周出报告", ["money", "duration"]), ("空派到英国一般几天能签收", ["duration"]),
        ("标题最长多少字符", []),
        ("how long may a title be", []), ("how long does customs take", ["duration"]), ("供应商报价单写 EXW", []),
        ("what does an FCC ID roughly cost", ["money"]), ("how many days until it is paid", ["duration"]),
        ("prices in euros?", ["money"]),
    ],
)  # fmt: skip
def test_what_a_question_wants(query, kinds):
    assert wanted(query) == kinds


def hit(name, text, score):
    document = Document(id=name, kind="rule", titles={"en": name}, texts={"en": text}, source=None)
    return Hit(document, f"{name}/en/1", name, text, text, score)


PRICED, PLAIN = (
    hit("priced", "It costs EUR 40 a year.", 0.85),
    hit("plain", "Registration is needed before the first sale.", 0.86),
)


def test_what_holds_the_figure_comes_first_among_equals():
    found = fitting(Search([replace(PLAIN, score=0.855), PRICED], basis=True), "what does it cost", 5)
    assert [one.document.id for one in found.hits] == ["priced", "plain"] and found.basis
    assert found.hits[1].score == pytest.approx(0.855 - LACKING)


def test_the_nearest_without_the_figure_is_no_basis():
    found = fitting(Search([replace(PLAIN, score=0.9), PRICED], basis=True), "what does it cost", 1)
    assert [one.document.id for one in found.hits] == ["plain"] and not found.basis


def test_other_questions_change_nothing():
    search = Search([PLAIN, PRICED], basis=True)
    assert fitting(search, "is it needed", 5) == search
    assert fitting(Search([], basis=False), "what does it cost", 5) == Search([], basis=False)
