"""The faults' part of the demo city."""

from hoistway.faults.seed.left import Left, lay_out_left
from hoistway.faults.seed.year import lay_out

__all__ = ["Left", "lay_out", "lay_out_left"]
