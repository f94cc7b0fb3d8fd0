"""Maintenance of the demo city."""

from hoistway.maintenance.seed.visits import lay_out_visits

__all__ = ["lay_out_visits"]
