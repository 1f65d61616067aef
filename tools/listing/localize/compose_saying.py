"""Pieces said in a language."""

from dataclasses import dataclass, field

from tools.listing.localize.amounts import Converted, localized
from tools.listing.localize.grammar import Grammar, Noun
from tools.listing.localize.guard import Guard
from tools.listing.localize.layout import country, layout
from tools.listing.localize.mains import plug_name, read_mains
from tools.listing.localize.numbers import number, percent
from tools.listing.localize.paper import paper_size
from tools.listing.localize.sizing import Sized
from tools.listing.localize.source_words import source_words
from tools.listing.localize.terms_pieces import AgePiece, AmountPiece, JoinPiece, Piece, TermPiece, WordPiece
from tools.listing.localize.terms_product import Line, Product
from tools.listing.localize.writing import written
from tools.listing.terms import Term, terms

_DESCRIBED = ("", "attr_features", "attr_care_instructions", "attr_intended_use")
_COUNTS = {"size_piece": "size_n_pieces", "size_pair": "size_n_pairs", "size_roll": "size_n_rolls", "size_sheet": "size_n_sheets"}


@dataclass(frozen=True)
class Speaker:
    """Says facts of one product in one locale.

    Attributes:
        noun: What adjectives agree with.
        product: The entry of the product, for its counter.
        conversions: Every quantity that was converted on the way.
        sizes: By the value as given, sizes in the system of the market.
        computed: Texts that tables give beside the source's own words: names of plugs, sides of a paper.
        guard: Knows which words may be printed.
        dropped: Words that kept a text from being printed.
    """

    grammar: Grammar
    noun: Noun
    product: Term | None
    conversions: list[Converted]
    computed: list[str] = field(default_factory=list)
    sizes: dict[str, Sized] = field(default_factory=dict)
    guard: Guard | None = None
    dropped: list[str] = field(default_factory=list)

    def carried(self, text: str) -> bool:
        """Every word of a text may be printed; words of another language are noted otherwise."""
        foreign = self.guard.foreign(text) if self.guard and text else []
        self.dropped.extend(foreign)
        return not foreign

    def label(self, id: str) -> str:
        """The name of an attribute; a size is named otherwise of clothes than of other things."""
        if id == "attr_size":
            worn = self.product is not None and self.product.category in source_words()["fashion"]
            return str(self.grammar.patterns["size_words"]["worn" if worn else "other"])
        return str(self.grammar.forms(terms()[id])["one"])

    def value(self, line: Line) -> str:
        """The value of an attribute line."""
        grammar = self.grammar
        if line.affirmed is not None:
            return str(grammar.patterns["yes" if line.affirmed else "no"])
        if line.is_country:
            return country(line.value, grammar.language) or line.value
        if line.label.id in layout()["plugs"] and (plugs := read_mains(line.value).plugs):
            named = grammar.listed([plug_name(plug, grammar.locale) or plug for plug in plugs])
            self.computed.append(named)
            return named
        if line.label.id in layout()["sizes"] and line.value in self.sizes:
            sized = self.sizes[line.value]
            self.computed.append(sized.size.label)
            return self.sized(sized, line.value, sized.size.text)
        if line.label.id in layout()["pieces"] and grammar.language != "ja":
            pieces = [piece for piece in line.reading.pieces if isinstance(piece, TermPiece)]
            if len(pieces) == 1 == len(line.reading.pieces) and pieces[0].term.id == "size_piece":
                return str(pieces[0].count)
        return self.said(line.reading.pieces, line.label.id)

    def sized(self, sized: Sized, given: str, text: str) -> str:
        """A size in the system of the market with that of the source beside it, once where the figure is the same.

        Args:
            sized: The size.
            given: As the source has it.
            text: As the market has it, with a label or alone.
        """
        if sized.given.split(" ")[-1] == sized.size.text:
            return text.replace(sized.size.text, given) if given != sized.size.text else text
        return text if given in sized.size.text else text + str(self.grammar.patterns["beside"]).format(sized.given)

    def said(self, pieces: tuple[Piece, ...], label: str = "") -> str:
        """Pieces with what lies between them."""
        text = ""
        pieces = _codes_after(pieces)
        for index, piece in enumerate(pieces):
            if isinstance(piece, JoinPiece):
                continue
            is_other_size = label in layout()["sizes"] and isinstance(piece, WordPiece) and piece.number is not None
            if index and (_is_code_of(pieces[index - 1], piece) or (is_other_size and isinstance(pieces[index - 1], TermPiece))):
                text += str(self.grammar.patterns["beside"]).format(self.piece(piece, label))
                continue
            before = pieces[index - 1] if index else None
            said = _grade(before, piece) or self.piece(piece, label)
            text += (self._between(before, pieces[index - 2] if index > 1 else None, piece) if text else "") + said
        return text

    def _between(self, before: Piece | None, earlier: Piece | None, piece: Piece) -> str:
        patterns = self.grammar.patterns
        if isinstance(before, JoinPiece):
            plain = all(isinstance(each, AmountPiece | WordPiece) for each in (earlier, piece))
            signs = {
                "/": "/",
                "and": patterns["and"],
                "&": patterns["and"],
                "+": " + ",
                "＋": " + ",
                "-": "-" if plain else patterns["comma"],
            }
            return str(signs.get(before.sign, patterns["comma"]))
        if isinstance(before, TermPiece) and before.term.kind == "attribute_name":
            return " "
        if isinstance(before, WordPiece) and isinstance(piece, WordPiece | AmountPiece):
            return " "
        if _grade(before, piece):
            return " "
        return str(patterns["comma"])

    def piece(self, piece: Piece, label: str = "", *, short: bool = False) -> str:
        """One piece.

        Args:
            piece: To say.
            label: Id of the attribute that it is the value of.
            short: Without the source's own figure where it was converted.
        """
        if isinstance(piece, TermPiece):
            return self._term(piece, label)
        if isinstance(piece, AmountPiece):
            return self._bounded(self.amount(piece, label, short=short), piece.bound)
        if isinstance(piece, AgePiece):
            return self._age(piece)
        if isinstance(piece, WordPiece):
            return self._bounded(self._word(piece, label, short), piece.bound)
        return ""

    def amount(self, piece: AmountPiece, label: str = "", *, short: bool = False) -> str:
        """A quantity in the form of the market; beside it that of the source, where it is another."""
        quantity = piece.quantity
        converted = localized(quantity, self.grammar.locale, layout()["uses"].get(label, ""))
        self.conversions.append(converted)
        if short:
            return converted.text.split("（")[0].split(" (")[0]
        if converted.shown is None:
            return converted.text
        own = written(quantity, self.grammar.locale)
        shown = any(own in text for text in (converted.text, converted.text.replace("\u00a0", " ")))
        return converted.text if shown or "(" in converted.text or "（" in converted.text else f"{converted.text} ({own})"

    def _bounded(self, text: str, bound: str) -> str:
        return str(self.grammar.patterns[bound]).format(text) if bound else text

    def _age(self, piece: AgePiece) -> str:
        name = ("months" if piece.months else "age") + ("_from" if piece.high is None else "_range")
        return str(self.grammar.patterns[name]).format(n=piece.low, low=piece.low, high=piece.high)

    def _word(self, piece: WordPiece, label: str, short: bool) -> str:
        value = piece.number
        if piece.percent and value is not None:
            return percent(value, self.grammar.locale)
        if value is not None and "." in piece.text:
            return number(value, self.grammar.locale)
        paper = paper_size(piece.text, self.grammar.locale) if label in layout()["sizes"] else None
        if paper is None or short:
            return piece.text
        self.computed.append(paper.text)
        return paper.text

    def _term(self, piece: TermPiece, label: str) -> str:
        grammar, term = self.grammar, piece.term
        if term.id in _COUNTS:
            return self.count(piece)
        if piece.percent is not None:
            forms = grammar.forms(term)
            name = str(forms.get("fibre", forms["one"]))
            share = percent(piece.percent, grammar.locale)
            return f"{name}{share}" if grammar.language == "ja" else f"{share} {name}"
        if piece.count is not None:
            return grammar.counted(term, piece.count, piece.pairs)
        if piece.numbers:
            return grammar.phrase(term, self.numbers(piece))
        if term.kind == "attribute_name":
            return str(grammar.forms(term)["one"])
        if term.kind == "part" and label == "attr_features":
            return grammar.with_part(term)
        if term.kind == "feature" and label not in _DESCRIBED:
            return grammar.bare(grammar.adjective(term, self.noun))
        agrees = term.kind in (
            "feature",
            "use",
            "audience",
            "room",
            "season",
            "care",
            "packaging",
        ) and "label" not in grammar.forms(term)
        return grammar.adjective(term, self.noun) if agrees and term.form != "noun" else grammar.neutral(term)

    def numbers(self, piece: TermPiece) -> dict[str, str]:
        """Figures of a phrase, with the decimal sign of the language; the counter of Japanese."""
        figures = {
            name: value.replace(".", ",") if self.grammar.language in ("de", "fr", "es", "it") else value
            for name, value in piece.numbers.items()
        }
        counts = self.product is not None and self.grammar.language == "ja"
        return {
            "counter": self.grammar.counter(self.product) if counts and self.product else "",
            "item": self.noun.text,
            "type": "",
            **figures,
        }

    def count(self, piece: TermPiece) -> str:
        """`3 pieces`, `2 pairs`; in Japanese with the counter of the product."""
        grammar = self.grammar
        if grammar.language == "ja" and self.product is not None and piece.term.id in ("size_piece", "size_pair"):
            return f"{piece.count}{grammar.counter(self.product, piece.term.id == 'size_pair')}"
        return grammar.phrase(terms()[_COUNTS[piece.term.id]], {"n": str(piece.count)})

    def describing(self, piece: TermPiece) -> str:
        """A feature, use or look after the product: agreeing, with its figures."""
        if piece.term.kind == "part":
            return self.grammar.with_part(piece.term)
        if piece.numbers:
            return self.grammar.phrase(piece.term, self.numbers(piece))
        return self.grammar.adjective(piece.term, self.noun)


def pieces_of(product: Product) -> TermPiece | None:
    """How many things or parts are sold together, if more than one."""
    line = product.line(*layout()["pieces"])
    if line is not None:
        for piece in line.reading.pieces:
            if isinstance(piece, TermPiece) and (piece.count or piece.numbers):
                return piece
            if isinstance(piece, WordPiece) and piece.number is not None and piece.number == int(piece.number):
                return TermPiece(terms()["size_piece"], {"n": str(int(piece.number))}, int(piece.number))
    return product.pieces


def _is_code_of(thing: Piece, word: Piece) -> bool:
    """A code that tells which kind of a thing is meant: the USB-C of a cable."""
    is_thing = isinstance(thing, TermPiece) and thing.term.form == "noun" and thing.term.kind in ("part", "product")
    return is_thing and isinstance(word, WordPiece) and word.number is None


def _grade(before: Piece | None, piece: Piece) -> str:
    """A figure or code of the material before it: the 18/8 of steel, the 600D of polyester; "" otherwise."""
    is_material = isinstance(before, TermPiece) and before.term.kind == "material" and before.percent is None
    return piece.text if is_material and isinstance(piece, WordPiece) and not piece.percent else ""


def _codes_after(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces with such a code after its thing."""
    ordered = list(pieces)
    for place in range(len(ordered) - 1):
        if _is_code_of(ordered[place + 1], ordered[place]):
            ordered[place], ordered[place + 1] = ordered[place + 1], ordered[place]
    return tuple(ordered)
