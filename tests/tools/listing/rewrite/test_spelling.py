"""Texts in capitals calmed; the right answers are how SI and makers write the words."""

import pytest

from tools.listing.rewrite.spelling import calmed

CASES = [
    ("de", "SCHLAFSACK 220 X 75 CM, 1,2 KG, ORANGE", "Schlafsack 220 x 75 cm, 1,2 kg, Orange"),
    ("de", "LEISTE 6-FACH, 2 M, SK5-STAHL, USB-C, DIMMBAR", "Leiste 6-fach, 2 m, SK5-Stahl, USB-C, dimmbar"),
    ("de", "HOCKER AUSSEN", "Hocker Außen"),
    ("en", "CASE IPHONE 15, 1.5 MM, 2.4 GHZ, 10000MAH", "Case iPhone 15, 1.5 mm, 2.4 GHz, 10000mAh"),
    ("en", 'DUMBBELL 52.5 LB, 29-PIECE, 24" X 16" X 5"', 'Dumbbell 52.5 lb, 29-Piece, 24" x 16" x 5"'),
    ("en", "MEN'S PHONE 5G 4K, LED, HDMI, M6X20", "Men's Phone 5G 4K, LED, HDMI, M6X20"),
    ("fr", "ARBRE À CHAT 112 CM", "Arbre à Chat 112 cm"),
    ("es", "LIGERO Y PRÁCTICO 1,5 M", "Ligero y Práctico 1,5 m"),
    ("ja", "充電器 10000mAh USB-C PSE適合", "充電器 10000mAh USB-C PSE適合"),
]


def soft(text):
    """A capital at the head of each word, as the check proposes."""
    words = text.split(" ")
    return " ".join(
        "-".join(p[:1] + p[1:].lower() for p in word.split("-"))
        if word.strip(",").replace("-", "").replace("'", "").isalpha()
        else word
        for word in words
    )


@pytest.mark.parametrize(("language", "shouted", "right"), CASES)
def test_units_names_and_abbreviations(language, shouted, right):
    assert calmed(shouted, soft(shouted), language, ()) == right


def test_a_brand_stays_as_it_is():
    assert calmed("MIRA-X LAMPE 10 CM", "Mira-X Lampe 10 CM", "de", ("Mira-X",)) == "MIRA-X Lampe 10 cm"
