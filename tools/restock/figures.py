"""Numbers as they are given out."""

_PLACES = 6


def plain(value: float) -> float:
    """Whole where it is whole, otherwise with six decimals."""
    number = round(float(value), _PLACES)
    return int(number) if number.is_integer() else number


def known(value: float | None) -> float | None:
    """The same where there is a number at all."""
    return None if value is None else plain(value)
