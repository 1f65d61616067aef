"""No word of the source's language stands in a composed text: words no one knows are put everywhere and looked for."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.listing.contract import Listing
from tools.listing.listing_localize import listing_localize
from tools.listing.localize.guard import Guard
from tools.listing.localize.result import LocalizeQuestion, LocalizeResult
from tools.listing.localize.terms_reading import is_code

DAY = date(2026, 11, 22)
STORES = ["amazon_de", "amazon_fr", "amazon_es", "amazon_it", "amazon_jp"]
WORDS = st.text("bdfgklmnprtvz", min_size=2, max_size=3).map(lambda text: f"q{text}ooj{text}y")
FORMS = ["{}", "29-{}", "3-{}", "{}-frei", "4 {}", "{} 12", "{}/black"]


def localized(to: str, **given: object) -> LocalizeResult:
    listing = Listing.model_validate({"marketplace": "amazon_us", "language": "en", "brand": "Lumora", **given})
    return listing_localize(LocalizeQuestion(listing=listing, to=to), warehouse=None, translator=None, today=DAY)


def texts_of(result: LocalizeResult) -> str:
    draft = result.draft
    return "\n".join(
        text for text in (draft.title, draft.highlights, *draft.bullets, draft.description, draft.search_terms) if text
    )


@settings(max_examples=40, deadline=None)
@given(
    word=WORDS,
    form=st.sampled_from(FORMS),
    cased=st.sampled_from([str.lower, str.title, str.upper]),
    store=st.sampled_from(STORES),
)
def test_unknown_words_never_reach_the_draft(word: str, form: str, cased: object, store: str) -> None:
    foreign = form.format(cased(word))  # type: ignore[operator]
    result = localized(
        store,
        product_type="water bottle",
        title=f"Lumora {foreign} Water Bottle, 500 ml, {foreign}, for {foreign}",
        bullets=[f"{foreign}: leakproof {foreign}", f"Made of {foreign}"],
        attributes={
            "color": foreign,
            "material": f"stainless steel, {foreign}",
            "features": f"leakproof, {foreign}",
            "size": foreign,
        },
        keywords=[{"term": foreign, "volume": 10}],
    )
    assert word not in texts_of(result).lower()
    assert any(word in each.text.lower() for each in result.untranslated)


@pytest.mark.parametrize(
    "word", ["29-Piece", "3-teilig", "4er", "2-Pack", "6-fach", "29-PIECE", "2-PACK", "12PCS", "Best", "SELLER", "DE"]
)
def test_a_word_with_a_number_is_no_code(word: str) -> None:
    assert not is_code(word)


@pytest.mark.parametrize(
    "word", ["HB-500K", "WH-1000", "E14", "IP67", "USB-C", "LED", "600D", "SPF50+", "1080p", "BR-750R", "RJ45"]
)
def test_codes_are_written_alike_everywhere(word: str) -> None:
    assert is_code(word)


@pytest.mark.parametrize(
    ("locale", "source", "text", "foreign"),
    [
        ("de", "en", "Frischhaltedosen 29-Piece aus Borosilikatglas", ["29-Piece"]),
        ("fr", "en", "Autres informations : 500 ml, Best, Seller", ["Best", "Seller"]),
        ("ja", "es", "犬用リード correa 40kg", ["correa"]),
        ("ja", "zh", "犬用リード 狗绳", ["狗绳"]),
        ("en-US", "de", "Water bottle, 500 ml, auslaufsicher", ["auslaufsicher"]),
        ("de", "en", "Trinkflasche aus Edelstahl, 500 ml, HB-500K, auslaufsicher", []),
        ("ja", "en", "ステンレス製 真空断熱ボトル 500ml（16.9液量オンス）", []),
    ],
)
def test_a_guard_names_the_words_of_other_languages(locale: str, source: str, text: str, foreign: list[str]) -> None:
    assert Guard(locale, source, []).foreign(text) == foreign
