"""Restocking: how many units, by when, how shipped, and why.

Arrays in, arrays out: `velocity`, `variance`, `order_up_to`, `rounding`, `stock_out`, `transport` and `cash` work on one row
per SKU and stock pool, put together by `planning`. Around them: what is asked (`request`), where it comes from (`given`,
`stored`), and what is said of it (`building`).
"""
