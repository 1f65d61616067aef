"""Where the rows lie: DuckDB, PostgreSQL or ClickHouse.

The product writes one dialect, DuckDB's, with `$named` values; an engine translates it when it runs it.
"""
