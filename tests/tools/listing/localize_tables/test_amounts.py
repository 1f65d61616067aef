"""Quantities of markets against factors written out here from their definitions (NIST Handbook 44, Appendix C)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tools.listing.localize.amounts import converted_to, localized, localized_text
from tools.listing.localize.quantity import Quantity, units
from tools.listing.localize.units import read_quantity

INCH, POUND, US_GALLON, IMPERIAL_GALLON = (
    Fraction(254, 100),
    Fraction(45359237, 100000000),
    231 * Fraction(254, 100) ** 3,
    Fraction(454609, 100),
)
FORCE = POUND * Fraction(980665, 100000)
DEFINED = [  # unit, other, other units in one unit
    ("in", "cm", INCH),
    ("in", "mm", INCH * 10),
    ("ft", "m", INCH * 12 / 100),
    ("yd", "m", INCH * 36 / 100),
    ("mi", "km", INCH * 63360 / 100000),
    ("lb", "kg", POUND),
    ("oz", "g", POUND * 1000 / 16),
    ("st", "kg", POUND * 14),
    ("us_gal", "l", US_GALLON / 1000),
    ("us_fl_oz", "ml", US_GALLON / 128),
    ("liquid_oz", "ml", US_GALLON / 128),
    ("us_pint", "ml", US_GALLON / 8),
    ("us_qt", "l", US_GALLON / 4000),
    ("imp_gal", "l", IMPERIAL_GALLON / 1000),
    ("imp_fl_oz", "ml", IMPERIAL_GALLON / 160),
    ("imp_pint", "ml", IMPERIAL_GALLON / 8),
    ("sq_in", "cm2", INCH**2),
    ("sq_ft", "m2", (INCH * 12 / 100) ** 2),
    ("mph", "km_h", INCH * 63360 / 100000),
    ("psi", "kPa", FORCE / (INCH / 100) ** 2 / 1000),
    ("psi", "bar", FORCE / (INCH / 100) ** 2 / 100000),
    ("ft_lb", "Nm", FORCE * INCH * 12 / 100),
    ("cn_jin", "g", Fraction(500)),
    ("cn_liang", "g", Fraction(50)),
    ("cn_chi", "cm", Fraction(100, 3)),
    ("delta_degC", "delta_degF", Fraction(9, 5)),
]
SHOWN = [  # source, language, use, locale, expected; computed by hand from the factors above
    ("500 ml", "zh", "", "en-US", "16.9 fl oz (500 ml)"),  # 500 / 29.5735 = 16.907
    ("500 ml", "zh", "", "en-CA", "500 mL (16.9 fl oz)"),
    ("500 ml", "zh", "", "en-GB", "500 ml"),
    ("500 ml", "zh", "", "en-AU", "500 mL"),
    ("500 ml", "zh", "", "de", "500 ml"),
    ("500 ml", "zh", "", "ja", "500ml"),
    ("20 oz", "en", "liquid", "en-US", "20 oz (591 ml)"),  # 591.47
    ("20 oz", "en", "liquid", "de", "591 ml"),
    ("20 oz", "en", "liquid", "ja", "約591ml"),
    ("40 fl oz", "en", "", "de", "1,18 l"),  # 1.1829
    ("1 kg", "zh", "", "en-US", "2.2 lb (1 kg)"),  # 2.2046
    ("250 g", "zh", "", "en-US", "8.8 oz (250 g)"),  # 8.818
    ("50 lb", "en", "", "de", "22,7 kg"),  # 22.68 → 22.68
    ("12 x 8 x 4 in", "en", "", "en-US", "12 x 8 x 4 in (30.5 x 20.3 x 10.2 cm)"),
    ("12 x 8 x 4 in", "en", "", "en-GB", "30.5 x 20.3 x 10.2 cm (12 x 8 x 4 in)"),
    ("12 x 8 x 4 in", "en", "", "fr", "30,5 x 20,3 x 10,2 cm"),
    ("12 x 8 x 4 in", "en", "", "ja", "約30.5×20.3×10.2cm"),
    ("30 x 20 x 10 cm", "de", "", "en-US", "11.8 x 7.9 x 3.9 in (30 x 20 x 10 cm)"),
    ("27 in", "en", "screen", "en-US", "27-inch"),
    ("27 in", "en", "screen", "de", "68,6 cm (27 Zoll)"),  # 68.58
    ("27 in", "en", "screen", "fr", "68,6 cm (27 pouces)"),
    ("27 in", "en", "screen", "it", "68,6 cm (27 pollici)"),
    ("15.6 in", "en", "screen", "es", "39,6 cm (15,6 pulgadas)"),
    ("27 in", "en", "screen", "ja", "27型（約68.6cm）"),
    ("2.5 in", "en", "nominal", "de", "2,5 Zoll"),
    ("1/2 in", "en", "", "en-US", "1/2 in (12.7 mm)"),
    ("1/2 in", "en", "", "de", "12,7 mm"),
    ("5'6\"", "en", "", "en-US", "5 ft 6 in (168 cm)"),  # 167.64
    ("350°F", "en", "", "de", "177 °C"),  # 176.67
    ("-20~60℃", "zh", "", "en-US", "-4 to 140°F (-20 to 60°C)"),
    ("-20~60℃", "zh", "", "de", "-20 bis 60 °C"),
    ("220-240V", "zh", "", "en-US", "220-240 V"),
    ("70 a 120 cm", "es", "", "de", "70 bis 120 cm"),
    ("70 a 120 cm", "es", "", "en-US", "27.6 to 47.2 in (70 to 120 cm)"),  # 27.56, 47.24
    ("220-240V", "zh", "", "ja", "220～240V"),
    ("5000mAh", "zh", "", "fr", "5000 mAh"),
    ("3,5 kW", "de", "", "en-US", "3.5 kW"),
    ("3斤", "zh", "", "en-US", "3.3 lb (1.5 kg)"),  # 1500 g = 3.307 lb
    ("3斤", "zh", "", "de", "1,5 kg"),
    ("150kg", "zh", "load", "en-US", "330 lb (150 kg)"),  # 330.69 down
    ("330 lb", "en", "load", "de", "149 kg"),  # 149.68 down
    ("50%", "en", "", "de", "50 %"),
    ("50%", "en", "", "it", "50%"),
    ("16 GB", "en", "", "fr", "16 Go"),
    ("2年", "zh", "", "de", "2 Jahre"),
    ("8小时", "zh", "", "fr", "8 heures"),
    ("1 year", "en", "", "es", "1 año"),
    ("3000 rpm", "en", "", "de", "3000 U/min"),
    ("60 mph", "en", "", "en-GB", "60 mph"),
    ("60 mph", "en", "", "fr", "96,6 km/h"),  # 96.56
    ("100 psi", "en", "", "it", "6,9 bar"),
    ("20 m²", "de", "", "en-US", "215 sq ft (20 m²)"),  # 215.28
    ("0.5 ml", "en", "", "en-US", "0.017 fl oz (0.5 ml)"),  # 0.0169
]
LOCALES = ["en-US", "en-GB", "en-CA", "en-AU", "de", "fr", "it", "es", "ja"]
CONVERTIBLE = sorted(id for id, unit in units().items() if unit.targets)
amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(9999), places=2)


@pytest.mark.parametrize(("unit", "other", "factor"), DEFINED, ids=[f"{row[0]}-{row[1]}" for row in DEFINED])
def test_factors_are_exact(unit, other, factor):
    assert Quantity(Decimal(1), unit).exact(other) == (factor,)


def test_temperatures_are_exact():
    assert [Quantity(Decimal(each), "degC").exact("degF")[0] for each in (-40, 0, 100)] == [-40, 32, 212]
    assert Quantity(Decimal(451), "degF").exact("degC") == (Fraction(419 * 5, 9),)


@pytest.mark.parametrize(
    ("source", "language", "use", "locale", "text"), SHOWN, ids=[f"{at} {row[3]}" for at, row in enumerate(SHOWN)]
)
def test_each_market_has_its_form(source, language, use, locale, text):
    quantity = read_quantity(source, language)
    assert quantity is not None
    assert localized(quantity, locale, use).text == text


@given(amounts, st.sampled_from(CONVERTIBLE), st.booleans())
def test_a_figure_converts_back_within_its_rounding(value, unit, down):
    source = Quantity(value, unit)
    for _, target in units()[unit].targets:
        made = converted_to(source, target, down=down)
        exact, shown, step = source.exact(target)[0], Fraction(made.shown.value), Fraction(made.rounding[0])
        assert abs(exact - shown) <= (step if down else step / 2)
        assert made.exact == (exact == shown)
        if down:
            assert abs(shown) <= abs(exact)


@given(amounts, st.sampled_from(sorted(set(units()))), st.sampled_from(LOCALES))
def test_the_source_stays_or_can_be_told(value, unit, locale):
    source = Quantity(value, unit)
    made = localized(source, locale)
    assert made.source == source
    figure = f"{value:f}".replace(".", "," if locale in ("de", "fr", "it", "es") else ".")
    if unit != "ft_in" and (made.shown is None or (source.system == "metric" and locale.startswith("en-US"))):
        assert figure in made.text
    if source.system in ("kept", "any"):
        assert made.shown is None
    if locale == "ja" and source.system == "customary":
        assert not any(name in made.text for name in ("インチ", "ポンド", "オンス", "フィート"))


@given(amounts, st.sampled_from(CONVERTIBLE), st.sampled_from(LOCALES))
def test_a_localized_text_is_stable(value, unit, locale):
    assume(unit not in ("ft_in", "liquid_oz", "cn_chi", "cn_jin", "cn_liang") and not unit.startswith("delta"))
    language = {"en-GB": "en-US", "en-AU": "en-US"}.get(locale, locale)
    once = localized(Quantity(value, unit), locale).text
    read = read_quantity(once.removeprefix("約"), language)
    assume(read is not None and not unit.startswith("imp"))
    twice = localized_text(once, language, locale, use="").text
    assert twice == once


@given(st.text(alphabet=st.characters(exclude_categories=("Nd", "No", "Nl", "Cs"))), st.sampled_from(LOCALES))
def test_texts_without_figures_are_untouched(text, locale):
    assert localized_text(text, "en", locale).text == text


def test_protected_spans_and_everything_around_stay():
    text = "🎁 ACME 500ml™ bottle 500ml — 防水 é"
    made = localized_text(text, "en", "en-US", protected=[(2, 12)])
    assert made.text == "🎁 ACME 500ml™ bottle 16.9 fl oz (500 ml) — 防水 é"
    assert [each.source.unit for each in made.converted] == ["ml"]


def test_words_beside_a_figure_tell_its_use():
    text = "27 inch monitor, 2.5 inch SSD, 20 oz tumbler, holds up to 330 lbs"
    assert localized_text(text, "en", "de").text == "68,6 cm (27 Zoll) monitor, 2,5 Zoll SSD, 591 ml tumbler, holds up to 149 kg"


def test_given_screens_keep_both_figures():
    assert localized_text("68,6 cm (27 Zoll) Monitor", "de", "en-US").text == "27-inch (68.6 cm) Monitor"
    assert localized_text("68,6 cm (27 Zoll) Monitor", "de", "fr").text == "68,6 cm (27 pouces) Monitor"
