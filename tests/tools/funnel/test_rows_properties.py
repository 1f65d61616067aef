"""Whatever rows are given: parts that add up, finite figures, no warning of numpy, or a refusal with its reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.funnel.asking import FIRST, amounts, diagnose_rows, named
from tools.core.errors import InvalidInput, NotCovered, NotEnoughData

pytestmark = pytest.mark.filterwarnings("error")
REFUSALS = (InvalidInput, NotCovered, NotEnoughData)
COUNTS = st.one_of(st.integers(0, 50), st.sampled_from([0, 0, 1, 10_000, 1e9, 1e-6]))
COLUMNS = {
    "impressions": COUNTS,
    "clicks": COUNTS,
    "sessions": COUNTS,
    "orders": COUNTS,
    "units": COUNTS,
    "buy_box_percentage": st.sampled_from([0, 0.5, 1, 40, 100]),
    "refunds": COUNTS,
    "in_stock": st.booleans(),
    "fx_rate": st.sampled_from([1e-3, 0.9, 1, 150]),
}


@st.composite
def tables(draw):
    """Rows of up to five segments; a column is told always, never, or now and then."""
    names = draw(st.sets(st.sampled_from(sorted(COLUMNS))))
    patchy = draw(st.sets(st.sampled_from(sorted(names)))) if names else set()
    segments = draw(
        st.lists(
            st.tuples(st.sampled_from(["amazon_us", "amazon_de"]), st.sampled_from("AB"), st.sampled_from([None, "ads"])),
            min_size=1, max_size=5, unique=True,
        )
    )  # fmt: skip
    days = draw(st.integers(1, 24))
    rows = []
    for place, sku, channel in segments:
        for day in draw(st.sets(st.integers(0, days - 1), min_size=1)):
            cells = {name: draw(COLUMNS[name]) for name in names if name not in patchy or draw(st.booleans())}
            date = str(FIRST.fromordinal(FIRST.toordinal() + day))
            rows.append({"date": date, "marketplace": place, "sku": sku, "channel": channel, "revenue": draw(COUNTS), **cells})
    return rows


@settings(max_examples=200)
@given(rows=tables(), seed=st.randoms(use_true_random=False))
def test_any_rows_are_split_soundly_whatever_their_order(rows, seed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("charts")
    try:
        result = diagnose_rows(folder, rows)
    except REFUSALS as refusal:
        assert refusal.text["zh"] and refusal.text["en"]
        return
    mixed = list(rows)
    seed.shuffle(mixed)
    assert diagnose_rows(folder, mixed).model_dump(mode="json") == result.model_dump(mode="json")


@settings(max_examples=60)
@given(rows=tables(), factor=st.sampled_from([4, 1024]))
def test_another_unit_of_money_changes_amounts_and_no_name(rows, factor, tmp_path_factory):
    folder = tmp_path_factory.mktemp("charts")
    for row in rows:
        row.pop("refunds", None)
    try:
        plain = diagnose_rows(folder, rows)
    except REFUSALS:
        return
    if [row for row in plain.effects if row.factor == "revenue"]:
        return  # sales alone are tested as counts
    scaled = diagnose_rows(folder, [{**row, "revenue": row["revenue"] * factor} for row in rows])
    assert named(scaled) == named(plain)
    assert scaled.change == pytest.approx(factor * plain.change, rel=1e-9, abs=1e-5 * factor)
    expected = {name: factor * amount for name, amount in amounts(plain).items()}
    assert {name: amounts(scaled).get(name, 0) for name in expected} == pytest.approx(expected, rel=1e-6, abs=factor)
