"""Titles: the product word first, then what decides a purchase, within the limit of the store."""

import re

from tools.listing.contract import Keyword
from tools.listing.localize.compose_saying import Speaker, pieces_of
from tools.listing.localize.grammar import Grammar, Noun, capitalised
from tools.listing.localize.layout import layout
from tools.listing.localize.source_words import is_cjk, source_words
from tools.listing.localize.terms_pieces import AgePiece, AmountPiece, TermPiece, WordPiece
from tools.listing.localize.terms_product import Product
from tools.listing.terms import Term, folded, terms

_PACKS = {
    "size_n_piece_set": "size_n_pieces",
    "size_piece": "size_pack_of_n",
    "size_pair": "size_n_pairs",
    "size_roll": "size_n_rolls",
    "size_sheet": "size_n_sheets",
}
_FIGURE = re.compile(r"[\d.,]+")
_SURE = ("brand", "codes", "amount", "pieces", "colour", "compatible")
"""Parts of a title that need no product to be said of."""
_MOST_REPEATS = _MOST_NAMED = 2
_BLENDED = ("textile_fibre", "fabric", "leather")
"""Of these a title names the material only where it is the only one."""


def product_noun(product: Product, grammar: Grammar, keywords: list[Keyword]) -> Noun:
    """The product as the title names it: in the number sold, by the name that buyers search most."""
    if product.term is None:
        return Noun("", "m")
    count = _things(product)
    forms = grammar.forms(product.term)
    plural = count > 1 or forms.get("title") == "other"
    return grammar.noun(product.term, 2 if plural else 1, searched_name(product.term, grammar, keywords))


def _things(product: Product) -> int:
    piece = pieces_of(product)
    if piece is None or has_parts(product, piece) or not piece.numbers.get("n", "1").isdigit():
        return 1
    return int(piece.numbers.get("n", 1))


def has_parts(product: Product, piece: TermPiece) -> bool:
    """The count is of the parts of one thing: a puzzle, a set of tools."""
    forms = product.term.forms["ja"] if product.term is not None else {}
    is_whole = forms.get("counter") == layout()["counter_of_sets"] or (
        product.term is not None and product.term.id in layout()["of_parts"]
    )
    return is_whole and piece.term.id in ("size_piece", "size_n_piece_set", "size_set_of_n")


def searched_name(term: Term, grammar: Grammar, keywords: list[Keyword]) -> str:
    """A synonym that the keywords ask for and the usual word does not answer; "" to keep the usual word."""
    forms = grammar.forms(term)
    usual = [folded(str(forms[name])) for name in ("one", "other") if name in forms]
    for keyword in sorted(keywords, key=lambda each: -(each.volume or 0)):
        wanted = folded(keyword.term)
        if any(name in wanted for name in usual):
            return ""
        for other in forms.get("also", []):
            if folded(str(other)) in wanted and grammar.language in ("en", "ja"):
                return str(other)
    return ""


def title_of(product: Product, speaker: Speaker, limit: int | None) -> str:
    """The best title that fits.

    Args:
        product: Its facts.
        speaker: Says them.
        limit: Most characters; None without one.
    """
    parts = title_parts(product, speaker)
    chosen: set[str] = set()
    title = ""
    for name in layout()["priority"]:
        if not parts.get(name):
            continue
        attempt = _put_together({each: parts[each] for each in (*chosen, name)}, speaker.grammar)
        repeats = chosen and name not in ("brand", "pieces", "amount") and _says_nothing_new(parts[name], title)
        if repeats or _repeats_too_often(attempt) or (limit is not None and len(attempt) > limit):
            continue
        chosen.add(name)
        title = attempt
    return title


def title_parts(product: Product, speaker: Speaker) -> dict[str, str]:
    """Every part that a title may hold, by name."""
    grammar = speaker.grammar
    found = {
        "brand": product.brand,
        "product": grammar.headline(capitalised(speaker.noun.text)),
        "material": _material(product, speaker),
        "audience": _audience(product, speaker),
        "amount": _amount(product, speaker),
        "pieces": grammar.headline(pack_phrase(product, speaker)),
        "size": _size(product, speaker),
        "colour": _colour(product, speaker),
        "compatible": _compatible(product, speaker),
        "codes": " ".join(_codes(product)[:1]),
    }
    for name, kinds in (
        ("feature", ("feature",)),
        ("use", ("use", "room", "season")),
        ("shape", ("shape",)),
        ("pattern", ("pattern",)),
    ):
        said = [grammar.headline(speaker.describing(piece)) for piece in product.all_of(*kinds)]
        found |= (
            {f"{name}_{index}": words for index, words in enumerate(said)}
            if name in ("feature", "use")
            else {name: said[0] if len(said) == 1 else ""}
        )
    if product.term is None:
        found = {name: words for name, words in found.items() if name in _SURE}
    return {name: words for name, words in found.items() if words and (name == "brand" or speaker.carried(words))}


def _put_together(parts: dict[str, str], grammar: Grammar) -> str:
    pattern = grammar.patterns["title"]
    head = " ".join(parts[name] for name in pattern["head"] if parts.get(name))
    rest: list[str] = []
    for name in pattern["segments"]:
        if name in ("features", "uses"):
            rest += [parts[each] for each in sorted(parts) if each.startswith(f"{name[:-1]}_")]
        elif parts.get(name):
            rest.append(parts[name])
    return str(pattern["between"]).join(part for part in (head, *rest) if part)


def _words(text: str) -> list[str]:
    return [word for word in folded(text).replace(",", " ").replace("-", " ").split() if len(word) > 2 and word.isalpha()]


def _says_nothing_new(part: str, title: str) -> bool:
    words = _words(part)
    if is_cjk(part):
        return part in title
    if part in title.split(" "):
        return True
    return (bool(words) and {*words} <= {*_words(title)}) or (not words and part in title)


def _repeats_too_often(title: str) -> bool:
    words = _words(title)
    return any(words.count(word) > _MOST_REPEATS for word in {*words})


def _material(product: Product, speaker: Speaker) -> str:
    line = product.line("attr_material", "attr_material_composition")
    pieces = [piece for piece in (line.reading.pieces if line else product.stated) if isinstance(piece, TermPiece)]
    found = [piece for piece in pieces if piece.term.kind == "material"]
    found = found if line is None or len(found) == len(pieces) else []
    whole = [piece for piece in found if piece.percent in (None, 100)]
    is_blend = any(piece.term.category in _BLENDED for piece in found) and len(found) > 1
    if not whole or len(whole) != len(found) or is_blend:
        return ""
    said = speaker.grammar.made_of([whole[0].term])
    small = {folded(str(word)) for word in speaker.grammar.patterns["search_stop_words"]}
    repeats = ({*_words(said)} & {*_words(speaker.noun.text)}) - small
    return "" if repeats else speaker.grammar.headline(said)


def _audience(product: Product, speaker: Speaker) -> str:
    found = product.all_of("audience")
    said = speaker.describing(found[0]) if len(found) == 1 else ""
    small = {folded(str(word)) for word in speaker.grammar.patterns["search_stop_words"]}
    repeats = {word.rstrip("s") for word in _words(said)} & {word.rstrip("s") for word in _words(speaker.noun.text)} - small
    return "" if repeats else speaker.grammar.headline(said)


def _amount(product: Product, speaker: Speaker) -> str:
    """The figure that the source's title names first, else the most telling of the attributes."""
    if product.amounts:
        return speaker.piece(product.amounts[0], short=True)
    for label in layout()["title_amounts"]:
        line = product.line(label)
        pieces = [piece for piece in line.reading.pieces if isinstance(piece, AmountPiece)] if line else []
        if line and len(pieces) == 1 == len(line.reading.pieces):
            return speaker.piece(pieces[0], label, short=True)
    return ""


def pack_phrase(product: Product, speaker: Speaker) -> str:
    """How many are sold together, or of how many parts a set is: `4er-Pack`, `32-teilig`; "" for one."""
    piece = pieces_of(product)
    if piece is not None and has_parts(product, piece) and piece.numbers.get("n", "1") != "1":
        return str(speaker.grammar.patterns["parts"]).format(n=piece.numbers["n"])
    if piece is None or _things(product) < 2:
        return ""
    as_pack = TermPiece(terms()[_PACKS.get(piece.term.id, piece.term.id)], piece.numbers)
    if speaker.grammar.language == "ja" and piece.term.id in ("size_piece", "size_pair", "size_pack_of_n"):
        counter = speaker.grammar.counter(speaker.product or piece.term, piece.term.id == "size_pair")
        return str(speaker.grammar.patterns["pack"]).format(n=piece.numbers["n"], counter=counter)
    return speaker.grammar.phrase(as_pack.term, speaker.numbers(as_pack))


def _size(product: Product, speaker: Speaker) -> str:
    line = product.line(*layout()["sizes"])
    if line is None:
        words = [piece for piece in product.stated if piece.term.kind == "size_word" and not piece.numbers]
        said = speaker.describing(words[0]) if len(words) == 1 else ""
        is_label = said.isupper() or (said and speaker.grammar.language == "ja")
        return str(speaker.grammar.patterns["size_label"]).format(said) if is_label else speaker.grammar.headline(said)
    if line.value in speaker.sizes:
        sized = speaker.sizes[line.value]
        text = sized.size.text
        text = str(speaker.grammar.patterns["size_label"]).format(text) if _FIGURE.fullmatch(text) else text
        return speaker.sized(sized, line.value, text)
    if len(line.reading.pieces) != 1 or isinstance(line.reading.pieces[0], AgePiece):
        return ""
    piece = line.reading.pieces[0]
    if isinstance(piece, AmountPiece) and _amount(product, speaker):
        return ""
    said = speaker.piece(piece, line.label.id, short=True)
    worn = product.term is not None and product.term.category in source_words()["fashion"]
    is_letter = isinstance(piece, TermPiece) and said.isupper()
    return (
        speaker.grammar.headline(str(speaker.grammar.patterns["size_label"]).format(said))
        if is_letter or (worn and isinstance(piece, WordPiece))
        else said
    )


def _colour(product: Product, speaker: Speaker) -> str:
    line = product.line("attr_colour")
    found = [piece for piece in line.reading.pieces if isinstance(piece, TermPiece)] if line else product.all_of("colour")
    if len(found) != 1 or found[0].term.kind not in ("colour", "pattern"):
        return ""
    grammar = speaker.grammar
    forms = grammar.forms(found[0].term)
    said = str(forms["noun"]) if "noun" in forms and grammar.language == "de" else grammar.adjective(found[0].term, speaker.noun)
    return grammar.headline(said)


def _compatible(product: Product, speaker: Speaker) -> str:
    line = product.line("attr_compatibility")
    names = [name.strip() for name in re.split(r"[,，、;；]", line.value)] if line else product.compatible
    said = speaker.grammar.joined(names)
    return str(speaker.grammar.patterns["compatible"]).format(said) if said and len(names) <= _MOST_NAMED else ""


def _codes(product: Product) -> list[str]:
    line = product.line("attr_model_number")
    return list(dict.fromkeys([*([line.value.strip()] if line else []), *product.codes]))
