import re
from pathlib import Path

import pytest

from prompts import message
from tests.tools.funnel.suspicions import context, event, fall, rise, rows, told
from tools.funnel.causes import MOST_ROWS, SEVERAL, causes, run_checks
from tools.funnel.chains import factors
from tools.funnel.checks import CHECKS

SOPS = Path(__file__).parents[3] / "knowledge/library/sops"
EVERY = {"ads", "organic"}
POSSIBLE = {"zh": "可能", "en": re.compile(r"\bmay\b")}
IDS = [cause.id for cause in causes()]


def ids(found):
    return [row.cause for row in found]


def test_no_cause_stands_twice():
    assert len(set(IDS)) == len(IDS)


def test_every_factor_has_rows_and_every_row_a_factor():
    named = {name for cause in causes() for name in cause.factors}
    assert named - {SEVERAL} == set(factors())
    assert all(cause.factors for cause in causes())


@pytest.mark.parametrize("rising", [False, True])
@pytest.mark.parametrize("factor", [name for name in factors() if name not in ("entries", "exits")])
def test_every_move_of_every_factor_has_a_possible_cause(factor, rising):
    fitting = [cause for cause in causes() if cause.fits(factor, rising, EVERY)]
    assert any(not cause.exclusion for cause in fitting) or factor == "in_stock_days"


@pytest.mark.parametrize("factor", ["sessions", "impressions", "clicks", "cvr", "ctr_cvr", "units", "orders", "revenue", SEVERAL])
def test_the_exclusions_of_a_fall_come_before_the_page(factor):
    fitting = [cause.id for cause in causes() if cause.fits(factor, False, EVERY)]
    assert fitting[:4] == ["report_gap", "peak_in_one_window", "stock_out", "buy_box_lost"]


def test_exclusions_stand_first_in_the_table():
    first = [cause.exclusion for cause in causes()]
    assert first == sorted(first, reverse=True)


def test_checks_exist_and_all_are_used():
    assert {cause.check for cause in causes() if cause.check} == set(CHECKS)


@pytest.mark.parametrize("sop", sorted({cause.sop for cause in causes() if cause.sop}))
def test_every_sop_named_is_in_the_library(sop):
    assert (SOPS / f"{sop}.zh.md").is_file() and (SOPS / f"{sop}.en.md").is_file()


@pytest.mark.parametrize("cause", IDS)
def test_a_cause_is_worded_as_possible_without_a_figure(cause):
    said = message(f"cause.{cause}")
    assert POSSIBLE["zh"] in said["zh"] and POSSIBLE["en"].search(said["en"])
    for key in (f"cause.{cause}", f"cause.{cause}.check", f"cause.{cause}.data"):
        assert not re.search(r"%|％|\d星", "".join(message(key).values()))


def test_nothing_suspected_gives_no_rows():
    assert run_checks(context()) == []


def test_a_fall_of_visits_excludes_stock_and_buy_box_and_looks_at_ads():
    evidence = told(ad_clicks=(40, 10), sessions=(100, 70), stock_days=(1, 1), out_of_stock_days=(0, 0))
    found = run_checks(context(rows({"sessions": 70}), fall("sessions"), evidence=evidence))
    by_cause = {row.cause: row for row in found}
    assert by_cause["ads_cut"].status == "supports" and "40.0 → 10.0（-75.0%）" in by_cause["ads_cut"].finding["zh"]
    assert [by_cause[name].status for name in ("report_gap", "stock_out", "buy_box_lost")] == ["speaks_against"] * 3
    assert by_cause["ads_cut"].sop == "SOP-ADS-03" and by_cause["ads_cut"].stage == "sessions"


def test_what_the_data_speak_against_comes_last():
    found = run_checks(context(rows({"sessions": 70}), fall("sessions")))
    against = [row.status == "speaks_against" for row in found]
    assert against == sorted(against) and 0 < sum(against) < len(found)


def test_an_exclusion_that_holds_comes_first():
    evidence = told(stock_days=(1, 1), out_of_stock_days=(0, 0.6), ad_clicks=(40, 10))
    found = run_checks(context(rows({"sessions": 70}), fall("sessions"), evidence=evidence))
    assert ids(found)[0] == "stock_out" and "ads_cut" in ids(found)


def test_rows_that_data_support_are_kept_where_there_are_too_many():
    found = run_checks(context(rows({"units": 6}), fall("cvr"), events=[event("competitor", "2026-09-29")]))
    assert len(found) == MOST_ROWS and "competitor" in ids(found)


@pytest.mark.parametrize("factor", list(factors()))
@pytest.mark.parametrize("suspect", [fall, rise])
def test_no_answer_has_more_than_eight_rows_or_one_twice(factor, suspect):
    found = run_checks(context(rows({"sessions": 70, "units": 6}), suspect(factor), suspect("cvr"), suspect("price")))
    assert len(found) <= MOST_ROWS and len(set(ids(found))) == len(found)


def test_several_stages_at_once_point_at_one_thing_behind_them():
    given = rows({"sessions": 40, "units": 2, "buy_box_percentage": 30})
    found = run_checks(context(given, fall("sessions"), fall("buy_box_percentage"), fall("cvr")))
    assert {"suppressed", "hijacked", "buy_box_lost"} & set(ids(found)) and ids(found)[0] == "buy_box_lost"


def test_stages_that_moved_opposite_ways_are_looked_at_one_by_one():
    found = run_checks(context(rows({"sessions": 40}), fall("sessions"), rise("cvr")))
    assert {row.stage for row in found} == {"sessions", "cvr"}


def test_each_of_several_suspects_has_rows():
    found = run_checks(context(rows({"sessions": 70, "price": 15.0}), fall("sessions"), fall("price")))
    assert {row.stage for row in found} == {"sessions", "price"} and "price_changed" in ids(found)


def test_a_finding_names_the_product_where_there_are_several():
    given = [*rows({"buy_box_percentage": 30}), *rows(sku="B2")]
    found = {row.cause: row for row in run_checks(context(given, fall("sessions", 0)))}
    assert found["buy_box_lost"].finding["en"] == "A17 · amazon_de: Buy Box share 98.0% → 30.0%."


@pytest.mark.parametrize(("channel", "kept", "left_out"), [("ads", "ads_cut", "rank_lost"), ("organic", "rank_lost", "ads_cut")])
def test_ads_and_organic_sales_have_causes_of_their_own(channel, kept, left_out):
    given = [{**row, "channel": channel} for row in rows({"sessions": 70})]
    found = ids(run_checks(context(given, fall("sessions"), evidence=told(search_impressions=(900, 600)))))
    assert kept in found and left_out not in found


def test_the_same_context_gives_the_same_rows():
    found = context(rows({"sessions": 70}), fall("sessions"), evidence=told(ad_clicks=(40, 10)))
    assert run_checks(found) == run_checks(found)
