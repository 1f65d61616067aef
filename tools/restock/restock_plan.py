"""The restock plan: how many units, by when, how shipped, and why."""

from datetime import date

from tools.core.catalogue import tool
from tools.core.errors import InvalidInput
from tools.core.exports import Exports
from tools.restock.building import planned
from tools.restock.export import purchase_orders
from tools.restock.given import given_material
from tools.restock.request import RestockQuestion
from tools.restock.result import RestockResult
from tools.restock.settings import FIRST_YEAR, LAST_YEAR, LEAST_TARGET, MOST_REVIEW_DAYS, MOST_TARGET
from tools.restock.stored.loading import stored_material
from tools.warehouse.warehouse import Warehouse

_FILE = "purchase-orders"


@tool(effect="read")
def restock_plan(question: RestockQuestion, *, warehouse: Warehouse, exports: Exports, today: date) -> RestockResult:
    """How many units to order, by when, how to ship them, when stock runs out, and why; within a budget where one is given.

    Use it for "which SKUs need restocking", "how many A17, order by when", "are we stocked for Black Friday", "air or sea",
    "how to share out a budget", "when will it run out". It takes the velocity of days in stock, sizes the buffer from the
    product's own variability and lead times so that the target fill rate comes true, counts stock and goods on the way,
    and keeps to minimum, carton and limits. It works on imported data, or on `items` given with the question.

    Args:
        question: Products, targets, settings, or items.
        warehouse: Where imported rows are.
        exports: Takes the file for the purchaser.
        today: The day of the plan for items without `as_of`; reports of later days are not believed.

    Returns:
        A row for each product, with the line that recomputes it.

    Raises:
        InvalidInput: Targets or windows that make no sense.
        NotEnoughData: Nothing to plan from.
        NotCovered: A budget in a currency without a rate.
        UnknownReference: A name that the data do not hold.
    """
    _check(question)
    material = given_material(question, today) if question.items is not None else stored_material(question, warehouse, today)
    result = planned(question, material)
    file = purchase_orders(result, question.language) if question.export else None
    name = exports.keep(file, _FILE, result.as_of) if file else None
    return result.model_copy(update={"rows": result.rows[: question.row_limit], "export": name})


def _check(question: RestockQuestion) -> None:
    target, review = question.target_fill_rate, question.review_days
    if target is not None and not LEAST_TARGET <= target <= MOST_TARGET:
        raise InvalidInput("restock_target", field="target_fill_rate", value=target)
    if review is not None and not 0 < review <= MOST_REVIEW_DAYS:
        raise InvalidInput("restock_review_days", field="review_days", value=review)
    if question.as_of and not FIRST_YEAR <= question.as_of.year <= LAST_YEAR:
        raise InvalidInput("restock_as_of", field="as_of", value=question.as_of, first=FIRST_YEAR, last=LAST_YEAR)
    asked = [name for name in ("skus", "marketplaces") if getattr(question, name)]
    asked += ["filters" for name, values in question.filters if values and name != "shop"]
    if question.items is not None and asked:
        raise InvalidInput("restock_items_alone", field=asked[0], filter=asked[0])
