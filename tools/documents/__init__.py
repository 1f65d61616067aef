"""A team's own documents to text: Markdown, text, HTML, Word, PDF, Excel, CSV, each read as data in a limited process."""
