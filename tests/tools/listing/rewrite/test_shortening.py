"""What the operator asks to be shorter; the right answers were written by hand."""

from tests.tools.listing.rewrite.asking import rewrite

LID = "LEAK-PROOF LID: The screw lid with silicone seal keeps your bag dry, it opens with one hand, perfect for the gym or office"
COLD = "Keeps drinks cold for 24 hours and hot for 12 hours thanks to its clever wall. Fits most cup holders in your car."
STEEL = "MATERIAL: 18/8 stainless steel"
BOTTLE = {"title": "Norwell Water Bottle 500 ml, Stainless Steel, Black", "brand": "Norwell", "bullets": [LID, COLD, STEEL]}


def shorten(*asked, **more):
    found, why = rewrite(BOTTLE, shorten=[*asked], **more)
    return found.work.draft, [note.code for note in found.work.notes], why


def test_a_bullet_keeps_head_figures_and_stays_whole():
    draft, notes, _ = shorten({"field": "bullets", "index": 1})
    assert draft.bullets == [LID, "Keeps drinks cold for 24 hours and hot for 12 hours thanks to its clever wall.", STEEL]
    assert not notes


def test_a_length_that_would_break_the_sentence_is_told():
    draft, notes, _ = shorten({"field": "bullets", "index": 0, "most": 40})
    assert draft.bullets[0] == "LEAK-PROOF LID: The screw lid with silicone seal keeps your bag dry"
    assert notes == ["listing_rewrite_still_longer"]


def test_where_nothing_can_go_that_is_told():
    draft, notes, _ = shorten({"field": "bullets", "index": 2})
    assert draft.bullets[2] == STEEL and notes == ["listing_rewrite_not_shorter"]


def test_follow_ups_add_up():
    asked = {"keywords": ["gym flask"], "keep": ["one hand", "Black"], "title_max": 45}
    draft, _, why = shorten({"field": "bullets", "index": 0}, **asked)
    assert len(draft.title) <= 45 and "Black" in draft.title and "one hand" in draft.bullets[0]
    assert (len(draft.bullets[0]) < len(LID) and "gym flask" in f"{draft.search_terms}") or "flask" in draft.search_terms
    assert not why


def test_a_shorter_title_is_not_filled_again():
    draft, _, _ = shorten({"field": "title", "most": 30}, keywords=["hiking"])
    assert len(draft.title) <= 30


def test_a_kept_word_that_breaks_a_rule_is_the_reason():
    _, why = rewrite({**BOTTLE, "title": "Norwell Bottle 500 ml, Best Seller"}, keep=["our best seller", "best seller"])
    assert any("best seller" in text["en"] and "keep" in text["en"] for text in why)
