"""Sizes against charts typed by hand: the rules of each system, and what retailers print."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tools.listing.localize.shoes import shoe_size
from tools.listing.localize.sizes import clothing_size

WOMEN = [  # bust cm; DE = bust / 2 - 6, FR and ES + 2, IT + 6, UK and AU - 26, US and CA - 30
    (76, "150/76A", "32", "34", "38", "6", "2"),
    (80, "155/80A", "34", "36", "40", "8", "4"),
    (84, "160/84A", "36", "38", "42", "10", "6"),
    (88, "165/88A", "38", "40", "44", "12", "8"),
    (92, "170/92A", "40", "42", "46", "14", "10"),
    (96, "175/96A", "42", "44", "48", "16", "12"),
    (100, "180/100A", "44", "46", "50", "18", "14"),
    (104, "185/104A", "46", "48", "52", "20", "16"),
]
MEN = [
    (84, "42", "32"),
    (88, "44", "34"),
    (92, "46", "36"),
    (96, "48", "38"),
    (100, "50", "40"),
    (104, "52", "42"),
    (112, "56", "46"),
]
CHARTS = [  # group, foot mm, EU, UK, US; printed by knowsize, maigoc and blitzresults, which differ by up to a size
    ("men", 250, "40", "6.5", "7"),
    ("men", 260, "41", "7.5", "8"),
    ("men", 270, "42.5", "8.5", "9"),
    ("men", 290, "45", "10.5", "11"),
    ("women", 225, "35.5", "3", "5.5"),
    ("women", 235, "37.5", "4.5", "7"),
    ("women", 240, "38", "5.5", "7.5"),
    ("women", 250, "40", "6.5", "9"),
    ("kids", 130, "21", "5", "5.5"),
    ("kids", 160, "26", "9", "9.5"),
    ("kids", 185, "30", "12", "12.5"),
]


@pytest.mark.parametrize("row", WOMEN, ids=lambda row: row[1])
def test_womens_sizes_go_by_the_bust(row):
    bust, cn, de, fr, it, uk, us = row
    expected = {
        "de": de,
        "fr": fr,
        "es": fr,
        "it": it,
        "en-GB": f"UK {uk}",
        "en-AU": f"AU {uk}",
        "en-US": f"US {us}",
        "en-CA": f"US {us}",
    }
    for system, size in (("CN", cn), ("DE", de), ("FR", fr), ("IT", it), ("UK", uk), ("US", us)):
        for locale, text in expected.items():
            made = clothing_size(size, system=system, group="women", locale=locale)
            assert made.converted and made.body == {"bust": Decimal(bust)}
            assert made.text in (text, size)


@pytest.mark.parametrize("row", MEN, ids=lambda row: row[1])
def test_mens_sizes_go_by_the_chest(row):
    chest, eu, us = row
    assert clothing_size(eu, system="EU", group="men", locale="en-US").text == f"US {us}"
    made = clothing_size(us, system="US", group="men", locale="it")
    assert (made.text, made.body) == (eu, {"chest": Decimal(chest)})


def test_childrens_sizes_go_by_height():
    assert clothing_size("110", system="CN", group="kids", locale="en-US").text == "US 5"
    assert clothing_size("5", system="US", group="kids", locale="ja").text == "110"
    assert clothing_size("90", system="CN", group="kids", locale="de").text == "86/92"


@pytest.mark.parametrize("letter", ["S", "M", "L", "XL", "2XL", "均码"])
def test_letters_are_never_converted(letter):
    made = clothing_size(letter, system="CN", group="women", locale="en-US")
    assert (made.text, made.converted, made.reason, made.body) == (letter, False, "letter", {})


def test_a_chinese_code_beside_a_letter_counts():
    assert clothing_size("L (165/88A)", system="CN", group="women", locale="en-US").label == "US 8 (bust 34.6 in / 88 cm)"


@pytest.mark.parametrize(
    ("size", "system", "group", "reason"),
    [
        ("38", "", "women", "unknown_system"),
        ("38", "DE", "", "unknown_group"),
        ("39", "DE", "women", "not_in_table"),
        ("7", "US", "women", "not_in_table"),
    ],
)
def test_what_is_not_known_stays_and_says_so(size, system, group, reason):
    made = clothing_size(size, system=system, group=group, locale="fr")
    assert (made.text, made.label, made.converted, made.reason) == (size, size, False, reason)
    assert made.disclaimer.startswith("Les tailles varient")


@pytest.mark.parametrize("row", CHARTS, ids=lambda row: f"{row[0]} {row[1]}")
def test_shoe_sizes_agree_with_charts_within_a_size(row):
    group, foot, *printed = row
    shown = [
        shoe_size(str(foot), system="CN", group=group, locale=locale).text.rstrip("CY").split()[-1].replace(",", ".")
        for locale in ("de", "en-GB", "en-US")
    ]
    assert all(abs(Fraction(ours) - Fraction(theirs)) <= 1 for ours, theirs in zip(shown, printed, strict=True))


@pytest.mark.parametrize("group", ["men", "women"])
@pytest.mark.parametrize("foot", range(235, 280, 5))
def test_shoe_sizes_follow_the_rule_of_each_system(foot, group):
    def half(exact: Fraction) -> str:
        return f"{float(Fraction(int(exact * 2 + Fraction(1, 2)), 2)):g}"

    last = Fraction(foot, 10) + Fraction(3, 2)
    uk = last * 3 / Fraction(254, 100) - 25
    made = {each: shoe_size(str(foot), system="CN", group=group, locale=each) for each in ("de", "en-GB", "en-US", "ja")}
    assert made["de"].text == half(last * 3 / 2).replace(".", ",")
    assert made["en-GB"].text == f"UK {half(uk)}"
    assert made["en-US"].text == f"US {half(uk + (1 if group == 'men' else 2))}"
    assert made["ja"].text == f"{foot / 10:.1f}cm"
    back = shoe_size(made["de"].text, system="EU", group=group, locale="en-GB")
    assert abs(back.body["foot_length"] - Decimal(foot) / 10) <= Decimal("0.2"), "half an EU size is a third of a centimetre"


def test_old_chinese_codes_and_own_sizes():
    assert shoe_size("41", system="CN", group="men", locale="en-US").label == "US 8 (foot length 10 in / 25.5 cm)"
    assert shoe_size("42", system="EU", group="men", locale="it").text == "42"
    assert shoe_size("200", system="CN", group="kids", locale="en-US").text == "US 1Y"
    assert shoe_size("150", system="CN", group="kids", locale="en-US").text == "US 8C"
    assert not shoe_size("8", system="US", group="kids", locale="de").converted, "8C or 8Y"
    assert shoe_size("60", system="EU", group="men", locale="de").reason == "not_in_table"
    assert shoe_size("M", system="EU", group="men", locale="de").text == "M"
