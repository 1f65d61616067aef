"""Words taken out of sentences; the right answers were written by hand as a copywriter would leave the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.listing.rewrite.cutting import cut_phrase, cut_prose
from tools.listing.rewrite.ends import tidy

PROSE = [
    ("en", "Our eco-friendly bamboo lid is easy to clean.", "eco-friendly", "Our bamboo lid is easy to clean."),
    ("en", "An eco-friendly bottle for the gym", "eco-friendly", "A bottle for the gym"),
    ("en", "Made of steel for a very popular hotel.", "popular", "Made of steel for a hotel."),
    ("en", "The bottle is eco-friendly.", "eco-friendly", ""),
    ("fr", "Meilleur que les autres modèles du marché", "Meilleur que", ""),
    ("ja", "業界最速の性能です。", "最速", ""),
    ("ja", "最高品質の素材だけを使用", "最高品質", ""),
    ("en", "The bottle is eco-friendly, light and easy to carry.", "eco-friendly", "The bottle is light and easy to carry."),
    ("en", "Durable and eco-friendly.", "eco-friendly", "Durable."),
    ("en", "Light, durable and eco-friendly.", "eco-friendly", "Light and durable."),
    ("en", "Lightweight, durable, antibacterial and washable", "antibacterial", "Lightweight, durable and washable"),
    ("en", "Made from eco-friendly materials, 500 ml.", "eco-friendly", "500 ml."),
    ("en", "STRONG GRIP: Our mat is the best on the market. Easy to wash.", "best", "STRONG GRIP: Easy to wash."),
    ("en", "Keeps cold for 24 hours; money back guarantee if not.", "money back guarantee", "Keeps cold for 24 hours."),
    ("en", "Box of 8.7 x 4.5 in. The best price here!", "best price", "Box of 8.7 x 4.5 in."),
    ("de", "Die umweltfreundliche Flasche hält 12 Stunden warm.", "umweltfreundliche", "Die Flasche hält 12 Stunden warm."),
    ("de", "Die Flasche ist umweltfreundlich und langlebig.", "umweltfreundlich", "Die Flasche ist langlebig."),
    ("de", "Sie wiegt leer 345 g. Nur für kurze Zeit.", "Nur für kurze Zeit", "Sie wiegt leer 345 g."),
    ("es", "Botella ecológica de acero inoxidable.", "ecológica", "Botella de acero inoxidable."),
    ("fr", "Cette gourde écologique et légère garde 12 h au froid.", "écologique", "Cette gourde légère garde 12 h au froid."),
    ("it", "Borraccia ecologica, leggera e resistente", "ecologica", "Borraccia leggera e resistente"),
    ("ja", "環境に優しい素材を使用しています。", "環境に優しい", "素材を使用しています。"),
]
CLAIMS = [
    ("en", "Made of 304 steel, kills bacteria, viruses and mold.", "kills bacteria", "Made of 304 steel."),
    ("en", "HEALTH: Relieves pain, heals muscles and cures headaches", "cures headaches", ""),
    ("es", "La crema cura el dolor de espalda en 7 días.", "cura el dolor", ""),
    ("ja", "【不眠症の方に】ぐっすり眠れる寝心地", "不眠症", "ぐっすり眠れる寝心地"),
]
PHRASES = [
    ("en", "Best Seller Yoga Mat with Free Shipping, 6 mm", "Best Seller", "Yoga Mat with Free Shipping, 6 mm"),
    ("en", "Best Seller Yoga Mat with Free Shipping, 6 mm", "Free Shipping", "Best Seller Yoga Mat, 6 mm"),
    ("en", "Yoga Mat (Free Shipping) 6 mm", "Free Shipping", "Yoga Mat 6 mm"),
    ("en", "Water Bottle - #1 Best Seller - 500 ml", "#1 Best Seller", "Water Bottle - 500 ml"),
    ("en", "Baby Bottle, 0 Months+ Hot Sale", "Hot Sale", "Baby Bottle, 0 Months+"),
    ("de", "Trinkflasche mit Geld-zurück-Garantie, 500 ml", "Geld-zurück-Garantie", "Trinkflasche, 500 ml"),
    ("ja", "【送料無料】ステンレス水筒 500ml", "送料無料", "ステンレス水筒 500ml"),
]


def span(text, words):
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(("language", "text", "words", "left"), PROSE, ids=range(len(PROSE)))
def test_a_sentence_without_the_words_still_reads(language, text, words, left):
    assert cut_prose(text, span(text, words), language) == left


@pytest.mark.parametrize(("language", "text", "words", "left"), CLAIMS, ids=range(len(CLAIMS)))
def test_what_a_claim_governs_goes_with_it(language, text, words, left):
    assert cut_prose(text, span(text, words), language, governs=True) == left


@pytest.mark.parametrize(("language", "text", "words", "left"), PHRASES, ids=range(len(PHRASES)))
def test_a_title_without_the_words_has_no_loose_ends(language, text, words, left):
    assert cut_phrase(text, span(text, words), language) == left


def test_a_question_that_leads_to_a_call_goes_too():
    text = "SUPPORT: Any question? Write to us at a@b.com"
    assert cut_prose(text, span(text, "a@b.com"), "en", whole=True) == ""


@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once(text):
    once = tidy(text)
    assert tidy(once) == tidy(tidy(once))


@given(st.sampled_from(PROSE + CLAIMS), st.data())
def test_a_cut_adds_nothing(case, data):
    language, text, _, _ = case
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    left = cut_prose(text, (start, end), language)
    words = {word.strip(".,;:").casefold() for word in text.split()} | {"a", "an"}
    pieces = [word.strip(".,;:!?").casefold() for word in left.split()]
    assert len(left) <= len(text) + 1
    assert {*left.casefold()} <= {*text.casefold(), "a", "n", ","}
    assert language == "ja" or all(any(piece in word for word in words) or piece in text.casefold() for piece in pieces)
