"""Laws of every draft."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.listing.rewrite.asking import rewrite
from tests.tools.listing.rewrite.samples import listings
from tools.listing.facts.comparing import added, facts_of, facts_of_draft, lost, same


@settings(max_examples=60)
@given(listings())
def test_a_draft_is_within_its_limits_adds_no_fact_and_lists_every_loss(listing):
    found, why = rewrite(listing)
    draft, language = found.work.draft, found.work.language
    source = facts_of(found.work.listing, language)
    assert len(draft.title) <= 75  # rule amz-title-max-75, in force since 2026-07-27
    assert all(len(text) <= 255 for text in draft.bullets) or listing["marketplace"] != "amazon_us"
    assert len((draft.search_terms or "").encode()) <= (499 if listing["marketplace"] == "amazon_jp" else 249)
    assert [fact for fact in added(source, facts_of_draft(draft, language)) if fact.numbers] == []
    gone = {line.value: line.reason for line in found.facts if not line.kept}
    missing = lost(source, facts_of_draft(draft, language))
    assert all(any(line.reason and (line.value == fact.text) for line in found.facts) for fact in missing), (missing, gone)
    assert not why or any(finding.severity == "block" for finding in found.after.findings)


@settings(max_examples=40)
@given(listings())
def test_rewriting_a_ready_draft_changes_nothing(listing):
    found, why = rewrite(listing)
    if not why:
        again, _ = rewrite(found.work.draft.on(found.work.listing).model_dump())
        assert again.work.draft == found.work.draft, again.work.changes


@settings(max_examples=15)
@given(listings(), st.permutations(["travel cup", "gym flask", "steel mug", "thermos", "best bottle"]))
def test_keywords_of_one_volume_have_no_order(listing, terms):
    words = [{"term": term, "volume": 100} for term in terms]
    there, back = rewrite(listing, keywords=words)[0], rewrite(listing, keywords=words[::-1])[0]
    assert there.work.draft == back.work.draft
    assert there.coverage == back.coverage


@settings(max_examples=25)
@given(listings())
def test_a_fact_that_is_kept_stands_where_it_is_said_to(listing):
    found, _ = rewrite(listing)
    fields = {fact.field for fact in facts_of_draft(found.work.draft, found.work.language)}
    for line in found.facts:
        assert not line.kept or (line.where and {*line.where} <= fields)
        assert line.kept == (line.reason is None)


def test_sameness_is_that_of_the_facts():
    found, _ = rewrite({"title": "Norwell Bottle 500 ml", "bullets": ["Holds 0.5 l of water or tea"]})
    facts = facts_of_draft(found.work.draft, "en")
    assert same(facts[0], facts[-1])
