"""One visit: its page, its files, its proofs."""
