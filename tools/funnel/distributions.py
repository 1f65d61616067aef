"""Tails of distributions; scipy is loaded when the first is asked for, since most commands need none."""

from functools import cache
from typing import Any

from tools.funnel.panel import Floats


@cache
def _special() -> Any:
    from scipy import special

    return special


def normal_tail(size: Floats) -> Floats:
    """Probability that a standard normal value lies above `size`."""
    return _special().ndtr(-size)  # type: ignore[no-any-return]


def t_tail(size: Floats, degrees: Floats | float) -> Floats:
    """Probability that a value of Student's t lies above `size`."""
    return _special().stdtr(degrees, -size)  # type: ignore[no-any-return]


def beta_share(a: Floats, b: Floats, x: Floats) -> Floats:
    """Regularised incomplete beta function; the distribution function of the binomial is one."""
    return _special().betainc(a, b, x)  # type: ignore[no-any-return]
