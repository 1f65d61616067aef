"""What holds of every plan, whatever is given."""

import json

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.tools.restock.items import AIR, SEA, item, result_of, row_of, rows_of

EXAMPLES = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])

amounts = st.one_of(st.integers(0, 60), st.floats(0, 50_000, width=32), st.integers(-5, 5), st.none())
histories = st.one_of(
    st.lists(amounts, min_size=1, max_size=100),
    st.tuples(st.integers(1, 400), st.floats(0.01, 50_000)).map(lambda both: [both[1]] * both[0]),
)
arrivals = st.fixed_dictionaries(
    {"quantity": st.floats(0, 500), "expected_in_days": st.one_of(st.none(), st.integers(-40, 400), st.floats(-25, 90))}
)
days = st.fixed_dictionaries({"mean_days": st.floats(0.5, 120), "sd_days": st.one_of(st.none(), st.floats(0, 60))})
stages = st.lists(
    st.fixed_dictionaries(
        {"stage": st.sampled_from(["production", "生产", "头程", "qc", "receiving", "own"]), "mean_days": st.floats(0.5, 60)}
    ),
    min_size=1,
    max_size=4,
)
ways = st.lists(
    st.sampled_from([SEA, AIR, {"mode": "rail", "mean_days": 22}, {"mode": "express", "mean_days": 4}]), unique_by=str
)
dated = st.fixed_dictionaries(
    {"from": st.dates().filter(lambda d: 2025 <= d.year <= 2027), "multiplier": st.floats(0.1, 20)}
).map(lambda rule: [{**rule, "from": str(rule["from"]), "to": str(rule["from"])}])


@st.composite
def products(draw, sku="A"):
    """Whatever the schema takes."""
    units = draw(histories)
    optional = {
        "in_stock": st.lists(st.sampled_from([True, False, 1, 0, None]), min_size=len(units), max_size=len(units)),
        "inbound": st.lists(arrivals, max_size=4), "purchase_orders": st.lists(arrivals, max_size=2),
        "local_stock": st.integers(0, 300), "overseas_stock": st.integers(0, 300), "modes": ways,
        "review_days": st.sampled_from([1, 7, 14, 30]), "target_fill_rate": st.sampled_from([0.5, 0.9, 0.95, 0.98, 0.999]),
        "moq": st.integers(24, 900), "carton": st.integers(1, 24), "pallet": st.integers(1, 400),
        "unit_cost": st.floats(0.1, 300), "unit_margin": st.floats(-5, 90), "plan_units_per_day": st.floats(0.01, 900),
        "uplift": st.one_of(st.floats(0.1, 9), st.lists(st.floats(0.2, 5), max_size=60), dated),
        "max_cover_days": st.floats(1, 300), "storage_limit": st.integers(0, 3000), "drift_rate": st.floats(0, 2),
        "marketplace": st.sampled_from(["amazon_us", "amazon_de", "nowhere"]), "low_inventory_fee": st.floats(0, 2),
        "unit_volume_cubic_feet": st.floats(0.01, 3),
    }  # fmt: skip
    wanted = draw(st.fixed_dictionaries({}, optional=optional))
    on_hand = draw(st.one_of(st.integers(-200, 5000), st.floats(-50, 900)))
    return item(sku=sku, units_per_day=units, on_hand=on_hand, lead_time=draw(st.one_of(days, stages)), **wanted)


def several(least=1, most=4):
    return st.integers(least, most).flatmap(lambda count: st.tuples(*(products(sku=f"s{n}") for n in range(count)))).map(list)


@EXAMPLES
@given(several(), st.sampled_from([{}, {"budget": 900.0}, {"as_of": "2026-11-02"}, {"event": "bfcm_2026", "language": "en"}]))
def test_accepted_input_gives_finite_figures_twice_the_same(items, question):
    items = [{"unit_cost": 4.0, **each} for each in items]
    found = result_of(items, **question)
    assert json.dumps(found, allow_nan=False) == json.dumps(result_of(items, **question), allow_nan=False)
    assert "nan" not in json.dumps([row["formula"] for row in found["rows"]])


@EXAMPLES
@given(several(least=2), st.randoms(use_true_random=False), st.sampled_from([None, 500.0, 5000.0]))
def test_neither_the_order_of_rows_nor_other_rows_matter(items, made, budget):
    priced = [{"unit_cost": 3.0, "unit_margin": 2.0, **each} for each in items]
    question = {} if budget is None else {"budget": budget}
    shuffled = made.sample(priced, len(priced))
    found, turned = rows_of(priced, **question), rows_of(shuffled, **question)
    assert {row["sku"]: {**row, "number": 0} for row in found} == {row["sku"]: {**row, "number": 0} for row in turned}
    if budget is None:
        assert [{**row, "number": 1} for row in found] == [rows_of([each])[0] for each in priced]


@EXAMPLES
@given(products())
def test_orders_are_packed_and_within_limits(product):
    row = row_of(**product)
    quantity, carton, moq = row["order_quantity"] or 0, product.get("carton") or 1, product.get("moq") or 0
    if row["status"] == "refused":
        return
    assert quantity >= 0 and quantity % carton == 0 and (quantity == 0 or quantity >= moq)
    if product.get("storage_limit") is not None and quantity:
        sent = sum(each["quantity"] for each in row["transfers"])
        assert row["on_hand"] + row["inbound"] + row["on_order"] + sent + quantity <= product["storage_limit"] + 1e-6
    if product.get("max_cover_days") and quantity:
        a_day = row["forecast"] / row["protection_days"]
        assert row["inventory_position"] + quantity <= product["max_cover_days"] * a_day * (1 + 1e-6) + 1e-3


@EXAMPLES
@given(products())
def test_shown_figures_add_up(product):
    row = row_of(**product)
    if row["order_up_to"] is None:
        return
    parts = [row[name] for name in ("on_hand", "inbound", "on_order", "local_stock", "overseas_stock")]
    assert row["inventory_position"] == pytest.approx(sum(parts), abs=1e-5)
    assert row["safety_stock"] == pytest.approx(row["order_up_to"] - row["forecast"], abs=2e-6 * max(1, row["forecast"]))
    assert row["need"] == pytest.approx(max(row["order_up_to"] - row["inventory_position"], 0), abs=1e-5)
    assert sum(mode["quantity"] for mode in row["modes"]) == pytest.approx(row["order_quantity"] or 0)
    sent = {origin: sum(t["quantity"] for t in row["transfers"] if t["origin"] == origin) for origin in ("local", "overseas")}
    assert sent["local"] <= row["local_stock"] and sent["overseas"] <= row["overseas_stock"]
    assert row["velocity"] == pytest.approx(row["forecast"] / row["protection_days"] / row["uplift"], rel=1e-3, abs=1e-5) or (
        row["velocity"] == 0
    )


@EXAMPLES
@given(products())
def test_the_early_stock_out_is_never_after_the_median(product):
    out = row_of(**product)["stock_out"]
    assert out["median_in_days"] is None or out["early_in_days"] <= out["median_in_days"]


@FEW
@given(products(), st.integers(1, 400))
def test_more_stock_never_orders_more(product, more):
    fuller = {**product, "on_hand": product["on_hand"] + more}
    less, enough = row_of(**product), row_of(**fuller)
    assume(less["status"] not in ("review", "refused"))
    assert (enough["order_quantity"] or 0) <= (less["order_quantity"] or 0)


STEADY = st.fixed_dictionaries(
    {
        "units_per_day": st.tuples(st.floats(0.3, 200), st.lists(st.floats(0, 3), min_size=30, max_size=120)).map(
            lambda both: [both[0] * each for each in both[1]]
        ),
        "lead_time": st.tuples(st.integers(3, 90), st.floats(0, 0.5)).map(
            lambda both: {"mean_days": both[0], "sd_days": both[0] * both[1]}
        ),
        "review_days": st.sampled_from([7, 14, 30]),
    }
)


def level(given, **changed):
    return row_of(**{**given, **changed})["order_up_to"] or 0


@FEW
@given(STEADY)
def test_a_higher_target_never_lowers_the_level(given):
    levels = [level(given, target_fill_rate=target) for target in (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)]
    assert levels == sorted(levels)


@FEW
@given(STEADY, st.integers(1, 30))
def test_more_lead_time_or_spread_never_lowers_the_level(given, more):
    lead = given["lead_time"]
    # Of a spread beyond the mean the equation itself says otherwise: it is no lead time.
    longer, wider = {**lead, "mean_days": lead["mean_days"] + more}, {**lead, "sd_days": lead["mean_days"] * 0.6}
    assert min(level(given, lead_time=longer), level(given, lead_time=wider)) >= level(given)


@FEW
@given(STEADY, st.integers(2, 50))
def test_counting_in_smaller_units_changes_nothing_else(given, times):
    # Counted in singles instead of packs, without the floor of independent buyers: drift is all the variance there is.
    packs = {**given, "units_per_day": [round(amount) * 50 for amount in given["units_per_day"]], "on_hand": 0}
    assume(any(packs["units_per_day"]))
    singles = {**packs, "units_per_day": [amount * times for amount in packs["units_per_day"]]}
    one, many = row_of(**packs), row_of(**singles)
    assume(one["variance_per_day"] > one["velocity"] + 1e-9)
    assert many["velocity"] == pytest.approx(times * one["velocity"], rel=1e-6)
    assert times * (one["order_up_to"] - 1.01) <= many["order_up_to"] <= times * (one["order_up_to"] + 0.01) + 1
    assert many["stock_out"] == one["stock_out"]
