"""Occasions and gifts of the source, in the words and on the days of the target market."""

from datetime import date

import pytest

from tools.listing.contract import Listing
from tools.listing.listing_localize import listing_localize
from tools.listing.localize.gifting import gifting_notes
from tools.listing.localize.result import LocalizeQuestion
from tools.listing.market import find_market

DAY = date(2026, 11, 22)


def notes(title, source, to, on=DAY):
    market = find_market(to)
    return gifting_notes(Listing(marketplace=source, title=title), find_market(source), market, market.locale, on)


@pytest.mark.parametrize(
    ("title", "source", "to", "on", "name", "day"),
    [
        # second Sunday of May 2027 in Germany; last Sunday of May in France; fourth Sunday of Lent in the UK
        ("Mug for Mother's Day", "amazon_us", "amazon_de", DAY, "Muttertag", "2027-05-09"),
        ("母亲节马克杯", "amazon_us", "amazon_fr", DAY, "Fête des Mères", "2027-05-30"),
        ("Tasse zum Muttertag", "amazon_de", "amazon_uk", DAY, "Mother's Day", "2027-03-07"),
        ("Mug for Mother's Day", "amazon_us", "amazon_de", date(2026, 5, 10), "Muttertag", "2026-05-10"),
    ],
)
def test_the_day_is_that_of_the_market(title, source, to, on, name, day):
    found = [each for each in notes(title, source, to, on) if each.code == "listing_localize_occasion"]
    assert len(found) == 1
    assert name.casefold() in found[0].en.casefold() and day in found[0].en and day in found[0].zh


def test_gift_words_of_the_market_are_told_and_not_written():
    listing = Listing(marketplace="amazon_us", brand="Nordvik", title="Nordvik water bottle 500 ml gift")
    result = listing_localize(LocalizeQuestion(listing=listing, to="amazon_de"), warehouse=None, translator=None, today=DAY)
    told = next(each for each in result.advice if each.code == "listing_localize_gift_words")
    assert "Geschenkidee" in told.en
    assert "Geschenk" not in result.draft.model_dump_json()


@pytest.mark.parametrize("title", ["Northeaster jacket", "Gifted hands tool set", "Water bottle"])
def test_other_words_tell_nothing(title):
    assert notes(title, "amazon_us", "amazon_de") == []
