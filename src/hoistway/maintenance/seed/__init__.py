"""Maintenance of the demo city."""
