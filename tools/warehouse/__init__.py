"""The one place that touches stored data: one DuckDB file, its schema, and the import of report files."""
