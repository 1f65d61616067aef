"""What a reader of a landed cost must know beside its lines."""

from prompts import Text, message
from tools.core.result import Warning, warning
from tools.landed.book import Book
from tools.landed.cost_question import CostQuestion
from tools.landed.cost_result import UnitMargin
from tools.landed.figures import plain
from tools.landed.import_cost import Imported
from tools.landed.incoterms import Term

_BESIDE = ("origin", "insurance", "delivery", "clearance", "inbound")


def cost_notes(question: CostQuestion, term: Term, import_: Imported, book: Book) -> list[Warning]:
    """On the lines: what was not added and why, what was not given, and what was assumed."""
    found = []
    if term.written:
        found.append(warning("landed_term_retired", written=term.written, term=term.code))
    if book.not_added:
        found.append(warning("landed_not_added", labels=_labels(book.not_added)))
    told = {line.key for line in book.lines}
    absent = [key for key in _BESIDE if key not in told and not (key == "clearance" and import_.held_by)]
    if absent:
        found.append(warning("landed_not_counted", labels=_labels(absent)))
    if book.rates and question.fx_date is None:
        found.append(warning("landed_rates_undated"))
    if import_.held_by:
        found.append(warning("landed_import_held", within=import_.held_by))
    if import_.vat and question.vat_recoverable is None:
        found.append(warning("landed_recoverable_assumed", amount=plain(import_.vat), currency=book.currency))
    if question.parcels and question.parcels.ioss and not import_.held_by:
        found.append(warning("landed_ioss"))
    return [*found, *import_.warnings]


def unit_notes(question: CostQuestion, unit: UnitMargin | None) -> list[Warning]:
    """On the account of one unit."""
    if unit is None or question.sale is None:
        return []
    found = []
    if question.sale.includes_vat is None and unit.price is not None:
        found.append(warning("landed_price_with_tax" if unit.includes_vat else "landed_price_without_tax"))
    if unit.break_even_price is None:
        found.append(warning("landed_no_break_even"))
    return found


def _labels(keys: list[str]) -> list[Text]:
    """Labels of lines."""
    return [message(f"landed_line_{key}", name="") for key in keys]
