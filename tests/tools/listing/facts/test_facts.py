"""What a text states: labelled sentences, and laws of reading and comparing."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.listing.facts.labelled import labelled
from tools.listing.contract import Listing
from tools.listing.draft import Draft, draft_of
from tools.listing.facts.comparing import added, facts_of, facts_of_draft, lines, lost, same, stated
from tools.listing.facts.compounds import compound
from tools.listing.facts.fact import Fact, written
from tools.listing.facts.matching import data, narrow, plain
from tools.listing.facts.naming import spans
from tools.listing.facts.near import Near
from tools.listing.facts.reading import facts_in
from tools.listing.facts.units import units
from tools.listing.terms import terms

CASES = labelled("facts")
LANGUAGES = ("zh", "en", "de", "fr", "es", "it", "ja")


def only(text: str, language: str = "en") -> Fact:
    (fact,) = facts_in(text, language)
    return fact


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[f"{n:03}-{each[0]}" for n, each in enumerate(CASES)])
def test_labelled_sentences(language: str, text: str, expected: list[str]) -> None:
    found = facts_in(text, language)
    assert [" ".join(filter(None, (fact.kind, fact.value, fact.unit))) for fact in found] == expected
    assert all(text[fact.start : fact.end] == fact.text for fact in found)


PIECES = [
    *("500", "0,5", "1.000", "2 1/2", "1/4", "½", "12 x 8 x 4", "110–240", "１２", "٣", "304"),
    *("ml", "in", "cm", "oz", "V", "Stück", "個", "件套", "pack of", "set", "°C", "K", "T", "XL", "ｃｍ", '"', "'", "%"),
    *("B-", "WH-", "USB ", "SPF", "EU ", "型号", "不锈钢", "steel", "cotton", "é", "ß", "İ", "💧"),
    *("-", "/", " ", ", ", "(", ")", "x", "×", "to", "bis", "+", ".", "\u202f"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40), st.sampled_from(LANGUAGES))
@settings(max_examples=600, deadline=None)
def test_each_figure_is_in_exactly_one_fact(text: str, language: str) -> None:
    found = facts_in(text, language)
    for place, sign in enumerate(text):
        if sign.isdecimal():
            assert sum(fact.start <= place < fact.end for fact in found) == 1
    assert all(text[fact.start : fact.end] == fact.text for fact in found)
    assert all(same(fact, fact) for fact in found)


TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(("title", "attributes.size"))), max_size=4), st.sampled_from(LANGUAGES))
@settings(max_examples=200, deadline=None)
def test_what_is_near_holds_all_that_is_the_same(texts: list[tuple[str, str]], language: str) -> None:
    facts = [fact for text, field in texts for fact in facts_in(text, language, field)]
    near = Near(facts)
    for fact in facts:
        beside = near.to(fact)
        assert [other for other in beside if same(fact, other)] == [other for other in facts if same(fact, other)]
        for other in facts:
            assert other in beside or not stated(fact, [other])
        assert stated(fact, beside) == stated(fact, facts)


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(narrow(text)) == len(text) == len(plain(text))


@given(st.fractions())
def test_numbers_are_written_exactly(number: Fraction) -> None:
    assert Fraction(written(number)) == number


# NIST Handbook 44 (2025), Appendix C: exact values, in the base unit.
NIST = {
    "in": "0.0254", "ft": "0.3048", "yd": "0.9144", "mi": "1609.344", "lb": "0.45359237", "fl oz": "0.0295735295625",
    "qt": "0.946352946", "cuft": "28.316846592", "sqft": "0.09290304",
}  # fmt: skip
NIST_OF_TWO = {
    ("oz", "kg"): "0.028349523125", ("oz", "l"): "0.0295735295625", ("gal", "l"): "3.785411784", ("gal", "uk l"): "4.54609",
    ("pt", "l"): "0.473176473", ("pt", "uk l"): "0.56826125", ("cup", "l"): "0.2365882365",
}  # fmt: skip


def test_factors_are_exact() -> None:
    assert {id: units()[id].factor for id in NIST} == {id: Fraction(value) for id, value in NIST.items()}
    assert {key: units()[key[0]].to[key[1]] for key in NIST_OF_TWO} == {
        key: Fraction(value) for key, value in NIST_OF_TWO.items()
    }


def test_no_name_of_a_unit_is_given_twice() -> None:
    names = [plain(name) for each in data("units_read") for name in {plain(name) for name in each.get("names", ())}]
    assert sorted(names) == sorted(set(names))


def test_broader_terms_are_terms() -> None:
    broader = data("broader")
    assert {*broader, *broader.values()} <= {*terms()}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("500 ml", "0.5 L"),
        ("16.9 fl oz", "500 ml"),  # 499.79 ml, shown to 0.1 fl oz
        ("20 oz", "591 ml"),  # of the two readings of oz that of volume: 591.47 ml
        ("16 oz", "1 lb"),  # that of mass, exactly
        ("12 x 8 x 4 in", "30.5 x 20.3 x 10.2 cm"),  # 30.48 x 20.32 x 10.16
        ("8 x 12 x 4 in", "12 x 8 x 4 in"),
        ("86°F", "30°C"),
        ("3-pack", "set of 3"),
        ("36 months", "3 years"),
        ("WH-1000XM4", "WH1000XM4"),
        ("1 kW", "1000 W"),
        ("2 1/2 inch", "2.5 in"),
    ],
)
def test_what_is_the_same(a: str, b: str) -> None:
    assert same(only(a), only(b)) and same(only(b), only(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("500 ml", "510 ml"),
        ("500 ml", "50 cl wide"[:0] or "0.05 l"),
        ("2 lb", "1 kg"),  # 0.907 kg: 10 % away
        ("5 V", "5 A"),
        ("1 pair", "1 pcs"),
        ("B-204X", "B-204Y"),
        ("steel", "stainless steel"),
        ("110-240V", "110V"),
    ],
)
def test_what_is_not_the_same(a: str, b: str) -> None:
    assert not same(only(a), only(b))


@pytest.mark.parametrize(
    ("zh", "other", "language"),
    [
        ("304不锈钢", "Edelstahl 304", "de"),
        ("黑色", "noire", "fr"),
        ("硅胶", "silicona", "es"),
        ("棉", "cotone", "it"),
        ("白色", "ホワイト", "ja"),
    ],
)
def test_materials_and_colours_compare_across_languages(zh: str, other: str, language: str) -> None:
    assert same(only(zh, "zh"), only(other, language))


SOURCE = Listing(
    marketplace="amazon_us",
    title="Bottle 500 ml, black",
    bullets=["Size 24 x 7 cm, 2-pack"],
    attributes={"材质": "304不锈钢", "capacity_ml": "500", "CE": "yes"},
)


@pytest.mark.parametrize("language", ["en"])
def test_a_text_loses_and_adds_nothing_to_itself(language: str) -> None:
    texts = SOURCE.model_copy(update={"attributes": {}})
    source, draft = facts_of(texts, language), facts_of_draft(draft_of(texts), language)
    assert lost(source, draft) == added(source, draft) == []
    assert all(line.kept for line in lines(source, draft, {}))


def test_what_a_draft_loses_and_adds() -> None:
    draft = Draft(title="Steel bottle, black, 0.5 l, 9 hours", bullets=["24 cm high, 7 cm wide"])
    source, held = facts_of(SOURCE, "en"), facts_of_draft(draft, "en")
    assert [fact.text for fact in lost(source, held)] == ["2-pack", "304不锈钢", "CE"]
    assert [fact.text for fact in added(source, held)] == ["9 hours"]
    table = lines(source, held, {lost(source, held)[0]: "listing_fact_lost"})
    assert [(line.value, line.kept) for line in table] == [
        ("500 ml", True), ("black", True), ("24 x 7 cm", True), ("2-pack", False), ("304不锈钢", False), ("CE", False),
    ]  # fmt: skip
    assert table[0].source == ["title", "attributes.capacity_ml"] and table[0].where == ["title"]
    assert all(line.reason and line.reason_zh for line in table if not line.kept)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(
            ("en", text)
            for text in ("Slow down with this felt-tip feel", "Steam iron and curling iron", "Carbon monoxide detector")
        ),
        *(
            ("de", text)
            for text in ("Glasreiniger", "Papierkorb", "Holzbohrer", "Filzstift", "Mülleimer", "Gummiband", "Nudelholz", "Tülle")
        ),
        *(("fr", text) for text in ("Fer à repasser", "Pile AA")),
        *(("it", text) for text in ("Ferro da stiro", "2 pile AAA incluse")),
        *(("zh", text) for text in ("金属探测器", "玻璃清洁剂")),
    ],
)
def test_words_that_are_no_material_here(language: str, text: str) -> None:
    assert not [fact for fact in facts_in(text, language) if fact.kind == "material"]


@pytest.mark.parametrize(
    ("word", "materials"),
    [
        ("silikondeckel", {"silicone"}),
        ("kunststoffbox", {"plastic"}),
        ("kunstlederbezug", {"faux_leather", "pu_leather"}),
        ("eichenholz", {"wood"}),
        ("daunenjacke", {"down"}),
        ("glasreiniger", set()),
        ("plattenspieler", set()),
        ("eisenbahn", set()),
    ],
)
def test_german_compounds(word: str, materials: set[str]) -> None:
    read = compound(word)
    assert {term.id for term in read.made_of} <= materials if read else not materials


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_material_or_colour_is_found(language: str) -> None:
    missed = []
    for term in terms().values():
        if term.kind in ("material", "colour"):
            for name in term.names(language):
                low = plain(narrow(name))
                hits = [*spans(low, language, "material", "colour")]
                if not any(start == 0 and end == len(low) and term in meant for start, end, meant in hits):
                    missed.append((term.id, name))
    assert missed == []
