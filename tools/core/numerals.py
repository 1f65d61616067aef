"""Whole numbers as people write them in a sentence."""

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def whole_number(written: str) -> int:
    """A number below ten thousand in Arabic or Chinese figures: `310`, `三百一十`, `两百`, `十五`.

    Args:
        written: Figures only; a last digit after 百 or 千 counts the next lower unit (三百一 is 310).
    """
    if written.isascii():
        return int(written)
    total, digit, unit = 0, 0, 1
    for character in written:
        if character in _UNITS:
            unit = _UNITS[character]
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = _DIGITS[character]
            unit = 1 if character == "零" else unit
    return total + digit * max(1, unit // 10)
