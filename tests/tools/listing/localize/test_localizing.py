"""Prose of the same language, and translations that are verified."""

from datetime import date

from tools.listing.contract import Listing
from tools.listing.listing_localize import listing_localize
from tools.listing.localize.result import LocalizeQuestion, LocalizeResult
from tools.listing.localize.translator import Translator

DAY = date(2026, 11, 22)
ENGLISH = Listing(
    marketplace="amazon_us",
    language="en",
    brand="Gray Co",
    title="Gray Co gray aluminum flashlight",
    bullets=["The color stays bright with %(name)s and lights up to 30 feet of your path", "Fits in {bag} for the whole trip"],
)
CHINESE = Listing(
    marketplace="amazon_us",
    language="zh",
    brand="Lumora",
    product_type="保温杯",
    title="Lumora 保温杯 500ml",
    bullets=["放进包里也放心，容量500ml", "清洗方便，随时带走"],
    attributes={"容量": "500ml"},
)


class Scripted:
    """Answers as written; remembers what it was asked."""

    def __init__(self, *answers: dict[str, str]) -> None:
        self.answers = list(answers)
        self.complaints: list[list[str]] = []

    def translate(
        self, texts: dict[str, str], source: str, target: str, glossary: dict[str, str], complaints: list[str]
    ) -> dict[str, str]:
        self.complaints.append(complaints)
        return self.answers.pop(0)


def localized(listing: Listing, to: str, translator: Translator | None = None) -> LocalizeResult:
    return listing_localize(LocalizeQuestion(listing=listing, to=to), warehouse=None, translator=translator, today=DAY)


GOOD = {
    "title": "Lumora Isolierflasche 500 ml",
    "bullets[0]": "Passt sicher in die Tasche und hält mit 500 ml für den Tag",
    "bullets[1]": "Leicht zu reinigen und immer mit dabei",
}


def test_english_prose_is_respelled_and_nothing_else() -> None:
    result = localized(ENGLISH, "amazon_uk")
    assert result.method == "respelled"
    assert result.draft.title == "Gray Co grey aluminium torch"
    assert "colour" in result.draft.bullets[0]
    assert "%(name)s" in result.draft.bullets[0]
    assert "{bag}" in result.draft.bullets[1]
    assert "9.14 m" in result.draft.bullets[0]  # 30 x 0.3048
    assert [each.source for each in result.conversions] == ["30 ft"]


def test_a_good_translation_is_taken() -> None:
    result = localized(CHINESE, "amazon_de", Scripted(GOOD))
    assert result.method == "translated"
    assert result.draft.title == GOOD["title"]
    assert result.draft.bullets == [GOOD["bullets[0]"], GOOD["bullets[1]"]]


def test_a_wrong_figure_is_complained_of_and_repaired_once() -> None:
    wrong = {**GOOD, "bullets[0]": "Passt sicher in die Tasche und hält mit 700 ml für den Tag"}
    translator = Scripted(wrong, {"bullets[0]": GOOD["bullets[0]"]})
    result = localized(CHINESE, "amazon_de", translator)
    assert result.draft.bullets[0] == GOOD["bullets[0]"]
    assert any("bullets[0]" in each for each in translator.complaints[1])


def test_what_fails_twice_is_stated_and_the_composed_text_stands() -> None:
    wrong = {**GOOD, "title": "Isolierflasche 750 ml, das Beste auf dem Markt"}
    result = localized(CHINESE, "amazon_de", Scripted(wrong, {"title": wrong["title"]}))
    assert not result.ready
    assert result.draft.title == "Lumora Isolierflasche, 500 ml"
    assert any("title" in reason for reason in result.reasons)
    assert "title" in {each.field for each in result.untranslated}


def test_a_translation_in_another_language_is_refused() -> None:
    english = {name: "This is the bottle that you can take with you for the whole day, and it is easy to clean" for name in GOOD}
    result = localized(CHINESE, "amazon_de", Scripted(english, english))
    assert not result.ready
    assert "the bottle" not in str(result.draft)
