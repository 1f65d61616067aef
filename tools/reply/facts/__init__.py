"""Facts of an order, as the caller gives them or the warehouse holds them."""
