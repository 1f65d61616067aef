import pytest

from tools.core.numerals import whole_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("310", 310), ("三百一十", 310), ("三百一", 310), ("两百", 200),
        ("两百二十五", 225), ("十五", 15), ("二十", 20), ("九", 9),
        ("一百零五", 105), ("一千二百", 1200), ("一千零一十", 1010), ("四百五十五", 455), ("两万", 20_000), ("一万五", 15_000),
    ],
)  # fmt: skip
def test_numbers_are_read(written, number):
    assert whole_number(written) == number
