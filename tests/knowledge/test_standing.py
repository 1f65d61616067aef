"""Which version of a matter stood on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Document
from knowledge.retrieval import standing

FIRST = date(2020, 1, 1)
days = st.dates(FIRST, date(2030, 12, 31))


def version(name, since=None, until=None, replaced_by=None, status=None):
    return Document(
        id=name, kind="rule", titles={}, texts={}, source=None, effective_from=since and str(since),
        effective_to=until and str(until), replaced_by=replaced_by, status=status,
    )  # fmt: skip


def by_id(*versions):
    return {version.id: version for version in versions}


def ids(stood):
    return stood.document.id, [document.id for document in stood.earlier]


@st.composite
def lines(draw):
    """Versions of a matter: each begins on the day after the one before, in a chain or all given up to the last."""
    begins = sorted(draw(st.sets(days, max_size=5)))
    star = draw(st.booleans())
    names = [f"v{number}" for number in range(len(begins) + 1)]
    return [
        version(
            name,
            begins[at - 1] if at else None,
            begins[at] - timedelta(days=1) if at < len(begins) else None,
            None if at == len(begins) else names[-1] if star else names[at + 1],
        )
        for at, name in enumerate(names)
    ]


@given(line=lines(), on=days, seed=st.randoms(use_true_random=False))
def test_exactly_one_version_stands_on_a_day_whichever_is_asked(line, on, seed):
    (stood,) = [version for version in line if version.status_on(on) == "in_force"]
    ended = [version for version in reversed(line) if version.status_on(on) == "expired"]
    versions = by_id(*seed.sample(line, len(line)))
    for asked in line:
        found = standing(asked, versions, on)
        assert (found.document, list(found.earlier)) == (stood, ended)


names = st.sampled_from(["a", "b", "c", "d", "e"])
versions = st.builds(
    version,
    names,
    st.none() | st.sampled_from(["2024", "2025-03", "2025-03-01", "2026"]),
    st.none() | st.sampled_from(["2024", "2025-02", "2026-01-31"]),
    st.none() | names,
    st.none() | st.sampled_from(["announced", "unknown"]),
)


@given(
    family=st.lists(versions, min_size=1, max_size=5, unique_by=lambda version: version.id),
    on=days,
    seed=st.randoms(use_true_random=False),
)
def test_what_stands_depends_on_no_order(family, on, seed):
    asked = family[0]
    first = standing(asked, by_id(*family), on)
    assert standing(asked, by_id(*seed.sample(family, len(family))), on) == first
    assert first.document not in first.earlier
    assert all(version.status_on(on) == "expired" for version in first.earlier)


def test_versions_of_the_same_days_stand_in_the_same_order_always():
    ended = [version(name, until="2024", replaced_by="last") for name in "ab"]
    undated = [version(name, replaced_by="last") for name in "cd"]
    family = [*ended, *undated, version("last", since="2030")]
    found = {ids(standing(ended[0], by_id(*order), date(2026, 1, 1)))[0] for order in (family, family[::-1])}
    earlier = {tuple(ids(standing(family[-1], by_id(*order), date(2031, 1, 1)))[1]) for order in (family, family[::-1])}
    assert len(found) == len(earlier) == 1


OLD = version("old", until="2026-07-26", replaced_by="new")
NEW = version("new", since="2026-07-27")


@pytest.mark.parametrize("asked", [OLD, NEW])
@pytest.mark.parametrize(
    ("on", "stood"), [("2026-07-26", ("old", [])), ("2026-07-27", ("new", ["old"])), ("2030-01-01", ("new", ["old"]))]
)
def test_a_rule_and_the_one_before(asked, on, stood):
    assert ids(standing(asked, by_id(OLD, NEW), date.fromisoformat(on))) == stood


def test_a_document_without_versions_stands_always():
    for lone in (version("x"), version("x", since="2030"), version("x", until="2020"), version("x", status="announced")):
        assert ids(standing(lone, {}, date(2026, 11, 22))) == ("x", [])


def test_before_the_first_version_the_first_is_told():
    first, second = version("first", "2024", "2025-02", "second"), version("second", "2025-03")
    assert ids(standing(second, by_id(first, second), date(2023, 6, 1))) == ("first", [])


def test_after_the_last_version_the_last_is_told():
    first, second = version("first", "2024", "2024", "second"), version("second", "2025", "2025")
    assert ids(standing(first, by_id(first, second), date(2026, 6, 1))) == ("second", ["first"])


def test_what_follows_an_ended_version_has_not_begun_before_its_end():
    old, new = version("old", until="2025-10-06", replaced_by="new"), version("new")
    for asked in (old, new):
        assert ids(standing(asked, by_id(old, new), date(2025, 6, 1))) == ("old", [])
        assert ids(standing(asked, by_id(old, new), date(2025, 12, 1))) == ("new", ["old"])


def test_former_values_of_two_lands_give_way_to_one():
    fi, ro = version("fi", until="2024-08-31", replaced_by="now"), version("ro", until="2025-07-31", replaced_by="now")
    now = version("now", since="2025-08-01")
    assert ids(standing(now, by_id(fi, ro, now), date(2026, 1, 1))) == ("now", ["ro", "fi"])
    assert standing(ro, by_id(fi, ro, now), date(2025, 1, 1)).document == ro


def test_versions_that_name_each_other_are_no_endless_line():
    one, two = version("one", until="2024", replaced_by="two"), version("two", until="2025", replaced_by="one")
    assert standing(one, by_id(one, two), date(2025, 6, 1)).document == two
    assert standing(one, by_id(one, two), date(2026, 6, 1)).document in (one, two)
