"""New bullets where a listing has too few: from facts of the product that no text says yet, and from nothing else."""

from tools.listing.facts.comparing import facts_of_draft, signs_language, stated
from tools.listing.facts.reading import facts_in
from tools.listing.rewrite.carrying import heads, label_of
from tools.listing.rewrite.work import Work, because
from tools.listing.terms import find_term

_DENIED = ("", "no", "none", "n/a", "0", "yes")
_MEASURES, _POWER = ("m", "kg", "l"), ("V", "W", "A", "Hz", "Ah", "Wh", "s")


def add_bullets(work: Work) -> None:
    """Bullets of facts, one for each kind, until the least number is reached."""
    least = work.limits.least_bullets
    if not least or not work.draft.bullets:
        return
    for text in _offered(work):
        if len(work.draft.bullets) >= least.most:
            return
        if _has_room(work, text):
            work.put(
                "bullets",
                len(work.draft.bullets),
                text,
                because("listing_rewrite_added_facts"),
                least.rule.id if least.rule else None,
            )


def _has_room(work: Work, text: str) -> bool:
    limits = work.limits
    total = sum(map(len, work.draft.bullets)) + len(text)
    return (not limits.bullet or len(text) <= limits.bullet.most) and (
        not limits.bullets_total or total <= limits.bullets_total.most
    )


def _offered(work: Work) -> list[str]:
    """A bullet for material, for measures, for power, for marks, then for what is left."""
    held = facts_of_draft(work.draft, work.language)
    kinds: dict[str, list[str]] = {"material": [], "measures": [], "power": [], "certificates": [], "details": []}
    for name, value in work.listing.attributes.items():
        told = _value(value, work)
        found = facts_in(value, signs_language(value, work.language))
        label = label_of(name, work.language)
        if told and label and found and not all(stated(fact, held) for fact in found):
            kind = _kind(found[0].kind, found[0].unit)
            kinds[kind].append(f"{label}{_colon(work) if kind == 'material' else ' '}{told}")
    named = heads(work.language)
    glue = "、" if work.language in ("ja", "zh") else "; "
    return [
        text if kind == "material" else f"{named[kind]}{_colon(work)}{text}"
        for kind, each in kinds.items()
        if (text := glue.join(each))
    ]


def _colon(work: Work) -> str:
    return "：" if work.language in ("ja", "zh") else ": "


def _kind(kind: str, unit: str | None) -> str:
    if kind in ("material", "certificate"):
        return {"material": "material", "certificate": "certificates"}[kind]
    return "measures" if unit in _MEASURES else "power" if unit in _POWER else "details"


def _value(value: str, work: Work) -> str | None:
    """A value in the language of the listing: figures with units as they are, a term by its name there; else None."""
    plain = " ".join(value.split())
    if plain.lower() in _DENIED:
        return None
    for language in (work.language, signs_language(value, work.language), "en"):
        if term := find_term(plain, language, "material", "colour"):
            return term.names(work.language)[0]
    found = facts_in(plain, signs_language(value, work.language))
    covered = sum(fact.end - fact.start for fact in found if fact.kind not in ("material", "colour"))
    return (
        plain
        if covered >= sum(not sign.isspace() for sign in plain) and (plain.isascii() or work.language not in ("en",))
        else None
    )
