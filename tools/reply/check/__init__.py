"""Every check of a text that is to be sent to a buyer."""
