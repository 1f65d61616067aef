"""Spelling, mains, paper, occasions, legal phrases, numbers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.listing.localize.legal import fibre_name, legal_phrases
from tools.listing.localize.mains import adapter_line, mains_warnings, plug_name, read_mains
from tools.listing.localize.numbers import day, money, number, percent
from tools.listing.localize.occasions import easter, gift_fact, gift_words, gift_words_not_to_use, occasions
from tools.listing.localize.paper import paper_size
from tools.listing.localize.spelling import respelled

CODES = ["US", "CA", "UK", "AU", "DE", "FR", "IT", "ES", "JP"]
ENGLISH = ["en-US", "en-GB", "en-CA", "en-AU"]


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Color: GRAY Flashlight", "en-GB", "Colour: GREY Torch"),
        ("Color: GRAY Flashlight", "en-CA", "Colour: GREY Flashlight"),
        ("aluminum organizer", "en-AU", "aluminium organiser"),
        ("aluminum organizer", "en-CA", "aluminum organizer"),
        ("Trash Bag Holder for jewelry", "en-GB", "Bin Bag Holder for jewellery"),
        ("light meter, tire easily, center punch", "en-GB", "light meter, tire easily, center punch"),
        ("www.color.com COLOR-2000 multicolored", "en-GB", "www.color.com COLOR-2000 multicoloured"),
        ("colorway tricolored", "en-GB", "colorway tricolored"),
    ],
    ids=str,
)
def test_spelling_follows_the_country(text, target, expected):
    assert respelled(text, "en-US", target).text == expected


def test_british_words_go_back_only_where_they_mean_one_thing():
    assert respelled("grey aluminium torch, tap, vest", "en-GB", "en-US").text == "gray aluminum torch, tap, vest"
    assert respelled("colour", "en-GB", "fr").text == "colour"


def test_protected_words_keep_their_spelling():
    assert respelled("Color Co. color 🎨", "en-US", "en-GB", protected=[(0, 9)]).text == "Color Co. colour 🎨"


@given(st.text(), st.sampled_from(ENGLISH), st.sampled_from(ENGLISH))
def test_spelling_is_stable(text, source, target):
    once = respelled(text, source, target)
    assert respelled(once.text, source, target).text == once.text
    assert once.changes or once.text == text


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("AC 220V only", {"UK", "AU", "DE", "FR", "IT", "ES"}),
        ("AC 110-120V", {"US", "CA"}),
        ("100V", {"JP"}),
        ("输入 100-240V 50/60Hz", set(CODES)),
        ("110V/220V switchable", {"US", "CA", "UK", "AU", "DE", "FR", "IT", "ES"}),
        ("5V 2A USB, 12V battery", set(CODES)),
        ("no word of it", set(CODES)),
    ],
)
def test_voltage_fits_or_warns(text, fits):
    assert {code for code in CODES if not mains_warnings(read_mains(text), code)} == fits


def test_plugs_and_frequencies_warn():
    assert [each.code for each in mains_warnings(read_mains("EU plug, 230 V, 50 Hz"), "UK")] == ["listing_mains_plug"]
    codes = [each.code for each in mains_warnings(read_mains("欧规插头 220V 50Hz"), "US")]
    assert codes == ["listing_mains_voltage", "listing_mains_frequency", "listing_mains_plug"]
    assert mains_warnings(read_mains("US plug and UK plug, 100-240V"), "UK") == []
    assert mains_warnings(read_mains("220V"), "BR") == []
    assert (plug_name("F", "de"), plug_name("g", "en-AU"), plug_name("Z", "de")) == (
        "Schuko-Stecker (Typ F)",
        "UK 3-pin plug",
        None,
    )
    assert adapter_line("en-GB") == "A plug adapter does not convert voltage."


def test_paper_keeps_its_size():
    assert paper_size("A4", "en-US").text == "A4 (8.3 x 11.7 in)"  # 210 / 25.4 = 8.27, 297 / 25.4 = 11.69
    assert paper_size("A4", "en-US").counterpart == "letter"
    assert paper_size("DIN A4", "de").text == "DIN A4"
    assert paper_size("US Letter", "fr").text == "US Letter (21,6 x 27,9 cm)"  # 21.59 x 27.94
    assert paper_size("B5", "ja").text == "B5サイズ"
    assert paper_size("A4纸", "ja").text == "A4サイズ"
    assert paper_size("poster", "de") is None


@given(st.integers(1900, 2099))
def test_easter_is_the_sunday_after_the_first_full_moon_of_spring(year):
    golden = year % 19  # Gauss, with the constants of 1900 to 2099
    day_of_moon = (24 + 19 * golden) % 30
    day_of_moon -= day_of_moon == 29 or (day_of_moon == 28 and golden > 10)
    moon = date(year, 3, 21) + timedelta(day_of_moon)
    assert easter(year) == moon + timedelta(6 - moon.weekday() or 7)


DATES = [  # from calendars of these years
    ("US", 2026, "us_thanksgiving", date(2026, 11, 26)),
    ("US", 2026, "us_mothers_day", date(2026, 5, 10)),
    ("US", 2027, "us_memorial_day", date(2027, 5, 31)),
    ("UK", 2026, "uk_mothers_day", date(2026, 3, 15)),
    ("FR", 2026, "fr_fete_des_meres", date(2026, 5, 31)),
    ("FR", 2023, "fr_fete_des_meres", date(2023, 6, 4)),
    ("ES", 2026, "es_dia_madre", date(2026, 5, 3)),
    ("DE", 2026, "de_advent", date(2026, 11, 29)),
    ("CA", 2026, "ca_victoria_day", date(2026, 5, 18)),
    ("JP", 2026, "jp_keiro_no_hi", date(2026, 9, 21)),
    ("FR", 2026, "fr_soldes_hiver", date(2026, 1, 7)),
    ("FR", 2026, "fr_soldes_ete", date(2026, 6, 24)),
]


@pytest.mark.parametrize(("code", "year", "id", "when"), DATES, ids=[f"{row[2]} {row[1]}" for row in DATES])
def test_occasions_fall_on_their_days(code, year, id, when):
    found = {each.id: each for each in occasions(code, year)}
    assert found[id].start == found[id].end == when


@pytest.mark.parametrize("code", CODES)
def test_every_market_has_occasions_in_order(code):
    for year in (2024, 2026, 2028):
        found = [each.start for each in occasions(code, year) if each.start]
        assert len(found) > 8 and found == sorted(found)


def test_gift_words():
    assert "stocking filler" in gift_words("en-GB") and "stocking stuffer" in gift_words("en-US")
    assert not {*gift_words("de")} & {*gift_words_not_to_use("de")}
    assert gift_fact("set_of", "de", n=3) == "3-teiliges Set"
    assert gift_fact("unknown", "de") is None


SUPPLIED = {"manufacturer_name": "ACME {Ltd}", "manufacturer_address": "Weg 1, 10115 Berlin", "manufacturer_email": "a@b.example"}


def test_a_phrase_is_printed_only_when_all_was_supplied():
    found = {each.id: each for each in legal_phrases("DE", "de", SUPPLIED)}
    assert found["manufacturer"].text == "Hersteller: ACME {Ltd}, Weg 1, 10115 Berlin, a@b.example"
    assert found["responsible_person"].text is None, "the manufacturer is no responsible person"
    assert found["responsible_person"].missing == ("responsible_name", "responsible_address", "responsible_email")
    assert [each.id for each in found.values() if each.text] == ["manufacturer"]
    french = legal_phrases("FR", "fr", SUPPLIED, {"EU-GPSR-03"})
    assert "Fabricant\u00a0: ACME {Ltd}" in french[0].text
    assert {id for each in french for id in each.compliance_ids} >= {"EU-GPSR-03"}


@pytest.mark.parametrize("value", ["", "  ", False, None, True])
def test_blank_and_unfit_values_are_missing(value):
    found = {each.id: each for each in legal_phrases("DE", "de", {**SUPPLIED, "manufacturer_email": value})}
    assert found["manufacturer"].missing == ("manufacturer_email",) and found["manufacturer"].text is None


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_printed_from_nothing(code):
    locale = {"US": "en-US", "CA": "en-CA", "UK": "en-GB", "AU": "en-AU", "JP": "ja"}.get(code, code.lower())
    assert all(each.text is None and each.missing for each in legal_phrases(code, locale, {}))


def test_marks_are_facts_of_the_seller():
    found = {each.id: each.text for each in legal_phrases("DE", "de", {"ce_marked": True})}
    assert found["ce"] == "CE-gekennzeichnet"
    assert "ce" not in {each.id for each in legal_phrases("UK", "en-GB", {"ce_marked": True})}


def test_fibres_have_legal_names():
    assert [fibre_name("棉", each) for each in ("it", "de", "ja", "en-US")] == ["Cotone", "Baumwolle", "綿", "Cotton"]
    assert (fibre_name("spandex", "de"), fibre_name("Elastane", "en-US")) == ("Elasthan", "Spandex")
    assert fibre_name("steel", "de") is None


def test_numbers_money_and_dates():
    value = Decimal("1234.50")
    assert [number(value, each) for each in ("en-US", "de", "fr", "ja")] == ["1,234.50", "1.234,50", "1\u202f234,50", "1,234.50"]
    assert [percent(50, each) for each in ("en-US", "de", "it", "ja")] == ["50%", "50 %", "50%", "50%"]
    assert money(Decimal("19.99"), "EUR", "de") == "19,99\u00a0€" and money(Decimal("19.99"), "GBP", "en-GB") == "£19.99"
    assert [day(date(2026, 11, 2), each) for each in ("en-US", "en-GB", "de")] == [
        "November 2, 2026",
        "2 November 2026",
        "2. November 2026",
    ]
