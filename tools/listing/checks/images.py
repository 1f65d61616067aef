"""Pictures, by the facts that the caller gives of them; what is not given is not asked."""

from collections.abc import Callable, Iterator
from typing import Any

from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker
from tools.listing.checks.page import Page, plain
from tools.listing.contract import ImageFacts

_Test = Callable[[ImageFacts], bool]
_RATIO_SLACK = 0.01
_WHITE = (255, 255, 255)
_MEGA = 1_000_000
_TEXTS = frozenset({"text", "graphics"})


def _each(rule: Document, kind: str, is_wrong: _Test, *, hard: bool = True, main: bool | None = None, **told: object) -> Check:
    only_main = rule.field == "main_image" if main is None else main

    def check(page: Page) -> Iterator[Fault]:
        for index, image in enumerate(page.listing.images):
            if (image.role == "main" or not only_main) and is_wrong(image):
                yield Fault(rule, kind, "images", index, hard=hard, told=dict(told))

    return check


def _longest_side(image: ImageFacts) -> int | None:
    sides = [side for side in (image.width, image.height) if side]
    return max(sides) if sides else None


def _least_px(hard: bool) -> Maker:
    """`[w, h]` bounds each side, a figure the longest one."""

    def make(rule: Document, least: Any) -> Check:
        def is_small(image: ImageFacts) -> bool:
            if isinstance(least, list):
                return bool((image.width or least[0]) < least[0] or (image.height or least[1]) < least[1])
            side = _longest_side(image)
            return side is not None and side < least

        limit = " x ".join(map(str, least)) if isinstance(least, list) else str(least)
        return _each(rule, "image_small", is_small, hard=hard, limit=limit)

    return make


def _most_px(rule: Document, most: int) -> Check:
    return _each(rule, "image_large", lambda image: (_longest_side(image) or 0) > most, limit=most)


def _apparel_or_not(apparel: bool) -> Maker:
    def make(rule: Document, given: Any) -> Check:
        least = given["min_px"] if isinstance(given, dict) else given
        ratio = given.get("ratio") if isinstance(given, dict) else None
        parts = [_least_px(hard=True)(rule, least), *([_ratio(rule, ratio)] if ratio else [])]

        def check(page: Page) -> Iterator[Fault]:
            if ("apparel" in page.goods) == apparel:
                for part in parts:
                    yield from part(page)

        return check

    return make


def _ratio(rule: Document, wanted: str) -> Check:
    wide, high = (int(part) for part in wanted.split(":"))

    def is_off(image: ImageFacts) -> bool:
        if not image.width or not image.height:
            return False
        return abs(image.width * high - image.height * wide) > _RATIO_SLACK * image.height * wide

    return _each(rule, "image_ratio", is_off, main=True, ratio=wanted)


def _background(rule: Document, wanted: Any) -> Check:
    colour = tuple(wanted) if isinstance(wanted, list) else _WHITE

    def is_other(image: ImageFacts) -> bool:
        return image.background_rgb is not None and image.background_rgb != colour

    return _each(rule, "image_background", is_other, main=True, rgb=", ".join(map(str, colour)))


def _fill(rule: Document, least: float) -> Check:
    is_less: _Test = lambda image: image.fill_ratio is not None and image.fill_ratio < least  # noqa: E731
    return _each(rule, "image_fill", is_less, main=True, percent=f"{least:.0%}")


def _format(rule: Document, allowed: list[str]) -> Check:
    known = {*allowed, *(["jpeg"] if "jpg" in allowed else []), *(["tiff"] if "tif" in allowed else [])}

    def is_other(image: ImageFacts) -> bool:
        return bool(image.format) and str(image.format).lower().lstrip(".").removeprefix("image/") not in known

    return _each(rule, "image_format", is_other, formats=", ".join(allowed))


def _still(rule: Document, allowed: bool) -> Check:
    return _each(rule, "image_animated", lambda image: not allowed and "animated" in map(plain, image.contains))


def _weight(rule: Document, most: float) -> Check:
    return _each(rule, "image_heavy", lambda image: (image.size_mb or 0) > most, limit=most)


def _megapixels(rule: Document, most: float) -> Check:
    is_more: _Test = lambda image: (image.width or 0) * (image.height or 0) > most * _MEGA  # noqa: E731
    return _each(rule, "image_megapixels", is_more, limit=most)


def _count(least: bool, hard: bool) -> Maker:
    def make(rule: Document, bound: int) -> Check:
        def check(page: Page) -> Iterator[Fault]:
            count = len(page.listing.images)
            if count and (count < bound if least else count > bound):
                yield Fault(
                    rule, "images_few" if least else "images_many", "images", hard=hard, told={"count": count, "limit": bound}
                )

        return check

    return make


def _secure(rule: Document, wanted: bool) -> Check:
    return _each(rule, "image_http", lambda image: wanted and (image.url or "").lower().startswith("http://"))


def _without(rule: Document, named: list[str]) -> Check:
    synonyms = words("image_contents")
    barred = {plain(other): name for name in named for other in (name, *synonyms.get(name, ()))}

    def check(page: Page) -> Iterator[Fault]:
        for index, image in enumerate(page.listing.images):
            if rule.field == "main_image" and image.role != "main":
                continue
            held = [thing for thing in image.contains if plain(thing) in barred]
            written = image.text.strip() if image.text and _TEXTS & {*named} else ""
            if held or written:
                yield Fault(rule, "image_contents", "images", index, text=", ".join([*held, *([written] if written else [])]))

    return check


MAKERS: dict[str, Maker] = {
    "background_rgb": _background,
    "background": _background,
    "min_fill_ratio": _fill,
    "zoom_min_px": _least_px(hard=True),
    "min_zoom_px": _least_px(hard=True),
    "min_px": _least_px(hard=True),
    "non_apparel": _apparel_or_not(apparel=False),
    "other": _apparel_or_not(apparel=False),
    "apparel": _apparel_or_not(apparel=True),
    "max_px": _most_px,
    "ratio": _ratio,
    "aspect": _ratio,
    "formats": _format,
    "animated": _still,
    "max_mb": _weight,
    "max_mp": _megapixels,
    "max_count": _count(least=False, hard=True),
    "min_count": _count(least=True, hard=False),
    "recommended": _count(least=True, hard=False),
    "recommended_min": _count(least=True, hard=False),
    "https_only": _secure,
    "forbidden": _without,
}
