import pytest

from tools.core.references import nearest

SKUS = ["A17", "A18", "KT-204-BLK", "KT-204-WHT", "KT-204-GRN", "PET-31"]


@pytest.mark.parametrize(
    ("name", "first"),
    [("KT-204-BLCK", "KT-204-BLK"), ("kt-204-wht", "KT-204-WHT"), ("PET31", "PET-31"), ("a17", "A17")],
)
def test_the_nearest_comes_first(name, first):
    assert nearest(name, SKUS)[0] == first


def test_nothing_alike():
    assert nearest("冰箱", SKUS) == [] and nearest("A17", []) == []


def test_a_handful_at_most():
    assert len(nearest("SKU-10", [f"SKU-1{n}" for n in range(10)])) == 5


def test_names_are_given_back_as_they_are_written():
    assert set(nearest("KT-204", SKUS)) <= set(SKUS)
