"""What happened on a day: price changes, deals, stock-outs and peaks, as operators and the calendar know them."""
