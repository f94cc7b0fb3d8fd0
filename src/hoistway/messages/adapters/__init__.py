"""Ways out of the house for messages."""
