"""Drafts read as a copywriter would leave them; the right answers were written by hand."""

from tests.tools.listing.rewrite.asking import draft, rewrite

LONG = "MARÉVA Men's Linen Shirt Long Sleeve, Regular Fit, Navy Blue, Size L, Button Collar, with Chest Pocket, for Holidays"


def test_phrases_moved_out_of_a_title_stay_whole():
    highlights = draft({"brand": "MARÉVA", "title": LONG}).highlights or ""
    title = draft({"brand": "MARÉVA", "title": LONG}).title
    for phrase in ("Regular Fit", "With Chest Pocket"):
        assert phrase in highlights or phrase.lower() in title.lower()


def test_words_beside_the_product_stay_before_later_phrases():
    title = "PEÑALBA Mochila de senderismo 40 L, impermeable, gris, mochila senderismo, multiuso, ligero y práctico"
    found = draft({"marketplace": "amazon_es", "brand": "PEÑALBA", "title": title}).title
    assert found.startswith("PEÑALBA Mochila de senderismo 40 L")


def test_a_word_spelt_with_a_forbidden_sign_goes_whole():
    title = draft({"marketplace": "ebay_us", "title": "Front Shock Absorber for Ford F-150 L@@K"}).title
    assert title in ("Front Shock Absorber for Ford F-150", "Front Shock Absorber for Ford F-150 L@@K")


def test_a_sign_by_itself_between_words_becomes_a_comma():
    assert draft({"title": "Maplewick Insulated Bottle 24 oz - Red ? Hot and Cold"}).title.endswith("Red, Hot and Cold")


def test_no_site_name_is_carried_from_contact_data():
    texts = {"title": "Nordeik Schraubendreher-Set", "bullets": ["Griff aus zwei Komponenten mit Rollschutz"]}
    contact = "Besuchen Sie unsere Website www.wohnwelt24.com Jetzt im Angebot, nur diese Woche."
    found, _ = rewrite({"marketplace": "amazon_de", "brand": "Nordeik", **texts, "description": contact})
    assert "wohnwelt24" not in found.work.draft.model_dump_json()


def test_bullets_that_lose_nothing_stay_byte_for_byte():
    bullets = [
        "CARE: Hand wash, dry at once",
        "soft grip — 12 cm long ;",
        "Works with  every tap. Made to last",
        "Free shipping on all orders",
    ]
    kept = draft({"title": "Norwell Brush", "bullets": bullets}).bullets
    assert kept[0] == bullets[0] and kept[2] == bullets[2]
