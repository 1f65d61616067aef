"""What replies say in English, German, Chinese and mixtures; what a negation takes back; traditional signs."""

from pathlib import Path

import pytest
import yaml

from tools.reply.check.wording.said import said
from tools.reply.traditional import simplified, simplified_signs

_CASES = yaml.safe_load((Path(__file__).parents[3] / "cases" / "reply_wording_en_de_zh.yaml").read_text(encoding="utf-8"))
_ALLOWED = {"review_request"}


def _kinds(text: str) -> set[str]:
    return {each.kind for each in said(text)} - _ALLOWED


@pytest.mark.parametrize("text", [text for kinds in _CASES["violating"].values() for texts in kinds.values() for text in texts])
def test_violating(text: str):
    assert _kinds(text)


@pytest.mark.parametrize("text", [text for texts in _CASES["innocent"].values() for text in texts])
def test_innocent(text: str):
    assert not _kinds(text)


@pytest.mark.parametrize(
    ("denied", "said_so"),
    [
        ("We never offer gift cards for reviews.", "We offer gift cards for reviews."),
        ("Wir bitten Sie nicht, Ihre Bewertung zu löschen.", "Wir bitten Sie, Ihre Bewertung zu löschen."),
        ("我们不会请您删除差评。", "请您删除差评。"),
    ],
)
def test_a_negation_in_the_clause_takes_it_back(denied: str, said_so: str):
    assert not _kinds(denied)
    assert _kinds(said_so)


@pytest.mark.parametrize(
    "text",
    ["Please remove your review, it is not fair.", "Don't forget to leave us five stars!", "Could you not change your review?"],
)
def test_a_negation_of_something_else_does_not(text: str):
    assert _kinds(text)


def test_traditional_signs_say_the_same():
    back = {ord(new): chr(old) for old, new in reversed(simplified_signs().items())}
    texts = [text for texts in _CASES["violating"]["zh"].values() for text in texts]
    assert [text for text in texts if _kinds(simplified(text).translate(back)) != _kinds(text)] == []


def test_signs_stand_for_one_sign_each():
    assert all(len(new) == 1 for new in simplified_signs().values())
    assert simplified("請問關閉了嗎？") == "请问关闭了吗？"
