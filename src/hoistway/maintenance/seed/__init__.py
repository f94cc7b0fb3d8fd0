"""Maintenance of the demo city; `phones` needs no database."""
