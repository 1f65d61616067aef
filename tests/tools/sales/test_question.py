import pytest
from pydantic import ValidationError

from tools.sales.question import Comparison, Filters, SalesQuestion, Window


@pytest.mark.parametrize(
    "wrong",
    [
        {"metrics": []},
        {"metrics": ["units"], "limit": 0},
        {"metrics": ["units"], "sql": "x"},
        {"metrics": ["units"], "currency": "Euro"},
        {"metrics": ["units"], "dimensions": ["colour"]},
        {"metrics": ["units"], "filters": {"colour": ["red"]}},
    ],
)
def test_questions_of_another_shape(wrong):
    with pytest.raises(ValidationError):
        SalesQuestion(**wrong)


def test_a_single_name_is_a_list_of_one():
    asked = SalesQuestion(metrics="units", filters={"sku": "A17"})
    assert (asked.metrics, asked.filters) == (["units"], Filters(sku=["A17"]))


def test_short_forms_of_windows_and_comparisons():
    asked = SalesQuestion(metrics="units", window="2026-02", compare="previous_period")
    assert (asked.window, asked.compare) == (Window(period="2026-02"), Comparison(rule="previous_period"))
    assert SalesQuestion(metrics="units", compare="2026-01").compare == Comparison(period="2026-01")
