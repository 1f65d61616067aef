"""The cases of the sales tests, each with its derivation, on the other engines."""

from tests.tools.sales.test_ads import *  # noqa: F403
from tests.tools.sales.test_fx import *  # noqa: F403
from tests.tools.sales.test_profit import *  # noqa: F403
from tests.tools.sales.test_ratios_of_two_tables import *  # noqa: F403
from tests.tools.sales.test_search_funnel import *  # noqa: F403
from tests.tools.sales.test_settlements import *  # noqa: F403
from tests.tools.sales.test_stock import *  # noqa: F403
from tests.tools.sales.test_traffic import *  # noqa: F403
