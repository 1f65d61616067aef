"""The funnel diagnosis: why sales changed, in parts that add up, with noise told from cause."""

from tools.core.catalogue import tool
from tools.funnel.charts import Charts, draw_chart
from tools.funnel.explaining import explained
from tools.funnel.material import given_material
from tools.funnel.request import FunnelQuestion
from tools.funnel.result import FunnelResult
from tools.funnel.stored.loading import stored_material
from tools.warehouse.warehouse import Warehouse


@tool(effect="read")
def funnel_diagnosis(question: FunnelQuestion, *, warehouse: Warehouse, charts: Charts) -> FunnelResult:
    """Why sales rose or fell: exact parts that add up to the change, noise told from cause, date of the break, what to check.

    Use it for "why did sales drop", "is it traffic or conversion", "what is wrong with SKU X": it splits the change of
    sales between two windows into days in stock, sessions or impressions, click rate, Buy Box, conversion, price, mix,
    entries and exits, exchange rate and refunds; names a factor only when it moved beyond chance; dates the break; and
    lists possible causes with the check for each. It works on imported data, or on `rows` given with the question.

    Args:
        question: Windows, places, products, or rows.
        warehouse: Where imported rows are.
        charts: Takes the drawing of the parts.

    Returns:
        Parts, segments, date of the break, checks.

    Raises:
        InvalidInput: Rows or windows that make no sense.
        NotEnoughData: The data do not reach over both windows.
        NotCovered: The chain asked for is in no imported report, or amounts lack a rate.
        UnknownReference: A marketplace or SKU that the data do not hold.
    """
    material = given_material(question) if question.rows is not None else stored_material(question, warehouse)
    result = explained(question, material)
    return result.model_copy(update={"chart": charts.keep(draw_chart(result, question.language))})
