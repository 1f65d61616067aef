"""Made listings for the bench: words of the term base in the languages of the stores, one in four with something forbidden."""

from collections.abc import Iterator
from random import Random

from knowledge.library import facts
from tools.listing.contract import Listing
from tools.listing.terms import Term, terms

STORES = {
    "amazon_us": "en", "amazon_uk": "en", "amazon_de": "de", "amazon_fr": "fr", "amazon_es": "es", "amazon_it": "it",
    "amazon_jp": "ja", "walmart_us": "en", "ebay_us": "en", "tiktok_us": "en",
}  # fmt: skip
BULLETS, WORDS_A_BULLET, WORDS_A_DESCRIPTION = 5, 9, 60
_GUILTY = 4


def listings(number: int, seed: int = 1) -> list[Listing]:
    """Listings of about 1,500 characters, in all stores in turn."""
    random = Random(seed)
    stores = list(STORES.items())
    return [_listing(*stores[at % len(stores)], random, at) for at in range(number)]


def phrases() -> dict[str, list[str]]:
    """Forbidden phrases of the library by language."""
    found: dict[str, list[str]] = {}
    for group in facts("wording"):
        for language, wordings in group.phrases.items():
            found.setdefault(language, []).extend(wordings)
    return found


def _listing(store: str, language: str, random: Random, at: int) -> Listing:
    known = list(terms().values())
    bullets = [_text(language, random, known, WORDS_A_BULLET) for _ in range(BULLETS)]
    if at % _GUILTY == 0:
        bullets[at // _GUILTY % BULLETS] += " " + random.choice(phrases()[language])
    return Listing(
        marketplace=store,
        language=language,  # type: ignore[arg-type]
        brand="Nordvik",
        attributes={"material": "steel", "capacity": f"{at % 900 + 100} ml"},
        title=f"Nordvik {_text(language, random, known, 4)} {at % 900 + 100} ml",
        bullets=bullets,
        description=_text(language, random, known, WORDS_A_DESCRIPTION),
        search_terms=" ".join(_words(language, random, known, 5)),
    )


def _text(language: str, random: Random, known: list[Term], number: int) -> str:
    text = ("、" if language == "ja" else ", ").join(_words(language, random, known, number))
    return text[:1].upper() + text[1:] + f" {random.randint(2, 90)} cm"


def _words(language: str, random: Random, known: list[Term], number: int) -> Iterator[str]:
    for term in random.choices(known, k=number):
        yield next(iter(term.names(language)), term.id)
