"""Sales and traffic: metrics, the semantic layer over the warehouse, the sales query."""
