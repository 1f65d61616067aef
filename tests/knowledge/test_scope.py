"""What documents a scope lets through, and what a question names."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.document import KINDS, Document
from knowledge.ledger import Ledger
from knowledge.library import read_library
from knowledge.scope import NOTHING, OPEN, Named, Scope, covering, is_everywhere, only, place_code
from tests.knowledge.conftest import TODAY, note

CODES = ["DE", "FR", "EU", "UK", "GB", "NI", "US", "US-CA", "us-states", "JP", "TH", "SEA", "ALL", "international", "el", "de"]
PLATFORMS = ["amazon", "ebay", "tiktok"]
SHOPS = ["north", "south", "north sea"]


@pytest.mark.parametrize(
    ("given", "code"), [("GB", "UK"), ("gb", "UK"), ("EL", "GR"), ("de", "DE"), ("UK", "UK"), ("US-CA", "US-CA"), ("XX", "XX")]
)
def test_codes_as_the_library_writes_them(given, code):
    assert place_code(given) == code == place_code(code)


@pytest.mark.parametrize(
    ("place", "inside", "outside"),
    [
        ("DE", {"DE", "EU", "ALL"}, {"FR", "UK", "US"}),
        ("EU", {"DE", "FR", "EU"}, {"UK", "US"}),
        ("GB", {"UK", "NI"}, {"EU", "GB"}),
        ("US", {"US", "US-CA", "INTERNATIONAL"}, {"CA", "EU"}),
        ("US-CA", {"US", "US-CA"}, {"CA", "US-STATES"}),
        ("TH", {"TH", "SEA"}, {"VN", "EU"}),
        ("XX", {"XX", "ALL", "MULTI"}, {"EU", "US"}),
    ],
)
def test_what_holds_in_a_place(place, inside, outside):
    assert inside <= covering(place) and not outside & covering(place)


@given(first=st.sampled_from(CODES), second=st.sampled_from(CODES))
def test_two_places_cover_each_other_or_neither_does(first, second):
    if not is_everywhere(map(place_code, (first, second))):
        assert (place_code(first) in covering(second)) == (place_code(second) in covering(first))


@given(place=st.sampled_from(CODES))
def test_a_place_covers_itself_and_everywhere_however_it_is_written(place):
    assert covering(place) == covering(place.lower()) == covering(place_code(place))
    assert is_everywhere(covering(place)) and place_code(place) in covering(place)


def test_every_place_of_the_library_is_found_by_its_own_code():
    places = {place for document in read_library() for place in document.places}
    assert [place for place in sorted(places) if place not in covering(place) or place not in covering(place.lower())] == []


names = st.lists(st.sampled_from(["DE", "EU", "UK", "US", "US-CA", "ALL", "JP"]), max_size=2, unique=True).map(tuple)
documents = st.builds(
    lambda kind, platforms, places, shops: note("x", kind=kind, platforms=platforms, places=places, shops=shops),
    st.sampled_from(KINDS),
    st.lists(st.sampled_from(PLATFORMS), max_size=2, unique=True).map(tuple),
    names,
    st.lists(st.sampled_from(SHOPS), max_size=2, unique=True).map(tuple),
)
scopes = st.builds(
    Scope,
    kind=st.none() | st.sampled_from(KINDS),
    platform=st.none() | st.sampled_from(PLATFORMS),
    place=st.none() | st.sampled_from(CODES),
    shop=st.none() | st.sampled_from(SHOPS),
)


def lets_through(scope: Scope, document: Document) -> bool:
    """The same as the condition says, without a database."""
    wanted = [
        (document.platforms, {scope.platform} - {None}),
        (document.shops, {scope.shop} - {None}),
        (document.places, set(covering(scope.place)) if scope.place else set()),
    ]
    kind = scope.kind in (None, document.kind)
    return kind and all(not held or not asked or asked & {*held} for held, asked in wanted)


@given(scope=scopes, added=st.lists(documents, min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_the_condition_lets_through_what_it_should(scope, added, tmp_path_factory):
    ledger = Ledger(tmp_path_factory.mktemp("scope") / "knowledge.sqlite", "words")
    named = [replace(document, id=f"d{number}") for number, document in enumerate(added)]
    ledger.put(named)
    passing = {document.id for document in named if lets_through(scope, document)}
    every = [f"{document.id}/-/1" for document in named]
    assert {passage.document_id for passage in ledger.passages(every, scope).values()} == passing
    assert ledger.count(scope, "user") == len(passing)


QUESTIONS = ["title characters", "parcel to Germany", "标题 上限", "fee for eBay parcel", "zebra"]
GOODS = ["Parcels to Germany cost 4 euro.", "The title of a parcel.", "标题的上限。", "Fees of eBay.", "Titles of Amazon."]


@pytest.fixture
def shelf(index):
    """An index of documents with all kinds of conditions."""
    kinds = [
        (kind, platform, place)
        for kind in ("document", "rule")
        for platform in ((), ("ebay",))
        for place in ((), ("EU",), ("US",))
    ]
    added = [
        note(
            f"{GOODS[n % len(GOODS)]} Number {n}.",
            f"n{n}",
            kind=kind,
            platforms=platform,
            places=place,
            shops=("north",) * (n % 2),
        )
        for n, (kind, platform, place) in enumerate(kinds)
    ]
    index.add(added, TODAY)
    return index


@given(scope=scopes, query=st.sampled_from(QUESTIONS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_a_search_in_a_scope_is_the_open_search_less_what_does_not_pass(shelf, scope, query):
    every = shelf.search(query, as_of=TODAY, k=50).hits
    found = shelf.search(query, as_of=TODAY, k=50, scope=scope).hits
    expected = {hit.document.id: hit.score for hit in every if lets_through(scope, hit.document)}
    assert {hit.document.id: hit.score for hit in found} == pytest.approx(expected, abs=2e-4)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert scope != OPEN or found == every


GERMAN = note("x", platforms=("amazon",), places=("DE",))
EUROPEAN = note("x", platforms=("amazon", "ebay"), places=("EU",))
GENERAL = note("x")


@pytest.mark.parametrize(
    ("platforms", "places", "document", "misses", "meets"),
    [
        ([], [], GERMAN, 0, 0),
        (["amazon"], [], GERMAN, 0, 1),
        (["ebay"], [], GERMAN, 1, 0),
        (["ebay"], ["FR"], GERMAN, 2, 0),
        (["ebay"], ["FR"], EUROPEAN, 0, 1),
        (["amazon"], ["DE"], GERMAN, 0, 2),
        ([], ["EU"], GERMAN, 0, 0),
        ([], ["GB"], EUROPEAN, 1, 0),
        (["ebay"], ["US"], GENERAL, 0, 0),
        (["ebay", "amazon"], ["FR", "DE"], GERMAN, 0, 2),
    ],
)
def test_how_far_a_document_is_about_what_is_named(platforms, places, document, misses, meets):
    named = Named(frozenset(platforms), frozenset(places))
    assert (named.misses(document), named.meets(document)) == (misses, meets)


@given(document=documents, platforms=st.frozensets(st.sampled_from(PLATFORMS)), places=st.frozensets(st.sampled_from(CODES)))
def test_a_document_misses_or_meets_each_of_the_two_at_most_once(document, platforms, places):
    named = Named(platforms, places)
    assert 0 <= named.misses(document) + named.meets(document) <= bool(platforms) + bool(places)
    assert NOTHING.misses(document) == NOTHING.meets(document) == 0


@pytest.mark.parametrize(
    ("platforms", "places", "apart"),
    [
        ([], [], [(None, None)]),
        (["ebay", "amazon"], ["DE"], [("amazon", "DE"), ("ebay", "DE")]),
        (["amazon"], ["US", "DE"], [("amazon", "DE"), ("amazon", "US")]),
        (["ebay", "amazon"], ["US", "DE"], [("amazon", None), ("ebay", None), (None, "DE"), (None, "US")]),
    ],
)
def test_what_is_named_one_by_one(platforms, places, apart):
    named = Named(frozenset(platforms), frozenset(places), frozenset({225}))
    assert named.apart == apart
    for platform, place in apart:
        alone = Named(frozenset({platform} - {None}), frozenset({place} - {None}), named.days)
        assert only(named, platform, place) == alone


@pytest.mark.parametrize(
    ("ages", "days", "other"),
    [([211, 240], [225], False), ([211, 240], [211], False), ([211, 240], [240], False), ([211, 240], [241], True),
     ([366, None], [500], False), ([366, None], [365], True), ([211, 240], [], False), (None, [225], False),
     ([211, 240], [10, 225], False)],
)  # fmt: skip
def test_a_fact_about_goods_of_another_age(ages, days, other):
    document = Document(id="d", kind="rule", titles={}, texts={}, source=None, value={"age_days": ages} if ages else {})
    assert Named(days=frozenset(days)).is_of_other_age(document) is other
