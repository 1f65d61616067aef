"""Questions to the knowledge base."""
