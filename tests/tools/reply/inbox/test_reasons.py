from datetime import date, timedelta
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from tools.reply.inbox.reasons import BASE_DAYS, LEAST_BASE_DAYS, WINDOW_DAYS, Reported, Sold, reasons_of, windows
from tools.reply.inbox.reasons import waves_of as waves_in

DAY = date(2026, 11, 22)


DAYS = windows(DAY, date(2026, 1, 1))


def waves_of(messages, _day, sold):
    return waves_in(messages, DAYS, sold)


def told(count, days_ago, sku="A", intent="damaged"):
    return [Reported(sku=sku, day=DAY - timedelta(days=days_ago), intents=(intent,))] * count


def tail(now, before, share):
    """P(X >= now) of a binomial with now + before trials, added up term by term."""
    trials = now + before
    return sum(comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(now, trials + 1))


def test_a_wave_is_named_with_its_counts():
    [wave] = waves_of([*told(5, 1), *told(1, 20)], DAY, {})
    assert (wave.sku, wave.reason, wave.messages, wave.before) == ("A", "damaged", 5, 1)
    assert abs(wave.chance - tail(5, 1, WINDOW_DAYS / (WINDOW_DAYS + BASE_DAYS))) < 1e-12


def test_more_messages_because_more_was_sold_are_no_wave():
    messages = [*told(8, 1), *told(8, 20)]
    assert waves_of(messages, DAY, {}) != []
    assert waves_of(messages, DAY, {"A": Sold(units=800, units_before=800)}) == []
    [wave] = waves_of(messages, DAY, {"A": Sold(units=100, units_before=1600, returned=3, returned_before=4)})
    assert (wave.units, wave.returned_before) == (100, 4)
    assert abs(wave.chance - tail(8, 8, 100 / 1700)) < 1e-9


def test_windows_are_the_last_seven_days_and_the_28_before():
    assert waves_of(told(9, WINDOW_DAYS + BASE_DAYS), DAY, {}) == []  # one day too early
    assert waves_of(told(9, WINDOW_DAYS), DAY, {}) == []  # all before the window
    assert [wave.messages for wave in waves_of(told(9, WINDOW_DAYS - 1), DAY, {})] == [9]
    assert waves_of(told(9, -1), DAY, {}) == []  # tomorrow


def test_without_enough_time_before_nothing_is_judged():
    start = DAY - timedelta(days=WINDOW_DAYS - 1)
    short = windows(DAY, start - timedelta(days=LEAST_BASE_DAYS - 1))
    enough = windows(DAY, start - timedelta(days=LEAST_BASE_DAYS))
    assert waves_in(told(9, 1), short, {}) == []
    [wave] = waves_in(told(9, 1), enough, {})
    assert abs(wave.chance - tail(9, 0, 0.5)) < 1e-12  # seven days against seven
    assert windows(DAY, None).base_days == 0


def test_the_more_products_there_are_the_rarer_a_wave_must_be():
    one = [*told(4, 1), *told(2, 20)]
    assert [wave.sku for wave in waves_in(one, DAYS, {})] == ["A"]  # tail(4, 2, 1/5) = 0.017
    others = [each for n in range(20) for each in told(1, 20, sku=f"B{n}")]
    assert waves_in([*one, *others], DAYS, {}) == []  # 0.05 shared out among 21


def test_two_messages_are_too_few():
    assert waves_of(told(2, 0), DAY, {}) == []


def test_a_message_counts_once_by_its_gravest_reason():
    both = Reported(sku="A", day=DAY, intents=("return", "safety_incident", "late"))
    assert [(each.reason, each.messages) for each in reasons_of([both])] == [("safety_incident", 1)]
    assert reasons_of([Reported(sku="A", day=DAY, intents=("thanks",))]) == []


def test_weeks_begin_on_monday():
    [reason] = reasons_of([*told(1, 0), *told(2, 6), *told(1, 7)])  # 22 November 2026 is a Sunday
    assert reason.weeks == {"2026-11-09": 1, "2026-11-16": 3}


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 40), st.sampled_from(["damaged", "late", "thanks"])), max_size=60)
)
def test_parts_sum_to_the_whole_and_order_does_not_matter(given_messages):
    messages = [Reported(sku=sku, day=DAY - timedelta(days=ago), intents=(intent,)) for sku, ago, intent in given_messages]
    found = reasons_of(messages)
    assert sum(each.messages for each in found) == sum("thanks" not in each.intents for each in messages)
    assert all(sum(each.weeks.values()) == each.messages for each in found)
    assert found == reasons_of(messages[::-1])
    assert waves_of(messages, DAY, {}) == waves_of(messages[::-1], DAY, {})
