"""Supervision's part of the demo district; each topic has a file of its own."""

from hoistway.supervision.seed.checks import lay_out_checks
from hoistway.supervision.seed.orders import lay_out_orders
from hoistway.supervision.seed.oversight import lay_out_oversight

__all__ = ["lay_out_checks", "lay_out_orders", "lay_out_oversight"]
