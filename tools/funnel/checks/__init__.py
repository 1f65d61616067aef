"""Checks of possible causes: small functions of what is known, by the name that causes.yaml calls them by."""

from tools.funnel.checks.ads import ADS
from tools.funnel.checks.exclusions import EXCLUSIONS
from tools.funnel.checks.happened import HAPPENED
from tools.funnel.checks.outcome import NO_DATA, Check, Outcome
from tools.funnel.checks.search import SEARCH
from tools.funnel.checks.season import SEASON
from tools.funnel.checks.selling import SELLING
from tools.funnel.checks.stock import STOCK

__all__ = ["CHECKS", "NO_DATA", "Check", "Outcome"]

CHECKS: dict[str, Check] = {**EXCLUSIONS, **STOCK, **HAPPENED, **ADS, **SEARCH, **SELLING, **SEASON}
