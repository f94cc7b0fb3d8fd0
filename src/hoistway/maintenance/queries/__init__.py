"""Questions about what is due, what was done and what was said of it."""
