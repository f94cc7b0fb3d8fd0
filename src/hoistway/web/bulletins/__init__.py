"""Bulletins: what concerns whoever is signed in, what it writes, what waits for its check."""
