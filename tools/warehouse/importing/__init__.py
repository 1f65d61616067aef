"""From a report file to rows: decode, find the report by its header, read every value, load in one transaction."""
