"""What the server of reading processes loads before it forks the first, so that none of them loads it anew."""

from tools.marketplaces import marketplaces
from tools.marketplaces.countries import country_code
from tools.warehouse.importing import isolation
from tools.warehouse.importing.amounts import macros
from tools.warehouse.importing.context import find_place
from tools.warehouse.importing.dates import day
from tools.warehouse.importing.recognition import known_words

__all__ = ["isolation"]

known_words()
macros()
country_code("DE")
day("1 Jan 2026")
for market in marketplaces():
    find_place(market)
