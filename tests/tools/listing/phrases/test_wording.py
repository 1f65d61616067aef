"""Forbidden wording by kind: each expectation follows from the words of the group or rule it names."""

import pytest

from tests.tools.listing.phrases.asking import findings, ids

_FOUND = [
    ("amazon_us", "en", "title", "e\u200bco\u2011FRIENDLY bottle 750 ml", "env-friendly", "e\u200bco\u2011FRIENDLY"),
    ("amazon_us", "en", "bullet", "Now 20% off in all sizes.", "promo-discount", "20% off"),
    ("amazon_us", "en", "description", "To service [at] nordhus [dot] com now.", "ext-email", "service [at] nordhus [dot] com"),
    ("amazon_us", "en", "description", "Manuals are on nordhus.com for you.", "ext-url", "nordhus.com"),
    ("amazon_us", "en", "description", "Call (415) 555-0137 any time.", "ext-phone", "(415) 555-0137"),
    ("amazon_us", "en", "description", "Follow @nordhus_home for ideas.", "ext-social", "@nordhus_home"),
    ("amazon_us", "en", "bullet", "Fits the case B07XJ8C8F5 well.", "plc-asin", "B07XJ8C8F5"),
    ("amazon_us", "en", "bullet", "Soft \U0001f381 and warm.", "plc-emoji", "\U0001f381"),
    ("amazon_us", "en", "bullet", "The set is $19.99 only.", "amz-pdp-no-price-availability", "$19.99"),
    ("amazon_us", "en", "description", "A refurbished unit.", "amz-pdp-no-price-availability", "refurbished"),
    ("amazon_de", "de", "title", "Umweltfreundlichste Dose 1 l", "env-friendly", "Umweltfreundlichste"),
    ("amazon_de", "de", "title", "Dose mit Mengenrabatt 1 l", "promo-discount", "Mengenrabatt"),
    ("amazon_de", "de", "bullet", "Mit Geld-zurueck-Garantie.", "gua-money-back", "Geld-zurueck-Garantie"),
    ("amazon_fr", "fr", "bullet", "Doublure ANTI-BACTERIENNE lavable.", "pest-antibacterial", "ANTI-BACTERIENNE"),
    ("amazon_es", "es", "bullet", "Fundas ecológicas de lino.", "env-friendly", "ecológicas"),
    ("amazon_jp", "ja", "title", "ﾍﾞｽﾄｾﾗｰ 水筒 500ml", "sup-bestseller", "ﾍﾞｽﾄｾﾗｰ"),
    ("amazon_us", "en", "bullet", "Our b.e.s.t s e l l e r of the year.", "sup-bestseller", "b.e.s.t s e l l e r"),
    ("amazon_us", "en", "bullet", "With f r e e  s h i p p i n g now.", "promo-free-shipping", "f r e e  s h i p p i n g"),
    ("amazon_us", "en", "title", "B\u0435stseller Bottle 1 l", "sup-bestseller", "B\u0435stseller"),
    ("amazon_us", "en", "description", "Ask us on Wh4tsApp today.", "ext-im", "Wh4tsApp"),
    ("amazon_us", "en", "description", "Add W3Chat for the manual.", "ext-im", "W3Chat"),
    ("amazon_us", "en", "description", "Mail sales (at) nordhus (d0t) c0m.", "ext-email", "sales (at) nordhus (d0t) c0m"),
    ("amazon_us", "en", "description", "Manuals are on nordhus dot com.", "ext-url", "nordhus dot com"),
    ("amazon_fr", "fr", "bullet", "Les frais de port sont offerts.", "promo-free-shipping", "frais de port sont offerts"),
    ("amazon_it", "it", "bullet", "La consegna è sempre gratuita.", "promo-free-shipping", "consegna è sempre gratuita"),
    ("amazon_de", "de", "title", "Dose mit Preisnachlaß", "promo-discount", "Preisnachlaß"),
    ("amazon_es", "es", "bullet", "Superficies antibacterianas.", "pest-antibacterial", "antibacterianas"),
    ("amazon_jp", "ja", "bullet", "ニキビが治ります。", "med-cure", "治ります"),
    ("amazon_jp", "ja", "bullet", "病気を予防します。", "med-prevent", "病気を予防"),
    ("amazon_us", "en", "bullet", "With our MONEYBACK guarantee.", "gua-money-back", "MONEYBACK guarantee"),
    ("amazon_us", "en", "bullet", "It has a life-time warranty.", "gua-lifetime", "life-time warranty"),
    ("amazon_us", "en", "bullet", "The material is T.B.D. for now.", "plc-placeholder", "T.B.D"),
    ("amazon_us", "en", "bullet", "A knock off of the lamp.", "sup-dupe", "knock off"),
    ("amazon_us", "en", "description", "Manuals are on www . nordhus . com now.", "ext-url", "www . nordhus . com"),
    ("amazon_de", "de", "bullet", "In unserem E-Bay Laden.", "ext-other-store", "E-Bay"),
    ("amazon_it", "it", "bullet", "Potete modificare la vostra recensione.", "rev-remove", "modificare la vostra recensione"),
    ("amazon_jp", "ja", "bullet", "期間・限定の色です。", "promo-urgency", "期間・限定"),
    ("amazon_jp", "ja", "bullet", "高\u3000品\u3000質の革です。", "sup-premium", "高\u3000品\u3000質"),
    ("walmart_us", "en", "title", "Camp Stove 2024 with Case", "wmt-title-no-year", "2024"),
    ("walmart_us", "en", "title", "Lamp as Sold at Target Stores", "wmt-title-no-retailer", "Target"),
    ("newegg_us", "en", "title", "Refurbished Laptop 14 Inch", "newegg-title", "Refurbished"),
]  # fmt: skip
_SILENT = [
    ("amazon_us", "en", "title", "BPA-free Cup for Hands-Free Use"),
    ("amazon_us", "en", "bullet", "Off-white fabric, 100% off-white cotton."),
    ("amazon_us", "en", "bullet", "Model 555-123-4567, EAN 4006381333931, printed 05-10-2024."),
    ("amazon_us", "en", "bullet", "Size EUR 39, charges at 5V@2A."),
    ("amazon_us", "en", "bullet", "It holds 20 liters.It folds flat."),
    ("amazon_us", "en", "bullet", "Letters A B C D E F in sizes S M L."),
    ("amazon_us", "en", "bullet", "Each dot compares well with a polka dot com-fort fit."),
    ("amazon_us", "en", "description", "Not intended to diagnose, treat, cure or prevent any disease."),
    ("amazon_fr", "fr", "description", "Point de croix, le point com est brodé."),
    ("amazon_fr", "fr", "bullet", "Un bac de stockage."),
    ("amazon_us", "en", "bullet", "The bristles knock off dried mud."),
    ("amazon_jp", "ja", "bullet", "送料、無料の表記は箱にありません。"),
    ("amazon_it", "it", "title", "Saliera per sale fino, legno"),
    ("amazon_fr", "fr", "bullet", "Retournez-le tous les mois, le matelas dure longtemps."),
    ("walmart_us", "en", "title", "Archery Target Stand 2000 mm, Steel"),
    ("walmart_us", "en", "title", "Jigsaw Puzzle 2000 Pieces Forest"),
    ("tiktok_us", "en", "description", "A pot for fake plants."),
    ("amazon_jp", "ja", "bullet", "アスベストは不使用、最高温度は120℃です。"),
]


@pytest.mark.parametrize(("store", "language", "field", "text", "rule", "words"), _FOUND, ids=[f"{c[4]}-{c[0]}" for c in _FOUND])
def test_found_with_its_words(store, language, field, text, rule, words):
    assert [each.text for each in findings(store, language, field, text) if each.rule_id == rule] == [words]


@pytest.mark.parametrize(("store", "language", "field", "text"), _SILENT, ids=[f"{n}-{c[0]}" for n, c in enumerate(_SILENT)])
def test_silent(store, language, field, text):
    assert findings(store, language, field, text) == []


def test_rules_that_forbid_the_same_stand_beside_the_group():
    found = findings("amazon_us", "en", "title", "Bottle with free shipping")
    assert [each.rule_id for each in found] == ["promo-free-shipping"]
    assert "amz-title-no-promo" in found[0].also
    assert found[0].severity == "block"


def test_the_brand_may_hold_any_word():
    assert findings("amazon_us", "en", "title", "Best Guarantee Padlock", brand="Best Guarantee") == []
    assert ids(findings("amazon_us", "en", "title", "Best Padlock", brand="Guarantee")) >= {"sup-best"}


@pytest.mark.parametrize(
    ("brand", "text", "rule", "words"),
    [
        ("HydroPeak", "Write to help@hydropeak.com please.", "ext-email", "help@hydropeak.com"),
        ("Miraso", "Manuals are on miraso.shop today.", "ext-url", "miraso.shop"),
        ("Booking.com", "The Booking.com luggage tag is red.", "ext-url", None),
    ],
)
def test_the_brand_in_an_address_is_part_of_it_but_a_brand_that_is_an_address_is_a_name(brand, text, rule, words):
    found = [each.text for each in findings("amazon_us", "en", "bullet", text, brand=brand) if each.rule_id == rule]
    assert found == ([words] if words else [])


def test_names_not_to_be_used_but_for_what_fits_them():
    asked = {"protected_names": ["Velanto"]}
    assert [f.text for f in findings("amazon_us", "en", "title", "Shoes in Velanto style", **asked)] == ["Velanto"]
    assert findings("ebay_uk", "en", "title", "Laces for Velanto shoes", **asked) == []


def test_the_name_of_the_seller_is_not_for_titles():
    found = findings("amazon_us", "en", "title", "Lamp by Lumora Trading", seller_name="Lumora Trading", brand="Lumora")
    assert "amz-title-no-merchant-name" in ids(found)


def test_words_about_pesticides_only_beside_a_claim():
    alone = findings("amazon_us", "en", "bullet", "The finish is safe.")
    beside = findings("amazon_us", "en", "bullet", "The finish is safe and antibacterial.")
    assert alone == []
    assert "amz-pesticide-safety-claims" in ids(beside)


def test_words_on_pictures():
    images = [{"role": "main", "text": "50% OFF"}, {"role": "other", "text": "Antibacterial"}]
    found = findings("amazon_us", "en", "title", "Cup", images=images)
    assert [(each.field, each.index, each.rule_id) for each in found] == [
        ("images", 0, "promo-discount"),
        ("images", 1, "pest-antibacterial"),
    ]


def test_a_platform_is_no_other_store_to_itself():
    assert findings("ebay_uk", "en", "title", "Lamp on eBay") == []
    assert ids(findings("amazon_us", "en", "title", "Lamp on eBay")) >= {"ext-other-store"}


def test_unverified_groups_only_warn_and_say_so():
    found = findings("amazon_us", "en", "bullet", "The tray is biodegradable.")
    assert [(each.rule_id, each.severity) for each in found] == [("env-biodegradable", "warn")]
    assert "unverified" in found[0].message


def test_words_may_go_from_a_title_but_a_sentence_is_for_a_person():
    assert findings("amazon_us", "en", "title", "Lamp with free shipping")[0].replacement == ""
    assert findings("amazon_us", "en", "bullet", "We offer free shipping on it.")[0].replacement is None


def test_words_of_several_groups_are_told_once():
    found = findings("amazon_us", "en", "bullet", "The best price of all.")  # of sup-best and promo-cheap
    spans = [each.span for each in found]
    assert len(spans) == len(set(spans)) == 1


def test_what_blocks_comes_before_what_warns_on_the_same_words():
    found = findings("amazon_jp", "ja", "bullet", "最強の吸引力です。")  # of sup-amazing (warns) and sup-fastest (blocks)
    assert [(each.rule_id, each.severity) for each in found] == [("sup-fastest", "block")]
    assert "sup-amazing" in found[0].also
