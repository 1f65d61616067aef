"""Texts read into pieces."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.listing.localize.terms_pieces import AgePiece, AmountPiece, JoinPiece, TermPiece, WordPiece
from tools.listing.localize.terms_product import attribute_name
from tools.listing.localize.terms_reading import read, split_clauses

PARTS = [
    "防水",
    "保温杯",
    "不锈钢",
    "500ml",
    "3个",
    "、",
    "，",
    "和",
    "x2",
    "IPX7",
    "奇怪",
    "的",
    " ",
    "30×20cm",
    "95%",
    "3岁以上",
    "%(n)s",
]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("2个吸管", "zh", [("straw", 2)]),
        ("保温杯*1，吸管×2，说明书x1", "zh", [("insulated_bottle", 1), ("straw", 2), ("user_manual", 1)]),
        ("1 x water bottle, 2 straws", "en", [("water_bottle", 1), ("straw", 2)]),
        ("可折叠收纳盒", "zh", [("foldable", None), ("storage_box", None)]),
        ("304不锈钢", "zh", [("stainless_steel_304", None)]),
        ("需2节AAA电池", "zh", [("pkg_requires_batteries", None)]),
    ],
)
def test_things_are_read_with_their_count(text: str, language: str, said: list[tuple[str, int | None]]) -> None:
    reading = read(text, language)
    assert reading.carried
    assert [(each.term.id, each.count) for each in reading.pieces if isinstance(each, TermPiece)] == said


def test_shares_ages_bounds_and_codes() -> None:
    shares = [piece for piece in read("95%棉 5%氨纶", "zh").pieces if isinstance(piece, TermPiece)]
    assert [(piece.term.id, piece.percent) for piece in shares] == [("cotton", Decimal(95)), ("elastane", Decimal(5))]
    assert read("3岁以上", "zh").pieces == (AgePiece(3, None),)
    assert read("3-6 years", "en").pieces == (AgePiece(3, 6),)
    assert [piece.bound for piece in read("长达24小时", "zh").pieces if isinstance(piece, AmountPiece)] == ["up_to"]
    assert read("Bluetooth 5.3", "en").pieces == (WordPiece("Bluetooth 5.3"),)
    assert read("IPX7", "zh").pieces == (WordPiece("IPX7"),)


@pytest.mark.parametrize("text", ["可水洗滤网", "硅胶手柄", "高品质生活", "不防水"])
def test_words_that_would_be_said_wrongly_are_not_carried(text: str) -> None:
    assert not read(text, "zh").carried


@pytest.mark.parametrize(
    ("name", "language", "label"),
    [
        ("容量", "zh", "attr_capacity"),
        ("item_weight", "en", "attr_weight"),
        ("Farbe", "de", "attr_colour"),
        ("special_feature", "en", "attr_features"),
        ("包装清单", "zh", "attr_package_contents"),
    ],
)
def test_names_of_attributes(name: str, language: str, label: str) -> None:
    found = attribute_name(name, language)
    assert found is not None
    assert found.id == label


def test_a_decimal_comma_parts_no_clause() -> None:
    assert split_clauses("Höhe 1,5 m, leicht; faltbar") == ["Höhe 1,5 m", "leicht", "faltbar"]


@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_pieces_stand_in_order_and_never_overlap(text: str) -> None:
    reading = read(text, "zh")
    ends = [0, *(end for _, end in reading.spans)]
    assert all(start >= end for (start, _), end in zip(reading.spans, ends, strict=False))
    assert len(reading.pieces) == len(reading.spans)
    assert all(word in text for word in reading.unread)
    assert reading.carried == (not reading.unread and any(not isinstance(each, JoinPiece) for each in reading.pieces))


@given(st.text(max_size=60), st.sampled_from(["zh", "en", "de", "fr", "es", "it", "ja"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    read(text, language)
