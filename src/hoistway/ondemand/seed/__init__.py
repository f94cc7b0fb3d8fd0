"""The on-demand pilot of the demo city."""

from hoistway.ondemand.seed.elevators import Scene, lay_out_elevators
from hoistway.ondemand.seed.exits import lay_out_exits
from hoistway.ondemand.seed.firms import lay_out_firms
from hoistway.ondemand.seed.samples import lay_out_sample

__all__ = ["Scene", "lay_out_elevators", "lay_out_exits", "lay_out_firms", "lay_out_sample"]
