"""What service and stock the restock plan gives, day by day, against what others do; `python -m benchmarks.restock.report`."""
