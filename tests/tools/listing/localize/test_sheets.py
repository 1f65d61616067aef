"""A hundred product sheets through nine target stores."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.documents.language import guess_language
from tools.listing.contract import Listing
from tools.listing.listing_localize import listing_localize
from tools.listing.localize.result import LocalizeQuestion, LocalizeResult
from tools.listing.market import find_market

DAY = date(2026, 11, 22)
STORES = [
    "amazon_us",
    "amazon_uk",
    "amazon_ca",
    "amazon_au",
    "amazon_de",
    "amazon_fr",
    "amazon_it",
    "amazon_es",
    "amazon_jp",
]
SHEETS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("sheets.yaml").read_text(encoding="utf-8"))
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
CODE = re.compile(r"(?<![\w-])[A-Z]{2,}-?\d+[A-Z]*(?![\w-])")


@cache
def localized(place: int, store: str) -> LocalizeResult:
    sheet = {name: value for name, value in SHEETS[place].items() if name != "id"}
    listing = Listing(marketplace="amazon_us", **sheet)
    return listing_localize(LocalizeQuestion(listing=listing, to=store), warehouse=None, translator=None, today=DAY)


def texts_of(result: LocalizeResult) -> Iterator[str]:
    draft = result.draft
    yield from (text for text in (draft.title, draft.highlights, *draft.bullets, draft.description, draft.search_terms) if text)


def test_there_are_a_hundred_sheets_of_their_own_ids() -> None:
    assert len({sheet["id"] for sheet in SHEETS}) == len(SHEETS) >= 100


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("place", range(0, len(SHEETS), 3), ids=lambda place: SHEETS[place]["id"])
def test_every_field_is_of_the_target_language_and_clean(place: int, store: str) -> None:
    result, sheet = localized(place, store), SHEETS[place]
    limit = 75
    assert result.draft.title.startswith(sheet["brand"])
    assert len(result.draft.title) <= limit
    for text in texts_of(result):
        assert "  " not in text
        assert "{" not in text
        assert store == "amazon_jp" or not CJK.search(text)
    if store not in ("amazon_fr", "amazon_jp"):
        assert guess_language(result.draft.title) in (None, result.language)
    source = " ".join([sheet["title"], *map(str, sheet["attributes"].values())])
    held = " ".join(texts_of(result))
    back = " ".join(each.text for each in result.untranslated)
    assert all(code in held or code in back for code in CODE.findall(source))


@pytest.mark.parametrize("store", ["amazon_de", "amazon_us", "amazon_jp"])
@pytest.mark.parametrize("place", range(0, len(SHEETS), 4), ids=lambda place: SHEETS[place]["id"])
def test_no_fact_is_lost_without_a_reason_and_none_is_new(place: int, store: str) -> None:
    result = localized(place, store)
    assert [line.value for line in result.facts if not line.kept and line.reason is None] == []
    if find_market(store).language != SHEETS[place]["language"]:
        assert [reason for reason in result.reasons if reason.startswith("The draft")] == []
