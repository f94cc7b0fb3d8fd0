"""This room's part of the demo city."""
