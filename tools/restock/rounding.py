"""From the units needed to the units ordered: minimum, carton, pallet, limits."""

from dataclasses import dataclass

import numpy as np

from tools.restock.arrays import Flags, Floats

PALLET_EXTRA = 0.15


@dataclass(frozen=True)
class Packing:
    """How an order must be packed.

    Attributes:
        moq: Fewest units of an order; 0 or 1 for none.
        carton: Units of a carton.
        pallet: Units of a pallet; 0 where none is known.
        limit: Most units that may be ordered; inf for none.
    """

    moq: Floats
    carton: Floats
    pallet: Floats
    limit: Floats


@dataclass(frozen=True)
class Rounded:
    """Units ordered, and what made them differ from the need.

    Attributes:
        waits: The need is small and not urgent: it may build up.
        limited: A limit took units away.
        below_moq: The limit leaves less than the minimum, so nothing is ordered.
    """

    quantity: Floats
    waits: Flags
    limited: Flags
    below_moq: Flags


def rounded(need: Floats, must_order: Flags, packing: Packing) -> Rounded:
    """Round needs up to cartons, at least the minimum; a pallet is filled for at most 15 % more.

    A need below half of the minimum (or carton) waits unless it is urgent. Limits come last and are kept in whole cartons.

    Args:
        need: Units short of the order-up-to level.
        must_order: Whether the position is at the reorder point or below.
        packing: Of each row.
    """
    whole = np.ceil(np.maximum(need, 0.0) - 1e-9)
    quantity = np.where(whole > 0, np.ceil(np.maximum(whole, packing.moq) / packing.carton) * packing.carton, 0.0)
    waits = (whole > 0) & (whole < 0.5 * np.maximum(packing.moq, packing.carton)) & ~must_order
    quantity = _on_pallets(np.where(waits, 0.0, quantity), packing)
    most = np.floor(np.maximum(packing.limit, 0.0) / packing.carton) * packing.carton
    limited = quantity > most
    quantity = np.minimum(quantity, most)
    below_moq = limited & (quantity < packing.moq)
    return Rounded(np.where(below_moq, 0.0, quantity), waits, limited, below_moq)


def _on_pallets(quantity: Floats, packing: Packing) -> Floats:
    fits = (packing.pallet > 0) & (np.mod(packing.pallet, packing.carton) == 0)
    pallet = np.where(fits, packing.pallet, 1.0)
    full = np.ceil(quantity / pallet) * pallet
    return np.where(fits & (full <= quantity * (1 + PALLET_EXTRA)), full, quantity)
