"""Whole numbers as people write them in a sentence."""

DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def whole_number(written: str) -> int:
    """A number in Arabic or Chinese figures: `310`, `三百二十`, `一千零五`, `两万`.

    Args:
        written: Figures only; a digit after a scale without its own is of the next lower one: `三百五` is 350.
    """
    if written.isascii():
        return int(written)
    total, section, digit, scale = 0, 0, 0, 1
    for letter in written:
        if letter in DIGITS:
            digit = DIGITS[letter]
        elif letter == "零":
            scale = 10
        elif letter == "万":
            total, section, digit, scale = (section + digit) * SCALES[letter], 0, 0, SCALES[letter]
        else:
            scale = SCALES[letter]
            section, digit = section + (digit or 1) * scale, 0
    return total + section + digit * (scale // 10 if scale > 10 else 1)
