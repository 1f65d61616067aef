"""What a unit earns, where no setting says: its price less its cost, in the currency of the cost."""

from tools.restock.settings import Terms
from tools.restock.stored.currencies import Rates
from tools.restock.stored.listed import Listed


def with_margin(terms: Terms, listed: Listed | None, rates: Rates) -> tuple[Terms, str | None]:
    """The settings with a margin, and where it comes from."""
    if terms.unit_margin is not None:
        return terms, "given"
    if listed is None or listed.price is None or terms.unit_cost is None:
        return terms, None
    rate = rates.rate(listed.currency, terms.currency)
    if rate is None:
        return terms, None
    return terms.model_copy(update={"unit_margin": round(listed.price * rate - terms.unit_cost, 4)}), "price_less_cost"
