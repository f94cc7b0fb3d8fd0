"""Messages: what went out and what did not, templates, receipts, and the word «I have read it»."""
