"""Columns of dates and times in the forms of sellers' exports, with the value of each cell."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from babel.dates import format_date

# Written down here from the exports and grammars of each language, not taken from where the reader has its names.
_SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "de": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic", "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl": "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru", "sv": "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
    "pt": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.", "tr": "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
}  # fmt: skip
_LONG = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_ZONES = {"UTC": 0, "PST": -8, "PDT": -7, "JST": 9, "CET": 1, "CEST": 2, "MEZ": 1, "BST": 1, "AEST": 10, "GMT+9": 9, "UTC-7": -7}


class Column(NamedTuple):
    """Cells with the moments they were written from; `ambiguous`: nobody could tell day from month."""

    name: str
    cells: list[str]
    moments: list[datetime]
    ambiguous: bool


Write = Callable[[datetime], str]


def _short(language: str, moment: datetime) -> str:
    return _SHORT[language].split()[moment.month - 1]


def _long(language: str, moment: datetime) -> str:
    return _LONG[language].split()[moment.month - 1]


def _half(moment: datetime, am: str, pm: str) -> str:
    return f"{(moment.hour - 1) % 12 + 1}:{moment:%M:%S} {am if moment.hour < 12 else pm}"


def _day(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day)


DAYS: dict[str, Write] = {
    "iso": lambda m: f"{m:%Y-%m-%d}", "typed": lambda m: f"\ue000{m:%Y-%m-%d}", "compact": lambda m: f"{m:%Y%m%d}",
    "slashes, year first": lambda m: f"{m:%Y/%m/%d}", "slashes, year first, short": lambda m: f"{m.year}/{m.month}/{m.day}",
    "chinese": lambda m: f"{m.year}年{m.month}月{m.day}日", "japanese": lambda m: f"{m:%Y年%m月%d日}",
    "dots": lambda m: f"{m:%d.%m.%Y}", "dots, short": lambda m: f"{m.day}.{m.month}.{m.year}",
    "oracle": lambda m: f"{m.day:02}-{_short('en', m)}-{m:%y}", "walmart": lambda m: f"{_short('en', m)}-{m.day:02}-{m:%y}",
    "american": lambda m: f"{_short('en', m)} {m.day}, {m.year}",
    "american, long": lambda m: f"{_long('en', m)} {m.day}, {m.year}",
    "british": lambda m: f"{m.day:02} {_short('en', m)} {m.year}",
    "german, long": lambda m: f"{m.day}. {_long('de', m)} {m.year}",
    "spanish, long": lambda m: f"{m.day} de {_long('es', m)} de {m.year}",
    "portuguese, long": lambda m: f"{m.day} de {_long('pt', m)} de {m.year}",
    **{f"short {language}": lambda m, language=language: f"{m.day} {_short(language, m)} {m.year}" for language in _SHORT},
    **{f"long {language}": lambda m, language=language: f"{m.day} {_long(language, m)} {m.year}" for language in ("fr", "it")},
    **{f"babel {form} {locale}": lambda m, form=form, locale=locale: format_date(m, form, locale=locale)
       for locale in ("en_US", "en_GB", "de", "fr", "es", "it", "ja", "zh", "nl", "pl", "sv", "pt", "tr")
       for form in ("medium", "long")},
}  # fmt: skip
TIMES: dict[str, Write] = {
    "iso T": lambda m: f"{m:%Y-%m-%dT%H:%M:%S}", "iso": lambda m: f"{m:%Y-%m-%d %H:%M:%S}",
    "typed": lambda m: f"\ue000{m:%Y-%m-%dT%H:%M:%S}",
    "iso, minutes": lambda m: f"{m.replace(second=0):%Y-%m-%d %H:%M}", "fraction": lambda m: f"{m:%Y-%m-%dT%H:%M:%S}.000",
    "chinese": lambda m: f"{m.year}年{m.month}月{m.day}日 {m:%H:%M:%S}", "slashes": lambda m: f"{m:%Y/%m/%d %H:%M:%S}",
    "chinese halves": lambda m: f"{m:%Y/%m/%d} {'上午' if m.hour < 12 else '下午'}{(m.hour - 1) % 12 + 1}:{m:%M:%S}",
    "japanese halves": lambda m: f"{m.year}年{m.month}月{m.day}日 {'午前' if m.hour < 12 else '午後'}{m.hour % 12}:{m:%M:%S}",
    "walmart": lambda m: f"{_short('en', m)}-{m.day:02}-{m:%y} {m:%H:%M:%S}", "dots": lambda m: f"{m:%d.%m.%Y %H:%M:%S}",
    "american": lambda m: f"{_short('en', m)} {m.day}, {m.year} {_half(m, 'AM', 'PM')}",
    "canadian": lambda m: f"{_short('en', m)} {m.day}, {m.year} {_half(m, 'a.m.', 'p.m.')}",
    "mexican": lambda m: f"{m.day} {_short('es', m)} {m.year} {_half(m, 'a. m.', 'p. m.')}",
    **{f"amazon {language}": lambda m, language=language:
       f"{m.day} {_short(language, m)} {m.year} {m.hour}:{m:%M:%S}" for language in _SHORT},
}  # fmt: skip
# Their order of day and month must be proved by a day above twelve.
NUMERIC: dict[str, Write] = {
    "day/month": lambda m: f"{m:%d/%m/%Y}", "month/day": lambda m: f"{m:%m/%d/%Y}",
    "month/day, short": lambda m: f"{m.month}/{m.day}/{m.year}",
    "day-month": lambda m: f"{m:%d-%m-%Y}", "month-day": lambda m: f"{m:%m-%d-%Y}", "day/month/yy": lambda m: f"{m:%d/%m/%y}",
    "month/day/yy": lambda m: f"{m:%m/%d/%y}", "full width": lambda m: f"{m:%m／%d／%Y}",
}  # fmt: skip
# With years of two digits in front no order of day and month reads it, so it must not be read at all.
AMBIGUOUS = {**NUMERIC, "yy/mm/dd": lambda m: f"{m:%y/%m/%d}", "yy.mm.dd": lambda m: f"{m:%y.%m.%d}"}


def columns(seed: int, count: int, length: int) -> list[Column]:
    """So many columns: days, times with and without zones, numeric dates that tell their order and such that do not."""
    rng = random.Random(seed)
    makers = (_days, _times, _zoned, _numeric, _ambiguous)
    return [makers[number % len(makers)](rng, length) for number in range(count)]


def _moments(rng: random.Random, length: int) -> list[datetime]:
    start = datetime(rng.randint(2015, 2030), 1, 1)
    return [start + timedelta(seconds=rng.randrange(365 * 86_400)) for _ in range(length)]


def _days(rng: random.Random, length: int) -> Column:
    name = rng.choice(list(DAYS))
    moments = [_day(moment) for moment in _moments(rng, length)]
    return Column(name, [DAYS[name](moment) for moment in moments], moments, ambiguous=False)


def _times(rng: random.Random, length: int) -> Column:
    name = rng.choice(list(TIMES))
    moments = [moment.replace(second=0) if "minutes" in name else moment for moment in _moments(rng, length)]
    return Column(name, [TIMES[name](moment) for moment in moments], moments, ambiguous=False)


def _zoned(rng: random.Random, length: int) -> Column:
    name = rng.choice([name for name in TIMES if name not in ("typed", "iso, minutes")])
    moments, cells = _moments(rng, length), []
    for index, moment in enumerate(moments):
        written, hours = rng.choice([*_ZONES.items(), ("Z", 0), ("+00:00", 0), ("-0700", -7), ("+02:00", 2)])
        cells.append(f"{TIMES[name](moment)} {written}")
        moments[index] = moment.replace(tzinfo=timezone(timedelta(hours=hours)) if hours else UTC)
    return Column(f"{name} with zones", cells, moments, ambiguous=False)


def _numeric(rng: random.Random, length: int) -> Column:
    name = rng.choice(list(NUMERIC))
    moments = [_day(moment) for moment in _moments(rng, length)]
    moments[rng.randrange(length)] = moments[0].replace(day=rng.randint(13, 28))
    return Column(name, [NUMERIC[name](moment) for moment in moments], moments, ambiguous=False)


def _ambiguous(rng: random.Random, length: int) -> Column:
    name = rng.choice(list(AMBIGUOUS))
    moments = [_day(moment).replace(day=rng.randint(1, 12)) for moment in _moments(rng, length)]
    return Column(name, [AMBIGUOUS[name](moment) for moment in moments], moments, ambiguous=True)
