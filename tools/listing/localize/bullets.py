"""Bullet points: a head, then facts with their figures; one group of facts each."""

from collections.abc import Iterator

from tools.listing.localize.compose_saying import Speaker
from tools.listing.localize.grammar import capitalised
from tools.listing.localize.layout import group_of, layout
from tools.listing.localize.limits import Limits
from tools.listing.localize.terms_pieces import TermPiece
from tools.listing.localize.terms_product import Line, Product
from tools.listing.localize.titles import pack_phrase


def bullets_of(product: Product, speaker: Speaker, limits: Limits) -> list[str]:
    """As many as the facts give and the store takes.

    Args:
        product: Its facts.
        speaker: Says them.
        limits: Of the store.
    """
    fewest, most = limits.bullets or (0, 5)
    groups = {
        name: items
        for name in layout()["bullets"]
        if (items := [item for item in dict.fromkeys(_items(name, product, speaker)) if item and speaker.carried(item)])
    }
    wearers = {speaker.describing(piece) for piece in product.all_of("audience")}
    groups = {"audience" if name == "use" and {*items} <= wearers else name: items for name, items in _once(groups).items()}
    if len(groups) > fewest:
        groups = _without_codes(groups, product, speaker)
    if len(groups) < fewest and "size" not in groups and (amounts := _amounts(product, speaker)):
        groups["size"] = amounts
    if len(groups) < fewest:
        groups = _apart(groups, product, speaker)
    if len(groups) < fewest and len(groups.get("features", [])) > 1:
        groups = _features_apart(groups, product, speaker)
    written = [_fitted(name, items, speaker, limits.bullet) for name, items in groups.items()]
    kept = [text for text in written if text][:most]
    while limits.all_bullets and sum(len(text) for text in kept) > limits.all_bullets:
        kept.pop()
    return kept


def _amounts(product: Product, speaker: Speaker) -> list[str]:
    """Lengths, weights and volumes of the title that no attribute has."""
    known = [piece for line in product.lines for piece in line.reading.pieces]
    own = [piece for piece in product.amounts if piece not in known and piece.quantity.kind in layout()["measured"]]
    return [said for said in dict.fromkeys(speaker.piece(piece) for piece in own) if speaker.carried(said)]


def _once(groups: dict[str, list[str]]) -> dict[str, list[str]]:
    """Each fact in one bullet only."""
    told: set[str] = set()
    found: dict[str, list[str]] = {}
    for name, items in groups.items():
        new = [item for item in items if _fact(item) not in told]
        told |= {_fact(item) for item in items}
        found |= {name: new} if new else {}
    return found


def _fact(item: str) -> str:
    return item.value if isinstance(item, Labelled) else item


def _without_codes(groups: dict[str, list[str]], product: Product, speaker: Speaker) -> dict[str, list[str]]:
    """A bullet of numbers of model or article alone tells no buyer why; title and description have them."""
    codes = {_labelled(line, speaker) for line in product.lines if line.label.id in layout()["codes_only"]}
    plain = {name: [item for item in items if item not in codes] for name, items in groups.items()}
    return {name: items for name, items in plain.items() if items}


def _apart(groups: dict[str, list[str]], product: Product, speaker: Speaker) -> dict[str, list[str]]:
    """The look apart from the material where there are few others."""
    look = list(dict.fromkeys(_look(product, speaker)))
    found: dict[str, list[str]] = {}
    for name, items in groups.items():
        rest = [item for item in items if item not in look] if name == "material" else items
        found |= {name: rest} if rest else {}
        if name == "material":
            found |= {"look": look} if look else {}
    return found


def _look(product: Product, speaker: Speaker) -> Iterator[str]:
    yield from (_labelled(line, speaker) for line in product.lines if group_of(line.label.id, line.label.category) == "look")


def _features_apart(groups: dict[str, list[str]], product: Product, speaker: Speaker) -> dict[str, list[str]]:
    """What the product is and what it comes with as two bullets, where there are few others."""
    adjectives = {speaker.describing(piece) for piece in product.all_of("feature") if piece.term.form == "adjective"}
    plain = [item for item in groups["features"] if item in adjectives]
    others = [item for item in groups["features"] if item not in adjectives]
    if not plain or not others:
        return groups
    return {"features": plain, "equipment": others, **{name: items for name, items in groups.items() if name != "features"}}


def _items(group: str, product: Product, speaker: Speaker) -> Iterator[str]:
    """What a bullet says, in its order."""
    lines = [line for line in product.lines if line.label.id not in layout()["hidden"]]
    own = [line for line in lines if group_of(line.label.id, line.label.category) == group]
    if group == "features":
        pieces = product.all_of("feature")
        plain = [piece for piece in pieces if piece.term.form == "adjective"]
        yield from (speaker.describing(piece) for piece in (*plain, *(piece for piece in pieces if piece not in plain)))
        parts = [
            piece for line in own for piece in line.reading.pieces if isinstance(piece, TermPiece) and piece.term.kind == "part"
        ]
        yield from (speaker.describing(piece) for piece in parts)
        yield from (
            speaker.value(line) for line in own if not line.reading.terms("feature", "part", "care", "use", "audience", "room")
        )
    elif group == "use":
        kinds = ("use", "room", "season", "audience")
        yield from (speaker.describing(piece) for piece in product.all_of("use", "room", "season"))
        yield from (Wearer(speaker.describing(piece)) for piece in product.all_of("audience"))
        yield from (_labelled(line, speaker) for line in own if not line.reading.terms(*kinds))
        if product.compatible and product.line("attr_compatibility") is None:
            yield str(speaker.grammar.patterns["compatible"]).format(", ".join(product.compatible))
    elif group == "material":
        yield from _materials(own, product, speaker)
        yield from _look(product, speaker)
    elif group == "care":
        yield from (speaker.describing(piece) for piece in product.all_of("care"))
        yield from (_labelled(line, speaker) for line in own if not line.reading.terms("care"))
    elif group == "package":
        contents = [line for line in own if line.label.id not in layout()["pieces"]]
        yield from (speaker.value(line) for line in contents)
        yield "" if contents else pack_phrase(product, speaker)
        yield from (speaker.describing(piece) for piece in product.all_of("packaging") if piece.term.form == "phrase")
    else:
        yield from (_labelled(line, speaker) for line in own)


def _materials(lines: list[Line], product: Product, speaker: Speaker) -> Iterator[str]:
    main = next((line for line in lines if line.label.id in ("attr_material", "attr_material_composition")), None)
    found = [piece for piece in (main.reading.pieces if main else product.stated) if isinstance(piece, TermPiece)]
    found = found if main else [piece for piece in found if piece.term.kind == "material"]
    plain = found and all(piece.term.kind == "material" and piece.percent is None for piece in found)
    if plain and (main is None or len(found) == len([p for p in main.reading.pieces if isinstance(p, TermPiece)])):
        yield speaker.grammar.joined([speaker.grammar.neutral(piece.term) for piece in found])
    elif main is not None:
        yield speaker.value(main)
    yield from (_labelled(line, speaker) for line in lines if line is not main)


class Wearer(str):
    """Whom the product is for: `for women`."""


class Labelled(str):
    """A fact with its own label: `Höhe 25 cm`, `Farbe: Schwarz`; both parts also by themselves."""

    label: str
    value: str

    @classmethod
    def of(cls, label: str, between: str, value: str) -> "Labelled":
        """Label and value with what stands between them."""
        made = cls(f"{label}{between}{value}")
        made.label, made.value = label, value
        return made


def _labelled(line: Line, speaker: Speaker) -> str:
    """`Höhe 25 cm`: a label before its figure; a colon before words."""
    label = speaker.label(line.label.id)
    value = speaker.value(line)
    if not value:
        return ""
    figure = value[:1].isdigit()
    between = (
        ("" if figure else str(speaker.grammar.patterns["colon"]))
        if speaker.grammar.language == "ja"
        else " "
        if figure
        else str(speaker.grammar.patterns["colon"])
    )
    return Labelled.of(label, between, value)


def _fitted(group: str, items: list[str], speaker: Speaker, limit: int | None) -> str:
    """A bullet with as many of its items as fit, the first ones first."""
    items = [item for item in items if item]
    while items:
        text = _bullet(group, items, speaker)
        if limit is None or len(text) <= limit:
            return text
        items = items[:-1]
    return ""


def _bullet(group: str, items: list[str], speaker: Speaker) -> str:
    grammar = speaker.grammar
    if group == "use" and (wearers := [str(item) for item in items if isinstance(item, Wearer)]):
        items = [*(item for item in items if item not in wearers), grammar.wearers(wearers)]
    if len(items) == 1 and isinstance(items[0], Labelled):
        return grammar.line(items[0].label, items[0].value)
    if isinstance(items[0], Labelled) and grammar.patterns["colon"] in items[0]:
        return capitalised(str(grammar.patterns["item_comma"]).join(items))
    if group == "audience":
        body = grammar.wearers(items, bare=True)
    elif group in ("features", "equipment") and not any(isinstance(item, Labelled) for item in items):
        body = grammar.described(items)
    else:
        several = any("," in item or str(grammar.patterns["colon"]) in item for item in items)
        body = str(grammar.patterns["item_comma" if several else "comma"]).join(items)
    head = str(grammar.patterns["heads"][group])
    return f"{head}{grammar.patterns['colon']}{body.removeprefix(head) if grammar.language == 'ja' else body}"
