"""Colours as documents write them, and whether a text can be told from what lies behind it."""

import re
from collections.abc import Sequence

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_NAMES = {
    "white": WHITE, "black": BLACK, "red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0),
    "green": (0, 128, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "navy": (0, 0, 128),
    "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "mintcream": (245, 255, 250), "seashell": (255, 245, 238),
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_PARTS = re.compile(r"rgba?\(\s*([\d.]+)(%?)[\s,]+([\d.]+)%?[\s,]+([\d.]+)%?(?:[\s,/]+([\d.]+)(%?))?\s*\)")
_ALIKE = 24
"""Largest difference of a channel that the eye does not tell on a page: #e7e7e7 on white is beyond it."""
_SEEN = 0.05
"""Least opacity."""


def alike(one: Colour | None, other: Colour | None) -> bool:
    """Whether two colours look the same; unknown ones do not."""
    return one is not None and other is not None and max(abs(a - b) for a, b in zip(one, other, strict=True)) < _ALIKE


def css_colour(written: str) -> Colour | None:
    """A colour as CSS or Word writes it; None for one that is not known here."""
    text = written.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    if match := _HEX.fullmatch(text):
        digits = match[1] if len(match[1]) > 4 else "".join(digit * 2 for digit in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if match := _PARTS.fullmatch(text):
        scale = 2.55 if match[2] else 1.0
        return from_parts([float(match[place]) * scale / 255 for place in (1, 3, 4)])
    return None


def is_clear(written: str) -> bool:
    """Whether a colour of CSS is transparent."""
    text = written.strip().lower()
    if text == "transparent":
        return True
    match = _HEX.fullmatch(text) if text.startswith("#") else None
    if match and len(match[1]) in (4, 8):
        return int(match[1][-2:] if len(match[1]) == 8 else match[1][-1] * 2, 16) / 255 < _SEEN
    parts = _PARTS.fullmatch(text)
    return bool(parts and parts[5]) and float(parts[5]) / (100 if parts[6] else 1) < _SEEN if parts else False


def from_parts(parts: Sequence[float]) -> Colour | None:
    """A colour from its share of grey, of red, green and blue, or of the four inks."""
    shares = [min(1.0, max(0.0, part)) for part in parts]
    if len(shares) == 1:
        shares *= 3
    elif len(shares) == 4:
        shares = [(1 - ink) * (1 - shares[3]) for ink in shares[:3]]
    if len(shares) != 3:
        return None
    red, green, blue = (round(255 * share) for share in shares)
    return red, green, blue
