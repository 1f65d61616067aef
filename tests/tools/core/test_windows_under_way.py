from datetime import date

import pytest

from tools.core.result import Period
from tools.core.windows import same_days_of_previous


def period(start, end):
    return Period(start=date.fromisoformat(start), end=date.fromisoformat(end))


@pytest.mark.parametrize(
    ("written", "window", "before"),
    [
        # 26 October 2026 is a Monday: Monday to Saturday beside Monday to Saturday
        ("this_week", ("2026-10-26", "2026-10-31"), ("2026-10-19", "2026-10-24")),
        ("this_month", ("2026-10-01", "2026-10-20"), ("2026-09-01", "2026-09-20")),
        # 31 days of March do not fit into February, which has 28
        ("this_month", ("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        ("this_quarter", ("2026-10-01", "2026-10-31"), ("2026-07-01", "2026-07-31")),
        ("this_year", ("2026-01-01", "2026-10-31"), ("2025-01-01", "2025-10-31")),
    ],
)
def test_a_period_under_way_is_set_beside_the_same_days(written, window, before):
    assert same_days_of_previous(written, period(*window)) == period(*before)


@pytest.mark.parametrize("written", ["last_week", "last_7_days", "2026-10", None])
def test_other_windows_have_none(written):
    assert same_days_of_previous(written, period("2026-10-01", "2026-10-31")) is None
